import type { Readable, Writable } from "node:stream";
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { Config } from "../config/config.ts";
import { sqlitePath } from "../files/database-url.ts";

/** A command line that cannot be understood; exit code 2. */
export class UsageError extends Error {}

/** What a command reads and writes but for databases and files; `isTTY`: a person looks on. */
export interface Terminal {
  /** @throws ConfigError */
  readConfig: () => Config;
  input: () => Readable;
  output: Writable & { isTTY?: boolean };
  errors: Writable & { isTTY?: boolean };
}

/** One command of the command line. `run` resolves to its exit code: 0 done, 1 failed. */
export interface Command {
  /** How it is called, after its name. */
  usage?: string;
  /** One line for the list of commands. */
  summary: string;
  /** More for its own help, such as its options. */
  details?: string;
  run: (args: string[], terminal: Terminal) => Promise<number>;
}

/** The options of a command. @throws UsageError naming what is not understood */
export function readOptions<const O extends ParseArgsOptionsConfig>(args: string[], options: O) {
  const { values, positionals } = readArguments(args, options);
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not understood.`);
  return values;
}

/** The options of a command, and what else it was given. @throws UsageError naming what is not understood */
export function readArguments<const O extends ParseArgsOptionsConfig>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The path of the SQLite file. @throws UsageError for another engine, naming the tool to use instead */
export function databasePath(url: string, instead: string): string {
  const path = sqlitePath(url);
  if (path !== null) return path;
  throw new UsageError(`DATABASE_URL names a PostgreSQL database: use its own ${instead}. This command is for SQLite.`);
}

export function print({ output }: Terminal, text: string): void {
  output.write(`${text}\n`);
}
