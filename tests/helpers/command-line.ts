import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { main } from "../../src/cli/main.ts";
import { readConfig } from "../../src/config/config.ts";

type Env = Readonly<Record<string, string>>;

export const entry = fileURLToPath(new URL("../../src/cli/servanda.js", import.meta.url));

/** What a command line said, and how it ended. */
export interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

/** Runs one command line in this process, with these variables as its settings. */
export async function runCommand(args: readonly string[], env: Env = {}, input = ""): Promise<Ended> {
  const [output, errors] = [collector(), collector()];
  const terminal = { input: () => Readable.from([Buffer.from(input)]), output: output.stream, errors: errors.stream };
  const code = await main(args, {
    ...terminal,
    readConfig: () => readConfig(env, (text) => errors.stream.write(text)),
  });
  return { code, output: output.text(), errors: errors.text() };
}

function collector(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

/** Runs one command line in a process of its own, with these variables as its whole environment. */
export async function runProcess(
  args: readonly string[],
  env: Env,
  options: { uid?: number; gid?: number; timeout?: number } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [entry, ...args], { ...options, env, stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: code as number | null, output, errors };
}
