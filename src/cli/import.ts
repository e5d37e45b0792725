import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { OperatorError } from "../errors/errors.ts";
import { type ImportFormat, importFormatNames, itemsOf } from "../imports/formats.ts";
import { isCharset } from "../imports/lines/decode.ts";
import {
  codesOf,
  Defaults,
  ImportMode,
  type ImportReport,
  type LineFault,
  Organisations,
} from "../imports/lines/model.ts";
import { importLines } from "../imports/service.ts";
import { type Spooled, spool } from "../imports/temporary-file.ts";
import { systemContext } from "../records/context.ts";
import { openStore } from "../store/open.ts";
import { type Claim, claimIfFree } from "../store/sqlite/lock.ts";
import { type Command, print, readArguments, type Terminal, UsageError } from "./command.ts";
import { keepHeapSmall } from "./heap.ts";
import { progressBar } from "./progress.ts";

export const importFile: Command = {
  usage: "FILE|- [--format ndjson|csv|xlsx|iati] [--mode MODE] [--default-... VALUE] [--dry-run] [--by NAME] [--json]",
  summary: "import commitments from a file, all of it or nothing",
  details: `  FILE        NDJSON or CSV, as servanda export writes it, an Excel workbook, or IATI activities; - reads standard input
  --format    ndjson, csv, xlsx or iati; told by the name of the file when left out
  --mode      create: commitments that are there already are faults; update: those that are not; upsert: neither.
              When left out, lines with an id may be either, and others are new commitments
  --default-firmness, --default-type, --default-stated-on, --default-promisor
              what new commitments are given whose lines leave it out
  --organisation ID:CODE  of IATI: the party that an organisation is, by its identifier or name; may be repeated
  --charset   of a CSV or XML file that does not say so itself, such as windows-1251
  --ignore-unknown  pass over columns and members that are not known
  --dry-run   do the same, then take it back: the report is exact, and nothing is written
  --by        whose name the ledger shows as recordedBy: import, if left out
  --json      one JSON object: dryRun, committed, lines, created, updated, unchanged, failed, errors,
              errorsOmitted, changes, changesOmitted, stopped

It works on the database itself. While the service runs on an SQLite file it is refused: stop the service, or send the file to
POST /v1/import. Exit code 1 when a line cannot be imported; then nothing was written.`,
  run: async (args, terminal) => {
    const text = { type: "string" } as const;
    const flag = { type: "boolean", default: false } as const;
    const options = {
      ...{ format: text, mode: text, charset: text, by: { ...text, default: "import" } },
      ...{ "default-firmness": text, "default-type": text, "default-stated-on": text, "default-promisor": text },
      organisation: { ...text, multiple: true } as const,
      ...{ "dry-run": flag, "ignore-unknown": flag, json: flag },
    };
    const { values, positionals } = readArguments(args, options);
    const [path, more] = positionals;
    if (path === undefined || more !== undefined) throw new UsageError("Name one file, or - for standard input.");
    const format = formatOf(path, values.format);
    const mode = modeOf(values.mode);
    const defaults = defaultsOf(values);
    const reading = {
      charset: charsetOf(values.charset),
      ignoreUnknown: values["ignore-unknown"],
      organisations: organisationsOf(values.organisation),
    };
    const file = await openInput(path, terminal);
    const { databaseUrl, ...config } = terminal.readConfig();
    const claim = claimOrSay(databaseUrl);
    const store = await openStore(databaseUrl, { usesItsClock: true });
    const bar = progressBar(terminal.errors, "lines", values.json);
    const state = { read: 0, lines: 0 };
    const items = itemsOf(format, () => counted(file.read(), state), reading);
    const started = performance.now();
    keepHeapSmall();
    const told = () => {
      state.lines += 1;
      bar.update(state.read, file.size, state.lines);
    };
    const report = await importLines(systemContext(store, config, values.by), items, {
      dryRun: values["dry-run"],
      mode,
      defaults,
      told,
    }).finally(async () => {
      bar.clear();
      await store.close();
      await file.close();
      claim.release();
    });
    print(terminal, values.json ? JSON.stringify(report) : describe(report, (performance.now() - started) / 1000));
    return report.failed === 0 ? 0 : 1;
  },
};

/** @throws OperatorError saying what to do instead, where a service has the file */
function claimOrSay(url: string): Claim {
  const claim = claimIfFree(url);
  if (claim !== null) return claim;
  throw new OperatorError(
    "A service, or another command, has the database. Stop it first, or send the file to the service: POST /v1/import.",
  );
}

const extensions: Readonly<Record<string, ImportFormat>> = {
  ...{ ".ndjson": "ndjson", ".jsonl": "ndjson", ".csv": "csv", ".xlsx": "xlsx", ".xml": "iati" },
};

function formatOf(path: string, given: string | undefined): ImportFormat {
  const name = given ?? extensions[extname(path)];
  const format = importFormatNames.find((known) => known === name);
  if (format) return format;
  throw new UsageError(`Which format is it? Say --format ${importFormatNames.join(" or --format ")}.`);
}

function modeOf(given: string | undefined): ImportMode | undefined {
  if (given === undefined) return undefined;
  const { data, success } = ImportMode.safeParse(given);
  if (success) return data;
  throw new UsageError(`--mode is ${ImportMode.options.join(", ")}.`);
}

function defaultsOf(values: Readonly<Record<string, unknown>>): Defaults {
  const given = {
    defaultFirmness: values["default-firmness"],
    defaultType: values["default-type"],
    defaultStatedOn: values["default-stated-on"],
    defaultPromisor: values["default-promisor"],
  };
  const { data, error } = Defaults.safeParse(given);
  if (data) return data;
  const [issue] = error.issues;
  throw new UsageError(
    `--${String(issue?.path[0]).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${issue?.message}.`,
  );
}

function organisationsOf(given: readonly string[] | undefined): ReadonlyMap<string, string> {
  if (Organisations.safeParse(given).success) return codesOf(given);
  throw new UsageError("--organisation is IDENTIFIER:CODE, such as XM-DAC-5-1:CAN.");
}

function charsetOf(given: string | undefined): string | undefined {
  if (given === undefined || isCharset(given)) return given;
  throw new UsageError(
    `--charset "${given}" is not known. Write a label of the Encoding Standard, such as windows-1251.`,
  );
}

/** @throws OperatorError when it cannot be read */
async function openInput(path: string, { input }: Terminal): Promise<Pick<Spooled, "size" | "read" | "close">> {
  if (path === "-") return spool(input(), Number.POSITIVE_INFINITY);
  const found = await stat(path).catch((error: Error) => {
    throw new OperatorError(`Cannot read ${path}: ${error.message}`);
  });
  if (!found.isFile()) return spool(createReadStream(path), Number.POSITIVE_INFINITY);
  return { size: found.size, read: () => createReadStream(path), close: async () => {} };
}

/** Counts the bytes as they are taken. */
async function* counted(bytes: AsyncIterable<Buffer>, state: { read: number }): AsyncGenerator<Buffer> {
  state.read = 0;
  for await (const chunk of bytes) {
    yield chunk;
    state.read += chunk.length;
  }
}

const mostShown = 20;

function describe(report: ImportReport, seconds: number): string {
  const { dryRun, committed, lines, created, updated, unchanged, failed, errors, errorsOmitted, stopped } = report;
  const counts = `${created} new, ${updated} changed, ${unchanged} as they were, ${failed} failed`;
  const outcome = committed ? "Imported" : dryRun ? "Dry run, nothing was written" : "Nothing was written";
  const left = errors.length - mostShown + errorsOmitted;
  return [
    `${outcome}: ${lines} lines in ${seconds.toFixed(1)} s: ${counts}.`,
    ...errors.slice(0, mostShown).map(describeFault),
    ...(left > 0 ? [`and ${left} more faults; --json shows up to 1000`] : []),
    ...(stopped ? ["Reading stopped there: too many lines had failed."] : []),
  ].join("\n");
}

function describeFault({ line, row, pointer, column, code, detail }: LineFault): string {
  return `${row === undefined ? `line ${line}` : `row ${row}`}${column === undefined ? pointer && ` ${pointer}` : ` ${column}`}: ${detail} (${code})`;
}
