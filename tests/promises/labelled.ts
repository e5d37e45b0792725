import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { countPoints, indexText, normalizeText } from "../../src/domain/anchoring/text.ts";
import { type FoundSentence, findPromises } from "../../src/domain/promises/find.ts";
import { nothingLearnt } from "../../src/domain/promises/learn.ts";

/**
 * Texts whose sentences were labelled by people before any rule had seen them. Those in data/written-promises/ were
 * written for this; of those in data/promises/ only the labels are ours to keep: the texts are found by their hashes
 * where somebody has them. `context` is neither: it tells of a promise without making one, and counts for nothing.
 */
export interface Labelled {
  name: string;
  language: string;
  statedOn: string;
  parties: string[];
  text: string;
  labels: { start: number; end: number; label: "promise" | "context" }[];
}

type Kept = Omit<Labelled, "name" | "text"> & { sha256: string };
type Written = Omit<Kept, "labels" | "sha256"> & { paragraphs: { promise: boolean; text: string }[][] };

const filesIn = (folder: string) => {
  const path = join(import.meta.dirname, "../data", folder);
  return readdirSync(path).map((file) => ({
    name: file.replace(".json", ""),
    data: readFileSync(join(path, file), "utf8"),
  }));
};

/** The texts that were written for this. */
export const ownTexts = (): Labelled[] =>
  filesIn("written-promises").map(({ name, data }) => {
    const { paragraphs, ...rest } = JSON.parse(data) as Written;
    const labels: Labelled["labels"] = [];
    let text = "";
    for (const paragraph of paragraphs) {
      for (const { promise, text: sentence } of paragraph) {
        const start = countPoints(text);
        text += sentence;
        if (promise) labels.push({ start, end: countPoints(text), label: "promise" });
        text += isLine(paragraph) ? "\n" : " ";
      }
      text += "\n\n";
    }
    return { ...rest, name, text, labels };
  });

/** Lists stand in lines, and so do paragraphs that begin with a title. */
const isLine = (paragraph: Written["paragraphs"][number]): boolean =>
  paragraph.some(({ text }) => /^(?:- |\(|（|[a-z]\))/.test(text)) || countPoints(paragraph[0]?.text ?? "") < 25;

/** The labels of others' texts, with the texts that are among those given; null where it is not. */
export function othersTexts(texts: readonly string[]): (Labelled | { name: string; text: null })[] {
  const known = new Map(texts.map(normalizeText).map((text) => [hashOf(text), text]));
  return filesIn("promises").map(({ name, data }) => {
    const { sha256, ...rest } = JSON.parse(data) as Kept;
    const text = known.get(sha256);
    return text === undefined ? { name, text: null } : { ...rest, name, text };
  });
}

const hashOf = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

export interface Figures {
  sentences: number;
  promises: number;
  /** Of the promises, how many are tinted; of what is tinted, how much is a promise. */
  recall: number;
  precision: number;
  averagePrecision: number;
  /** The promises that are not tinted. */
  missed: string[];
}

const names: Readonly<Record<string, string[]>> = {
  ...{ CHN: ["China", "中国"], EGY: ["مصر"], FRA: ["France"], IND: ["India"], KAZ: ["Казахстан"] },
  ...{ KGZ: ["Kyrgyzstan", "Кыргызстан"], MEX: ["México"], NOR: ["Norway"], TJK: ["塔吉克斯坦"] },
};

export function sentencesIn({ text, language, statedOn, parties }: Omit<Labelled, "labels" | "name">): FoundSentence[] {
  return findPromises({
    ...{ text, language, statedOn, speakers: parties, share: 0.4, recorded: [], tallies: nothingLearnt },
    parties: Object.entries(names).map(([code, own]) => ({ code, names: own })),
    reader: { language, parties },
  });
}

export function measure(labelled: Labelled): Figures {
  const { text, toPoints } = indexText(labelled.text);
  const found = sentencesIn(labelled).map((sentence) => {
    const [start, end] = [toPoints(sentence.start), toPoints(sentence.end)];
    const own = labelled.labels.filter((label) => isSame(label, { start, end })).map(({ label }) => label);
    return { ...sentence, label: own.includes("promise") ? "promise" : own[0] };
  });
  const ranked = found.filter(({ label }) => label !== "context").toSorted((a, b) => a.rank - b.rank);
  const promises = ranked.filter(({ label }) => label === "promise");
  const hits = promises.filter(({ tinted }) => tinted).length;
  const precisions = ranked.flatMap(({ label }, n) =>
    label === "promise" ? [ranked.slice(0, n + 1).filter((one) => one.label === "promise").length / (n + 1)] : [],
  );
  return {
    ...{ sentences: found.length, promises: promises.length, recall: hits / promises.length },
    precision: hits / ranked.filter(({ tinted }) => tinted).length,
    averagePrecision: precisions.reduce((sum, one) => sum + one, 0) / promises.length,
    missed: promises.filter(({ tinted }) => !tinted).map(({ start, end }) => text.slice(start, end)),
  };
}

/** Whether two stretches share half of the shorter one. */
function isSame(one: { start: number; end: number }, other: { start: number; end: number }): boolean {
  const shared = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return shared >= Math.min(one.end - one.start, other.end - other.start) / 2;
}
