import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { checkLedger } from "./ledger.ts";
import { headers, type Outcome, type Plan, settings, tally, timed } from "./plan.ts";
import { type Api, startApi } from "./process.ts";
import { addParty, importAll, line } from "./streams.ts";
import { attach } from "./traces.ts";

interface Fault {
  name: string;
  /** The system calls that fail, on these of the database's files, and how. */
  calls: string;
  files: readonly string[];
  error: string;
}

const faults: readonly Fault[] = [
  { name: "writes fail", calls: "pwrite64", files: ["", "-wal"], error: "EIO" },
  { name: "writes find no space", calls: "pwrite64", files: ["", "-wal"], error: "ENOSPC" },
  { name: "syncs fail", calls: "fsync,fdatasync", files: ["", "-wal"], error: "EIO" },
  { name: "reads fail", calls: "pread64", files: ["", "-wal"], error: "EIO" },
  { name: "files cannot be opened", calls: "openat", files: ["", "-wal", "-shm"], error: "EMFILE" },
  { name: "files cannot be looked at", calls: "fstat,newfstatat", files: ["", "-wal", "-shm"], error: "EIO" },
];
/** Now and then, so that work that was begun fails in its middle; then always. */
const when = ["2+5", "1+1"];

interface Answer {
  path: string;
  status: number;
  /** Whether it is a problem that says when to come back. */
  isProper: boolean;
}

/**
 * Has the system calls of a running server fail, one kind after the other, by strace; then lets them succeed again,
 * kills the process and looks at what is there. A process that goes on after a failed sync must not rest on what it
 * wrote before it: here all of it is written again, or was refused.
 */
export async function drillIoFaults({ folder, isQuick }: Plan): Promise<Outcome> {
  const path = join(folder, "servanda.db");
  const api = await startApi({ ...settings, DATABASE_URL: `file:${path}` });
  const acknowledged = new Set<string>();
  const figures: Record<string, string> = {};
  const breaches = { improper: 0, wrong: 0, idle: 0, unhealed: 0 };
  try {
    await addParty(api);
    for (const fault of faults) {
      const answers: Answer[] = [];
      let struck = 0;
      for (const moments of when) {
        const strace = await strike(api, fault, { path, moments, log: join(folder, "trace") });
        if (typeof strace === "string") return { figures, breaches: {}, notTried: [`errors of a disk: ${strace}`] };
        answers.push(...(await load(api, `${fault.calls}${moments}`, isQuick ? 500 : 3000, acknowledged)));
        struck += await strace.end();
        const healed = await timed(() =>
          untilWritten(api, `HEALED-${fault.calls}-${fault.error}-${moments}`, acknowledged),
        );
        if (!healed.value) breaches.unhealed += 1;
      }
      figures[`${fault.name} (${struck} calls)`] = tally(answers.map(({ status }) => status));
      breaches.improper += answers.filter(({ isProper }) => !isProper).length;
      if (struck === 0) breaches.idle += 1;
    }
    breaches.wrong = await countWrong(api, acknowledged);
    await api.kill();
    const killed = await checkLedger(`file:${path}`, acknowledged);
    return {
      figures: { ...figures, "writes acknowledged": acknowledged.size, "lines of the ledger": killed.lines },
      breaches: {
        "acknowledged writes lost": killed.lost,
        "acknowledged writes not shown before the kill": breaches.wrong,
        "breaks in the hash chain, or between it and the tables": killed.breaks,
        "answers that are neither right nor a problem of 503 or 507 with Retry-After": breaches.improper,
        "faults after which nothing could be written for a minute": breaches.unhealed,
        "faults that struck nothing, so that they say nothing": breaches.idle,
      },
    };
  } finally {
    await api.kill();
  }
}

/** Has calls of a process fail until `end`, which answers how many did. */
async function strike(
  api: Api,
  { calls, files, error }: Fault,
  { path, moments, log }: { path: string; moments: string; log: string },
): Promise<{ end: () => Promise<number> } | string> {
  const paths = files.flatMap((file) => ["-P", `${path}${file}`]);
  const inject = ["-e", `trace=${calls}`, "-e", `inject=${calls}:error=${error}:when=${moments}`];
  const strace = await attach(["-f", ...paths, ...inject, "-e", "signal=none", "-o", log, "-p", String(api.pid())]);
  if (typeof strace === "string") return strace;
  const end = async () => {
    strace.child.kill("SIGINT");
    await strace.ended;
    return (await readFile(log, "utf8")).split("(INJECTED)").length - 1;
  };
  return { end };
}

/** Writers, a reader, and one that imports, which takes a connection of its own; for so long. */
async function load(api: Api, name: string, ms: number, acknowledged: Set<string>): Promise<Answer[]> {
  const answers: Answer[] = [];
  const until = performance.now() + ms;
  const repeat = async (ask: (n: number) => Promise<Answer>) => {
    for (let n = 0; performance.now() < until; n++) answers.push(await ask(n));
  };
  const id = name.replaceAll(/\W/g, "-");
  await Promise.all([
    repeat((n) => write(api, `A-${id}-${n}`, acknowledged)),
    repeat((n) => write(api, `B-${id}-${n}`, acknowledged)),
    repeat((n) => read(api, n % 2 === 0 ? "/v1/parties?limit=20&sort=-updatedAt" : "/v1/parties/KGZ")),
    repeat(async (n) => properOf("/v1/import", await importStatus(api, n))),
  ]);
  return answers;
}

async function importStatus(api: Api, n: number): Promise<Response> {
  const { status, text } = await importAll(api, line(n).replace("stream-", `io-${performance.now() | 0}-`));
  return new Response(status === 204 ? null : text, { status, headers: { "retry-after": "1" } });
}

async function write(api: Api, code: string, acknowledged: Set<string>): Promise<Answer> {
  const body = JSON.stringify({ code, kind: "igo", name: code });
  const answer = await fetch(`${api.url}/v1/parties`, { method: "POST", headers, body });
  if (answer.status === 201) acknowledged.add(code);
  return properOf("/v1/parties", answer);
}

const read = async (api: Api, path: string): Promise<Answer> => properOf(path, await fetch(`${api.url}${path}`));

async function properOf(path: string, answer: Response): Promise<Answer> {
  const text = await answer.text();
  const isRefused = [503, 507].includes(answer.status) && Number(answer.headers.get("retry-after")) > 0;
  const isProper = answer.ok ? text.includes('"') : isRefused;
  if (!isProper) console.log(path, answer.status, text.slice(0, 300));
  return { path, status: answer.status, isProper };
}

async function untilWritten(api: Api, code: string, acknowledged: Set<string>): Promise<boolean> {
  const until = performance.now() + 60_000;
  for (let n = 0; performance.now() < until; n++) {
    if ((await write(api, `${code.replaceAll(/\W/g, "-")}-${n}`, acknowledged)).status === 201) return true;
    await pause(50);
  }
  return false;
}

async function countWrong(api: Api, codes: ReadonlySet<string>): Promise<number> {
  let wrong = 0;
  for (const code of codes) if ((await fetch(`${api.url}/v1/parties/${code}`)).status !== 200) wrong += 1;
  return wrong;
}
