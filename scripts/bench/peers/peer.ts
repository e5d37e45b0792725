import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Asked } from "../processes.ts";

/** Another product on the same data, and how it is asked for the same. One that publishes only writes nothing. */
export interface Peer {
  name: string;
  version: string;
  /** @throws Error when the machine has not what it takes */
  start: (place: { cache: string; folder: string; flat: string }) => Promise<Asked>;
  one: (id: string) => string;
  pages: (of: Asked) => Promise<readonly string[]>;
  patch?: (id: string, tags: readonly string[]) => string;
  create?: (n: number) => string;
}

export const statuses = ["stated", "in_force", "implementing"];
export const sorts = [
  ["statedOn", "asc"],
  ["statedOn", "desc"],
] as const;
export const pagesEach = 12;

/** Runs a command to its end. @throws Error with what it said last */
export async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(command, args, { cwd, maxBuffer: 1e8 }).catch((error: Error & { stderr?: string }) => {
    throw new Error(`${command} ${args[0]}: ${(error.stderr || error.message).trim().split("\n").at(-1)}`);
  });
}
