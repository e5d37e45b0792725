import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Labelled, measure, othersTexts, ownTexts, sentencesIn } from "../tests/promises/labelled.ts";

/**
 * How well promises are found: `npm run bench:find -- FILES AND FOLDERS` measures the labelled texts that are written
 * for it, and those of others that are among these files, by their hashes.
 */

const filesUnder = (path: string): string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesUnder(join(path, name))) : [path];
const given = process.argv.slice(2).flatMap(filesUnder);
const others = othersTexts(given.map((file) => readFileSync(file, "utf8")));
const share = (part: number) => part.toFixed(2).padStart(9);

/** As the first text that a process reads, and as one that it reads later, in ms. */
function timeOf(labelled: Labelled): number {
  const start = performance.now();
  sentencesIn(labelled);
  return performance.now() - start;
}

function repeated(labelled: Labelled, bytes: number): Labelled {
  const times = Math.ceil(bytes / Buffer.byteLength(labelled.text));
  return { ...labelled, text: `${labelled.text}\n\n`.repeat(times) };
}

console.log("text".padEnd(34), "sentences promises precision recall@40        AP        ms  ms/100kB");
const sums: ReturnType<typeof measure>[] = [];
for (const labelled of [...ownTexts(), ...others]) {
  if (labelled.text === null) {
    console.log(labelled.name.padEnd(34), "its text is not among those given");
    continue;
  }
  const figures = measure(labelled);
  const { sentences, promises, precision, recall, averagePrecision, missed } = figures;
  sums.push(figures);
  const shares = [precision, recall, averagePrecision].map(share).join(" ");
  const ms = [timeOf(labelled), timeOf(repeated(labelled, 100_000))].map((one) => one.toFixed(0).padStart(9)).join(" ");
  console.log(labelled.name.padEnd(34), String(sentences).padStart(9), String(promises).padStart(8), shares, ms);
  for (const words of missed) console.log(`  missed: ${words.replace(/\s+/g, " ").slice(0, 120)}`);
}
const sum = (of: (figures: (typeof sums)[number]) => number) => sums.reduce((all, one) => all + of(one), 0);
const promises = sum((one) => one.promises);
const recall = sum((one) => one.recall * one.promises) / promises;
const mean = [sum(({ precision }) => precision), recall * sums.length, sum((one) => one.averagePrecision)];
const all = mean.map((one) => share(one / sums.length)).join(" ");
console.log("in all".padEnd(34), String(sum((one) => one.sentences)).padStart(9), String(promises).padStart(8), all);
