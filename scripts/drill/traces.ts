import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** The file of the database, and the log beside it. */
export type File = "db" | "wal";

/** What a process did to its database, and the answers that it gave, in their order. */
export type Step =
  | { does: "write"; file: File; at: number; bytes: Buffer }
  | { does: "truncate"; file: File; size: number }
  | { does: "sync"; file: File }
  | { does: "acknowledge"; code: string };

export interface Tracing {
  /** Resolves once the traced process is gone. */
  ended: Promise<void>;
  /** What its main thread did: the driver is synchronous, and answers are sent from there as well. */
  steps: () => Promise<Step[]>;
}

const calls = "trace=pwrite64,write,writev,fsync,fdatasync,ftruncate";

/** Follows a process by strace, from when this resolves. Answers why not, where that cannot be had. */
export async function trace(pid: number, path: string): Promise<Tracing | string> {
  const flags = ["-ff", "-y", "-xx", "-s", "65536", "-e", calls, "-e", "signal=none", "-o", path, "-p", String(pid)];
  const strace = await attach(flags);
  return typeof strace === "string" ? strace : { ended: strace.ended, steps: () => readSteps(`${path}.${pid}`) };
}

/** Strace with these flags, once it follows what they name; or why it cannot. */
export async function attach(
  flags: readonly string[],
): Promise<{ child: ChildProcess; ended: Promise<void> } | string> {
  const child = spawn("strace", flags, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(child, "close").then(
    () => {},
    () => {},
  );
  const said = await attached(child);
  return said.includes("attached") ? { child, ended } : `strace cannot follow a process here (${said.trim()})`;
}

function attached(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    const state = { said: "" };
    child.stderr?.on("data", (chunk: Buffer) => {
      state.said += String(chunk);
      if (state.said.includes("attached")) resolve(state.said);
    });
    child.once("error", ({ message }) => resolve(message));
    child.once("close", () => resolve(state.said));
  });
}

async function readSteps(path: string): Promise<Step[]> {
  const steps: Step[] = [];
  for await (const line of createInterface({ input: createReadStream(path, "latin1") })) {
    const step = stepIn(line);
    if (step) steps.push(step);
  }
  return steps;
}

/** As in `pwrite64(23</a/servanda.db-wal>, "\x00...", 4096, 56) = 4096`; with -xx, all strings are hexadecimal. */
function stepIn(line: string): Step | null {
  const [, call = "", where = ""] = /^(\w+)\(\d+<([^>]*)>/.exec(line) ?? [];
  const path = unhex(where).toString();
  const file = path.endsWith(".db") ? "db" : path.endsWith(".db-wal") ? "wal" : null;
  if (file === null) return call.startsWith("write") ? acknowledgement(line) : null;
  if (call === "fsync" || call === "fdatasync") return { does: "sync", file };
  const numbers = (/, (\d+)(?:, (\d+))?\) += \d+$/.exec(line) ?? []).slice(1).map(Number);
  if (call === "ftruncate") return { does: "truncate", file, size: numbers[0] ?? 0 };
  if (call !== "pwrite64") throw new Error(`${call} on ${path}: only pwrite64 is understood`);
  return { does: "write", file, at: numbers[1] ?? 0, bytes: unhex(/"([^"]*)"/.exec(line)?.[1] ?? "") };
}

function acknowledgement(line: string): Step | null {
  const sent = [...line.matchAll(/"([^"]*)"/g)].map(([, hex = ""]) => unhex(hex).toString()).join("");
  const code = /^HTTP\/1\.1 201 .*"code":"([^"]+)"/s.exec(sent)?.[1];
  return code === undefined ? null : { does: "acknowledge", code };
}

function unhex(text: string): Buffer {
  return text.startsWith("\\x") ? Buffer.from(text.replaceAll("\\x", ""), "hex") : Buffer.from(text, "latin1");
}
