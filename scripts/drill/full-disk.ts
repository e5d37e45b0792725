import { open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { checkLedger } from "./ledger.ts";
import { mountMemory } from "./mounts.ts";
import { headers, type Outcome, type Plan, settings, spread, tally, timed } from "./plan.ts";
import { type Api, startApi } from "./process.ts";

const megabyte = 2 ** 20;
const diskBytes = 16 * megabyte;
/** What is left to write to, once a file has filled the rest. */
const leftBytes = megabyte / 2;

interface Answer {
  code: string;
  status: number;
  /** Whether a refusal is a problem that says when to come back. */
  isProblem: boolean;
}

/** Fills the disk under a process that is written to, kills and starts it on the full disk, and makes room again. */
export async function drillFullDisk({ folder, isQuick }: Plan): Promise<Outcome> {
  const disk = await mountMemory(join(folder, "disk"), diskBytes);
  if (typeof disk === "string") return { figures: {}, breaches: {}, notTried: [`a full disk: ${disk}`] };
  try {
    return await fill(disk.path, isQuick ? 50 : 500);
  } finally {
    await disk.unmount();
  }
}

async function fill(folder: string, refusals: number): Promise<Outcome> {
  const path = join(folder, "servanda.db");
  const filler = join(folder, "filler");
  const api = await startApi({ ...settings, DATABASE_URL: `file:${path}` });
  try {
    const writes = await writeUntil(api, "A", 100, () => false);
    await grow(filler, diskBytes);
    const refused: Answer[] = [];
    const isRefused = (answer: Answer) => answer.status !== 201 && refused.push(answer) >= refusals;
    writes.push(...(await writeUntil(api, "B", 100_000, isRefused)));
    const reads = await readAll(api, 50);
    await api.kill();
    await api.start();
    const late = await readAll(api, 50);
    const whenFull = await write(api, "C0");
    await rm(filler);
    const healed = await timed(async () => {
      for (let n = 1; n < 200 && (await write(api, `D${n}`)).status !== 201; n++) await pause(20);
    });
    const after = await writeUntil(api, "E", 100, () => false);
    const all = [...writes, ...after];
    const acknowledged = new Set(all.filter(({ status }) => status === 201).map(({ code }) => code));
    await api.stop();
    const { lost, lines, breaks } = await checkLedger(`file:${path}`, acknowledged);
    return {
      figures: {
        "disk, bytes": diskBytes,
        "writes acknowledged": acknowledged.size,
        "writes while it was full": tally(refused.map(({ status }) => status)),
        "reads while it was full, ms, p50 / max": spread(reads.times),
        "a write after a kill -9 and a start on the full disk": whenFull.status,
        "until the first write after there was space, ms": Math.round(healed.ms),
        "lines of the ledger": lines,
      },
      breaches: {
        "acknowledged writes lost": lost,
        "breaks in the hash chain": breaks,
        "refusals that are no problem of 507 or 503 with Retry-After": refused.filter((each) => !isProper(each)).length,
        "reads that failed while it was full": reads.failed + late.failed,
        "writes that failed after there was space": after.filter(({ status }) => status !== 201).length,
      },
    };
  } finally {
    await api.stop();
  }
}

const isProper = ({ status, isProblem }: Answer): boolean => (status === 507 || status === 503) && isProblem;

async function write(api: Api, code: string): Promise<Answer> {
  const body = JSON.stringify({ code, kind: "igo", name: `${code} ${"x".repeat(200)}` });
  const answer = await fetch(`${api.url}/v1/parties`, { method: "POST", headers, body });
  await answer.arrayBuffer();
  const isProblem =
    answer.headers.get("content-type")?.startsWith("application/problem+json") === true &&
    Number(answer.headers.get("retry-after")) > 0;
  return { code, status: answer.status, isProblem };
}

/** Four at a time. */
async function writeUntil(api: Api, name: string, most: number, isOver: (answer: Answer) => boolean) {
  const answers: Answer[] = [];
  const state = { n: 0, isOver: false };
  const writer = async () => {
    while (!state.isOver && state.n < most) {
      const answer = await write(api, `${name}${state.n++}`);
      answers.push(answer);
      if (isOver(answer)) state.isOver = true;
    }
  };
  await Promise.all([writer(), writer(), writer(), writer()]);
  return answers;
}

async function readAll(api: Api, times: number): Promise<{ failed: number; times: number[] }> {
  const paths = ["/v1/parties?limit=20", "/v1/parties/A1", "/v1/changes", "/v1", "/healthz"];
  const took: number[] = [];
  const state = { failed: 0 };
  for (let n = 0; n < times; n++) {
    const { ms, value } = await timed(() => fetch(`${api.url}${paths[n % paths.length]}`));
    await value.arrayBuffer();
    took.push(ms);
    if (value.status !== 200) state.failed += 1;
  }
  return { failed: state.failed, times: took };
}

/** Writes a file until nothing more fits, then cuts off what shall be left to others. */
async function grow(path: string, most: number): Promise<void> {
  const file = await open(path, "w");
  const chunk = Buffer.alloc(64 * 1024);
  try {
    for (let written = 0; written < most; written += chunk.length) await file.write(chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    await file.close();
  }
  const handle = await open(path, "r+");
  await handle.truncate((await stat(path)).size - leftBytes);
  await handle.close();
}
