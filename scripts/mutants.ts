import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { mutants } from "./mutants/all.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { readOptions } from "./options.ts";

const help = `npm run mutants -- [OPTIONS]

Shows that the tests find what they are for. Plants one fault after the other in a copy of the project, and runs the
tests that should find it. Exit code 1 when one was not found, or could not be planted, since its text stands there no
more, or twice.

  --only WORD,WORD    those with one of the words in their subject, name or file
  --list              names them
  --at-once N         how many at a time; 2`;
const values = readOptions(help, { only: "text", list: "flag", "at-once": "number" });

const only = (values.only ?? "").toLowerCase().split(",");
const chosen = mutants.filter(({ subject, name, file }) => {
  const text = `${subject}: ${name} (${file})`.toLowerCase();
  return only.some((word) => text.includes(word));
});

const root = fileURLToPath(new URL("../", import.meta.url));
const copies: string[] = [];
const running = new Set<ChildProcess>();
const removeCopies = () => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
};
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    for (const child of running) child.kill();
    removeCopies();
    process.exit(1);
  });
const patienceMs = 180_000;
/** With a fault, a test may wait for what never comes. */
const shortly = ["--testTimeout", "20000"];

/** A copy of the project without its history and packages, which are linked. */
function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), "servanda-mutants-"));
  const isCopied = (path: string) => ![".git", "node_modules", "coverage"].includes(basename(path));
  cpSync(root, copy, { recursive: true, filter: isCopied });
  for (const packages of ["node_modules", "clients/typescript/node_modules"])
    if (existsSync(join(root, packages))) symlinkSync(join(root, packages), join(copy, packages));
  return copy;
}

interface Report {
  testResults: readonly {
    name: string;
    status: string;
    message: string;
    assertionResults: readonly { status: string; fullName: string }[];
  }[];
}

/** The first test that fails in a copy; null: none does. @throws Error when they could not be run */
async function look(copy: string, { tests, project }: Pick<Mutant, "tests" | "project">, bail = true) {
  const file = join(copy, "report.json");
  rmSync(file, { force: true });
  const how = [
    "--project",
    project,
    "--reporter",
    "json",
    "--outputFile",
    file,
    ...(bail ? ["--bail", "1", ...shortly] : []),
  ];
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...how, ...tests], {
    cwd: copy,
    stdio: ["ignore", "ignore", "pipe"],
    timeout: patienceMs,
  });
  running.add(child);
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  running.delete(child);
  if (!existsSync(file)) throw new Error(`The tests broke off, which is no finding: ${code}, ${errors.slice(-2000)}`);
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as Report;
  if (testResults.length < tests.length) throw new Error(`Not all of these are test files: ${tests.join(", ")}`);
  for (const { name, assertionResults } of testResults)
    for (const { status, fullName } of assertionResults)
      if (status === "failed") return `${relative(join(copy, "tests"), name)}: ${fullName.trim()}`;
  const broken = testResults.find(({ status }) => status === "failed");
  if (broken) return `${relative(join(copy, "tests"), broken.name)}, before its tests: ${broken.message}`;
  if (code !== 0) throw new Error(`The tests failed, and no test did: ${errors.slice(-2000)}`);
  return null;
}

/** Without any fault nothing may be found, or what is found says nothing. */
async function lookAtRight(copy: string): Promise<void> {
  for (const [project, some] of Map.groupBy(chosen, (mutant) => mutant.project)) {
    const tests = [...new Set(some.flatMap((mutant) => mutant.tests))];
    const found = await look(copy, { tests, project }, false);
    if (found !== null) throw new Error(`Without any fault, this fails: ${found}`);
  }
}

interface Outcome {
  "what would be wrong": string;
  found: "yes" | "NO" | "NOT PLANTED";
  seconds: number;
  by: string;
}

async function tryOut(copy: string, mutant: Mutant): Promise<Outcome> {
  const { name, file, from, to } = mutant;
  const began = performance.now();
  const outcome = (found: Outcome["found"], by: string): Outcome => ({
    ...{ "what would be wrong": name, found, seconds: Math.round((performance.now() - began) / 100) / 10 },
    by: by.replace(/\s+/g, " ").slice(0, 140),
  });
  const path = join(copy, file);
  const whole = readFileSync(path, "utf8");
  const times = whole.split(from).length - 1;
  if (times !== 1 || from === to) return outcome("NOT PLANTED", `${file} has ${times} times: ${from}`);
  const changed = whole.replace(from, () => to);
  try {
    if (file.endsWith(".ts")) stripTypeScriptTypes(changed);
    writeFileSync(path, changed);
    const by = await look(copy, mutant);
    return by === null ? outcome("NO", mutant.tests.join(" ")) : outcome("yes", by);
  } catch (error) {
    return outcome("NOT PLANTED", String(error));
  } finally {
    writeFileSync(path, whole);
  }
}

async function tryAll(): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const left = [...chosen];
  try {
    for (let n = Math.min(values["at-once"] ?? 2, left.length); n > 0; n--) copies.push(copyProject());
    await lookAtRight(copies[0] as string);
    const work = async (copy: string) => {
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
        const outcome = await tryOut(copy, mutant);
        outcomes.push(outcome);
        console.log(`${outcome.found.padEnd(4)}${outcome.seconds} s, ${outcome["what would be wrong"]}: ${outcome.by}`);
      }
    };
    await Promise.all(copies.map(work));
  } finally {
    removeCopies();
  }
  return outcomes;
}

if (values.list) {
  for (const { subject, name, file } of chosen) console.log(`${subject}: ${name} (${file})`);
} else {
  const outcomes = await tryAll();
  console.table(outcomes);
  const found = outcomes.filter((outcome) => outcome.found === "yes").length;
  console.log(`${outcomes.length} planted, ${found} found`);
  process.exitCode = found === outcomes.length && found > 0 ? 0 : 1;
}
