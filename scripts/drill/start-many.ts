import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { entry } from "../../tests/helpers/command-line.ts";
import { freePort } from "../../tests/helpers/postgres-cluster.ts";
import { timed } from "./plan.ts";

/** A process that was started beside others: it became ready, or ended with a code. */
export interface Started {
  url: string;
  /** Null while it runs. */
  code: number | null;
  /** From the start until it was ready, or had ended. */
  ms: number;
  output: () => string;
  errors: () => string;
  /** By SIGTERM; answers the exit code. */
  stop: () => Promise<number | null>;
}

const patienceMs = 300_000;

/** Starts `servanda serve` so many times at once, and waits until each is ready or has ended. */
export async function startMany(count: number, env: Readonly<Record<string, string>>): Promise<Started[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return Promise.all(ports.map((port) => startOne(port, env)));
}

async function startOne(port: number, env: Readonly<Record<string, string>>): Promise<Started> {
  const url = `http://127.0.0.1:${port}`;
  const settings = { ...process.env, LOG_LEVEL: "warn", ...env, PORT: String(port) };
  const child = spawn(process.execPath, [entry, "serve"], { env: settings, stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors] = [collect(child.stdout), collect(child.stderr)];
  const gone = new Promise<number | null>((resolve) => child.once("close", resolve));
  const until = performance.now() + patienceMs;
  const { ms } = await timed(async () => {
    while (child.exitCode === null && !(await isReady(url, output))) {
      if (performance.now() > until) child.kill("SIGKILL");
      await pause(100);
    }
    if (child.exitCode !== null) await gone;
  });
  const stop = async () => {
    child.kill("SIGTERM");
    return gone;
  };
  return { url, code: child.exitCode, ms, output, errors, stop };
}

/** Ready, and has said all that it says at its start. */
async function isReady(url: string, output: () => string): Promise<boolean> {
  if (!output().includes("Servanda listens on")) return false;
  const answer = await fetch(`${url}/readyz`).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.status === 200;
}

function collect(stream: Readable): () => string {
  const state = { text: "" };
  stream.setEncoding("utf8").on("data", (text: string) => {
    state.text += text;
  });
  return () => state.text;
}
