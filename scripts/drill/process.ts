import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../tests/helpers/postgres-cluster.ts";

const entry = fileURLToPath(new URL("../../src/cli/servanda.js", import.meta.url));

/** Starting takes two seconds of a processor; on a machine that is busy otherwise, that can be a while. */
const patienceMs = 180_000;

/** One real API process, at one address for the whole drill. */
export interface Api {
  url: string;
  /** Of the process that was started last. */
  pid: () => number;
  start: () => Promise<void>;
  /** As kill -9 does: at once, with whatever is in flight. */
  kill: () => Promise<void>;
  /** By SIGTERM; answers the exit code. */
  stop: () => Promise<number | null>;
}

/** Starts `servanda serve` with these settings, and waits until it is ready. */
export async function startApi(env: Readonly<Record<string, string>>): Promise<Api> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running: { child?: ChildProcess } = {};

  async function start(): Promise<void> {
    const settings = { ...process.env, LOG_LEVEL: "silent", ...env, PORT: String(port) };
    const child = spawn(process.execPath, [entry, "serve"], { env: settings, stdio: ["ignore", "ignore", "inherit"] });
    running.child = child;
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      if (child.exitCode !== null) throw new Error(`servanda serve ended with ${child.exitCode}`);
      if (await isReady(url)) return;
      await pause(50);
    }
    throw new Error("servanda serve did not become ready");
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const { child } = running;
    if (!child) return null;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    return child.exitCode;
  }

  await start();
  const kill = async () => void (await end("SIGKILL"));
  return { url, pid: () => running.child?.pid ?? 0, start, kill, stop: () => end("SIGTERM") };
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.status === 200;
}
