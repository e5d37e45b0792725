import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Found, replay } from "./images.ts";
import { headers, type Outcome, type Plan, randomFrom, settings } from "./plan.ts";
import { type Api, startApi } from "./process.ts";
import { type Step, trace } from "./traces.ts";

const writers = 4;

/**
 * Writes down by strace what the process does to its files, and answers; then makes the disks that a power cut at any
 * moment could have left. A kill cannot show this: what was written but not synced outlives the process, yet not the
 * machine.
 */
export async function drillPowerLoss({ folder, isQuick, seed }: Plan): Promise<Outcome> {
  const path = join(folder, "servanda.db");
  const api = await startApi({ ...settings, DATABASE_URL: `file:${path}` });
  try {
    await write(api, "warm", 1);
    const tracing = await trace(api.pid(), join(folder, "trace"));
    if (typeof tracing === "string") return { figures: {}, breaches: {}, notTried: [`power cuts: ${tracing}`] };
    const base = { db: await readFile(path), wal: await readFile(`${path}-wal`) };
    const each = isQuick ? 30 : 125;
    await Promise.all(Array.from({ length: writers }, (_, n) => write(api, `W${n}`, each)));
    await api.kill();
    await tracing.ended;
    const steps = await tracing.steps();
    const of = (taken: readonly Step[], oneIn: number) =>
      replay({ steps: taken, base, path: join(folder, "image.db"), random: randomFrom(seed), oneIn });
    const full = await of(steps, isQuick ? 40 : 8);
    const normal = await of(asNormal(steps), isQuick ? 80 : 40);
    const off = await of(
      steps.filter(({ does }) => does !== "sync"),
      isQuick ? 80 : 40,
    );
    const acknowledged = steps.filter(({ does }) => does === "acknowledge").length;
    return {
      figures: {
        "writes acknowledged": acknowledged,
        "writes to files": steps.filter(({ does }) => does === "write").length,
        synchronisations: steps.filter(({ does }) => does === "sync").length,
        "as it runs, synchronous=FULL": inWords(full),
        "contrast, as if it were NORMAL": inWords(normal),
        "contrast, as if it were OFF": inWords(off),
      },
      breaches: {
        "images that lack an acknowledged write": full.losing,
        "damaged images": full.corrupt,
        "acknowledged writes not seen in the trace": writers * each - acknowledged,
        "contrasts in which nothing was found, so that finding nothing above would say little": [
          normal.losing,
          off.losing + off.corrupt,
        ].filter((count) => count === 0).length,
      },
    };
  } finally {
    await api.kill();
  }
}

/** With NORMAL, the log is synced only before it is moved into the database (https://sqlite.org/wal.html). */
function asNormal(steps: readonly Step[]): Step[] {
  const isCheckpoint = (n: number) => {
    const next = steps.slice(n + 1, n + 20).find(({ does }) => does === "write");
    return next?.does === "write" && next.file === "db";
  };
  return steps.filter((step, n) => step.does !== "sync" || step.file === "db" || isCheckpoint(n));
}

function inWords({ images, losing, most, corrupt }: Found): string {
  return `${images} images, ${losing} lack acknowledged writes (${most} at most), ${corrupt} damaged`;
}

/** One after the other, on a connection of its own; answers are not compressed, so that the trace can be read. */
async function write(api: Api, name: string, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    const body = JSON.stringify({ code: `${name}-${n}`, kind: "igo", name });
    const answer = await fetch(`${api.url}/v1/parties`, {
      method: "POST",
      headers: { ...headers, "accept-encoding": "identity" },
      body,
    });
    await answer.arrayBuffer();
  }
}
