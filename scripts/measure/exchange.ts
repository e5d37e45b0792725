import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { readOptions } from "../options.ts";

const help = `npm run measure:exchange -- [--lines N] [--database URL]

Imports and exports a large file with the real commands, and watches how much memory their processes take. Fails where
the peak is 250 MB or more.

  --lines N         how many commitments; a million
  --database URL    an empty database; without one, an SQLite file is made and taken away`;
const limitMb = 250;
const sampleMs = 200;
const entry = fileURLToPath(new URL("../../src/cli/servanda.js", import.meta.url));
const values = readOptions(help, { lines: "number", database: "text" });
const { lines = 1_000_000 } = values;

const id = (kind: number, n: number) =>
  `01900000-0000-7${kind.toString().padStart(3, "0")}-8000-${n.toString(16).padStart(12, "0")}`;

/** Small commitments, but with all that real ones have: ten share a source. */
function* makeLines(): Generator<string> {
  for (let n = 0; n < lines; n++) {
    const source = Math.floor(n / 10);
    const evidence = [{ sourceId: id(2, source), quoteId: id(3, n) }];
    const commitment = {
      ...{ id: id(1, n), slug: `border-port-${n}`, title: `Open border port ${n}`, type: "border_crossing" },
      summary:
        "What was promised, in the two sentences that an analyst gives it. The port shall be open to goods and people.",
      parties: [
        { party: "KGZ", role: "promisor", kind: "state", name: "Kyrgyzstan", isoAlpha2: "KG" },
        { party: "CHN", role: "promisee", kind: "state", name: "China", isoAlpha2: "CN" },
      ],
      ...{ firmness: "pledge", statedOn: "2023-05-18", due: { text: "by 2026" } },
      ...{ sectors: [{ vocabulary: "OECD-DAC", code: "33120" }], tags: ["ports", "trade"] },
      sources: [
        {
          ...{
            id: id(2, source),
            slug: `joint-statement-${source}`,
            kind: "joint_statement",
            publishedOn: "2023-05-18",
          },
          ...{ title: `Joint statement ${source}`, language: "en", issuedBy: ["KGZ", "CHN"] },
        },
      ],
      quotes: [
        { id: id(3, n), sourceId: id(2, source), exact: `We will open border port ${n} for trade.`, language: "en" },
      ],
      events: [{ id: id(4, n), type: "signed", date: "2024-06-06", title: "Agreement signed", evidence }],
      milestones: [{ id: id(5, n), title: "The port is open", state: "scheduled" }],
    };
    yield `${JSON.stringify(commitment)}\n`;
  }
}

/** Runs a command to its end; its peak is what the system says, or else the highest of many samples. */
async function run(args: readonly string[], url: string): Promise<{ seconds: number; peakMb: number }> {
  const started = performance.now();
  const env = { ...process.env, DATABASE_URL: url };
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ["ignore", "inherit", "inherit"] });
  const state = { peakMb: 0 };
  const sample = async () => {
    const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
    const [, kib = "0"] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
    state.peakMb = Math.max(state.peakMb, (Number(kib) * 1024) / 1e6);
  };
  const timer = setInterval(() => void sample(), sampleMs);
  const [code] = await once(child, "exit");
  clearInterval(timer);
  if (code !== 0) throw new Error(`servanda ${args.join(" ")} ended with code ${code}`);
  return { seconds: (performance.now() - started) / 1000, peakMb: state.peakMb };
}

const folder = await mkdtemp(join(tmpdir(), "servanda-exchange-"));
const url = values.database ?? `file:${join(folder, "servanda.db")}`;
const [input, output] = [join(folder, "in.ndjson"), join(folder, "out.ndjson")];
try {
  await pipeline(Readable.from(makeLines()), createWriteStream(input));
  const peaks = [];
  for (const [name, args, file] of [
    ["import", ["import", input], input],
    ["export", ["export", "--to", output], output],
    ["import of what is there", ["import", output], output],
  ] as const) {
    const { seconds, peakMb } = await run(args, url);
    const megabytes = (await stat(file)).size / 1e6;
    const pace = `${Math.round(lines / seconds)} lines/s, ${(megabytes / seconds).toFixed(1)} MB/s`;
    console.log(
      `${name}: ${lines} lines, ${megabytes.toFixed(0)} MB in ${seconds.toFixed(0)} s (${pace}); peak ${peakMb.toFixed(0)} MB`,
    );
    peaks.push(peakMb);
  }
  if (Math.max(...peaks) >= limitMb) throw new Error(`The peak is not below ${limitMb} MB.`);
} finally {
  await rm(folder, { recursive: true });
}
