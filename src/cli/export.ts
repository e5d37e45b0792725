import { createWriteStream } from "node:fs";
import { dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { commitmentFilters } from "../commitments/filters.ts";
import type { Config } from "../config/config.ts";
import { PlainDate } from "../dates/edtf.ts";
import { reporterOf } from "../exports/formats/format.ts";
import { exportCommitments, type FormatName, formatNames } from "../exports/formats/formats.ts";
import { discard, makeFolder, publishOver, unfinished } from "../files/atomic-file.ts";
import { defaultLanguage, languages } from "../languages/languages.ts";
import { systemContext } from "../records/context.ts";
import { openForReading } from "../store/open.ts";
import { readSnapshot } from "../store/read-snapshot.ts";
import { createValidator } from "../validation/reader.ts";
import { type Command, print, readOptions, type Terminal, UsageError } from "./command.ts";
import { keepHeapSmall } from "./heap.ts";
import { progressBar } from "./progress.ts";

const Filters = z.strictObject({ ...commitmentFilters, on: PlainDate.optional() });

export const exportFile: Command = {
  usage: `[--format ${formatNames.join("|")}] [--to FILE] [--query FILTERS] [--labels] [--lang LANGUAGE] [--bom] [--json]`,
  summary: "export commitments to a file, or to standard output",
  details: `  --format   ${formatNames.join(", ")}; ndjson, if left out, which servanda import reads
  --to       the file; it is there when it is whole, and replaces one of that name. Standard output, if left out
  --query    filters as in the address of a list: 'party=KGZ&timeliness=overdue', and on=DATE
  --labels   CSV and workbook: a column of labels beside each of codes
  --lang     their language: ${languages.join(", ")}; en, if left out
  --bom      CSV: begin with a byte order mark, by which older spreadsheets know UTF-8
  --json     with --to, one JSON object: path, format, commitments, bytes, head

One unchanging state of the database, while the service runs too. Links begin with PUBLIC_URL.`,
  run: async (args, terminal) => {
    const text = { type: "string" } as const;
    const flag = { type: "boolean", default: false } as const;
    const options = {
      format: { ...text, default: "ndjson" },
      to: text,
      query: text,
      labels: flag,
      lang: { ...text, default: defaultLanguage },
      bom: flag,
      json: flag,
    };
    const { format: name, to, query, labels: wantsLabels, lang, bom, json } = readOptions(args, options);
    const format = formatNames.find((known) => known === name);
    if (!format) throw new UsageError(`There is no format "${name}". There are: ${formatNames.join(", ")}.`);
    const language = languages.find((known) => known === lang);
    if (!language) throw new UsageError(`There are no labels in "${lang}". There are: ${languages.join(", ")}.`);
    if (json && to === undefined)
      throw new UsageError("--json needs --to FILE: standard output has the export itself.");
    if (format === "xlsx" && to === undefined && terminal.output.isTTY)
      throw new UsageError("--format xlsx needs --to FILE: a workbook is nothing for a screen.");
    const { on, ...filters } = readFilters(query ?? "");
    const config = terminal.readConfig();
    await readSnapshot(config.databaseUrl, function* () {});
    const store = await openForReading(config.databaseUrl);
    try {
      keepHeapSmall();
      const labels = wantsLabels ? language : undefined;
      const how = { filters, on, labels, bom, base: baseOf(config), reporter: reporterOf(config) };
      const { dataset, pieces } = await exportCommitments(systemContext(store, config, "export"), format, how);
      const bytes = await send({ pieces: pieces(), total: dataset.count, to, isSilent: json, terminal });
      const { seq, hash } = dataset.head;
      const done = {
        path: to === undefined ? null : resolve(to),
        format,
        commitments: dataset.count,
        bytes,
        head: { seq, hash },
      };
      if (to !== undefined) print(terminal, json ? JSON.stringify(done) : summary(done));
      return 0;
    } finally {
      await store.close();
    }
  },
};

const validate = createValidator([])({ schema: Filters, httpPart: "querystring", method: "", url: "" });

/** @throws UsageError naming what is not understood */
function readFilters(query: string): z.output<typeof Filters> {
  const given: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = given[name];
    given[name] = before === undefined ? value : [before, value].flat();
  }
  const { value, error } = validate(given) as { value?: z.output<typeof Filters>; error?: Error };
  if (value) return value;
  throw new UsageError(`--query is not understood. ${error?.message ?? ""}`);
}

function baseOf({ publicUrl, host, port }: Config): string {
  return publicUrl ?? `http://${host}:${port}`;
}

interface Sending {
  pieces: AsyncIterable<string | Uint8Array>;
  total: number;
  to: string | undefined;
  isSilent: boolean;
  terminal: Terminal;
}

/** Answers the number of bytes. */
async function send({ pieces, total, to, isSilent, terminal }: Sending): Promise<number> {
  const { output, errors } = terminal;
  const bar = progressBar(errors, "commitments", isSilent || (to === undefined && output.isTTY));
  const state = { bytes: 0, count: 0 };
  async function* watched() {
    for await (const piece of pieces) {
      state.bytes += Buffer.byteLength(piece);
      state.count = Math.min(total, state.count + 1);
      bar.update(state.count, total, state.count);
      yield piece;
    }
  }
  try {
    if (to === undefined) await pipeline(Readable.from(watched()), output, { end: false });
    else await sendToFile(watched(), resolve(to));
  } finally {
    bar.clear();
  }
  return state.bytes;
}

async function sendToFile(pieces: AsyncIterable<string | Uint8Array>, path: string): Promise<void> {
  makeFolder(dirname(path));
  const draft = unfinished(path);
  try {
    await pipeline(Readable.from(pieces), createWriteStream(draft));
    publishOver(draft, path);
  } catch (error) {
    discard(draft);
    throw error;
  }
}

type Done = {
  path: string | null;
  format: FormatName;
  commitments: number;
  bytes: number;
  head: { seq: number; hash: string };
};

function summary({ path, commitments, bytes, head }: Done): string {
  return `Exported ${commitments} commitments to ${path} (${bytes} bytes). The ledger's head then: ${head.seq}:${head.hash}`;
}
