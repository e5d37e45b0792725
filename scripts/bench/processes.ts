import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../tests/helpers/postgres-cluster.ts";
import type { Look } from "./probe.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
export const entry = path("../../src/cli/servanda.js");
export const adminKey = `bench-${"0123456789abcdef".repeat(3)}`;

/** What is asked over HTTP, and what its processes cost. */
export interface Asked {
  port: number;
  pid: number;
  readyMs: number;
  stop: () => Promise<void>;
}
export interface Server extends Asked {
  ask: <T>(message: unknown) => Promise<T>;
  look: () => Promise<Look>;
}

/** Messages are answered one by one, in their order. */
export function startProcess(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ask = async <T>(message: unknown): Promise<T> => {
    const over = new AbortController();
    const gone = once(child, "exit", over).then(() => {
      throw new Error(`${args.join(" ")} ended`);
    });
    const answer = once(child, "message", over);
    child.send(message as object);
    try {
      return (await Promise.race([answer, gone]))[0] as T;
    } finally {
      over.abort();
    }
  };
  return { child, ask, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

/** All of production but the limits of rates; the cache is small, so that what was asked long ago is made anew. */
export const settings = {
  ...{ NODE_ENV: "production", LOG_LEVEL: "warn", SEED: "false", SERVANDA_ADMIN_KEY: adminKey, CACHE_BYTES: "1048576" },
  ...{ RATE_LIMIT_ANONYMOUS: "0", RATE_LIMIT_KEY: "0", RATE_LIMIT_WRITES: "0" },
};

export async function startServanda(databaseUrl: string, more: Readonly<Record<string, string>> = {}): Promise<Server> {
  const port = await freePort();
  const env = { ...settings, ...more, DATABASE_URL: databaseUrl, PORT: String(port) };
  return await serverOf(startProcess(["--import", path("./probe.ts"), entry, "serve"], env), port, "/readyz");
}

export async function startBare(): Promise<Server> {
  const port = await freePort();
  return await serverOf(startProcess([path("./bare.ts"), String(port)]), port, "/");
}

async function serverOf(
  { child, ask }: ReturnType<typeof startProcess>,
  port: number,
  probed: string,
): Promise<Server> {
  return { ...(await ready(child, port, probed)), ask, look: () => ask<Look>("look") };
}

/** Starts a server that is not ours, in a folder. */
export async function startCommand(
  command: string,
  args: readonly string[],
  { folder, port, probed }: { folder: string; port: number; probed: string },
): Promise<Asked> {
  const child = spawn(command, args, { cwd: folder, stdio: "ignore" });
  await once(child, "spawn");
  return await ready(child, port, probed);
}

/** @throws Error when it ends instead, or is not ready within a minute */
async function ready(child: ChildProcess, port: number, probed: string): Promise<Asked> {
  const began = performance.now();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}${probed}`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) break;
    if (performance.now() - began > 60_000) {
      await stop(child);
      throw new Error(`The server is not ready after a minute: ${answer?.status ?? "no answer"}`);
    }
    await pause(20);
  }
  return { port, pid: child.pid ?? 0, readyMs: performance.now() - began, stop: () => stop(child) };
}

/** Of all threads of a process and of the processes that it has started, in microseconds. */
export async function cpuOf(pid: number): Promise<number> {
  const folder = `/proc/${pid}/task`;
  let sum = 0;
  for (const task of await readdir(folder).catch(() => [])) {
    const spent = await readFile(`${folder}/${task}/schedstat`, "utf8").catch(() => "0");
    sum += Number(spent.split(" ")[0]) / 1000;
    const children = await readFile(`${folder}/${task}/children`, "utf8").catch(() => "");
    for (const child of children.split(" ").filter(Boolean)) sum += await cpuOf(Number(child));
  }
  return sum;
}

export async function writtenBy(pid: number): Promise<number> {
  return Number(/^write_bytes: (\d+)/m.exec(await readFile(`/proc/${pid}/io`, "utf8"))?.[1]);
}

/** Resident memory: now, or the most that there was. */
export async function residentMb(pid: number, which: "RSS" | "HWM" = "RSS"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^Vm${which}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0) / 1024;
}
