import { type Copied, type CopyWatch, copyDatabase } from "../store/copy/copy.ts";
import { describePlace } from "../store/copy/endpoints.ts";
import { type Command, print, readOptions, type Terminal, UsageError } from "./command.ts";
import { statusLine } from "./progress.ts";

const text = { type: "string" } as const;

export const copy: Command = {
  usage: "--from DATABASE --to DATABASE [--json]",
  summary: "move house: copy the whole database into an empty one, on either engine",
  details: `  --from, --to   file:PATH or sqlite:PATH, or postgres://USER@HOST/DATABASE; PGPASSWORD keeps the password off the command line
  --json         one JSON object: from, to, rows, head, and of each table its rows and SHA-256; no progress

All or nothing, in one transaction; a new SQLite file appears when it is whole. The target must be empty: a file that is not there,
or a database without rows; its schema is made. The source needs the schema of this version (servanda migrate). It is read in one
unchanging state, so what is written to it meanwhile is not copied: stop the service first. Copied are the ledger, the texts of sources,
keys and secrets, and read back: rows and hash of each table, and the ledger's hash chain with its head, must be those of the source.
All else follows from the ledger, and is made anew from it.`,
  run: async (args, terminal) => {
    const { from, to, json } = readOptions(args, { from: text, to: text, json: { type: "boolean" } });
    const places = { from: readPlace("--from", from), to: readPlace("--to", to) };
    const started = performance.now();
    const { clear, ...watch } = json ? silent : terminal.errors.isTTY ? redrawn(terminal) : lineByLine(terminal);
    const copied = await copyDatabase(places, watch).finally(clear);
    const described = { from: describePlace(places.from), to: describePlace(places.to) };
    const rows = copied.tables.reduce((sum, table) => sum + table.rows, 0);
    const seconds = (performance.now() - started) / 1000;
    print(
      terminal,
      json ? JSON.stringify({ ...described, rows, ...copied }) : summary(copied, { ...described, rows, seconds }),
    );
    return 0;
  },
};

/** @throws UsageError */
function readPlace(option: string, given: string | undefined): string {
  const url = given?.replace(/^sqlite:/, "file:") ?? "";
  if (/^file:./.test(url) || (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url))) return url;
  throw new UsageError(`${option} needs a database: file:PATH, sqlite:PATH or postgres://USER@HOST/DATABASE.`);
}

type Words = { from: string; to: string; rows: number; seconds: number };

function summary({ tables, head }: Copied, { from, to, rows, seconds }: Words): string {
  const place = head.seq === 0 ? "The ledger is empty." : `The ledger's head: ${head.seq}:${head.hash}`;
  return `Copied ${rows} rows in ${tables.length} tables from ${from} to ${to} in ${seconds.toFixed(1)} s, and read them back.\n${place}`;
}

type Printer = CopyWatch & { clear: () => void };
const nothing = () => {};
const silent: Printer = { progress: nothing, copied: nothing, clear: nothing };
const lineByLine = ({ errors }: Terminal): Printer => ({
  ...silent,
  copied: ({ table, rows }) => errors.write(`${table}: ${rows} ${rows === 1 ? "row" : "rows"}\n`),
});

function redrawn({ errors }: Terminal): Printer {
  const { show, clear } = statusLine(errors);
  return {
    progress: (step, table, done, total) => show(() => `${step} ${table}: ${done} of ${total}`),
    copied: nothing,
    clear,
  };
}
