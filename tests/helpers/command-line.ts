import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const entry = fileURLToPath(new URL("../../src/cli/servanda.js", import.meta.url));

/** Runs one command line in a process of its own, with these variables as its whole environment. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: { uid?: number; gid?: number; timeout?: number } = {},
): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, [entry, ...args], { ...options, env, stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: code as number | null, output, errors };
}
