import { BackupError } from "../backups/backup.ts";
import { ConfigError } from "../config.ts";
import { AppError } from "../errors.ts";
import { near } from "../http/faults.ts";
import { version } from "../http/version.ts";
import { StartError } from "../server.ts";
import { CopyError } from "../store/copy.ts";
import { OpenError } from "../store/open.ts";
import { backup } from "./backup.ts";
import { type Command, print, UsageError } from "./command.ts";
import { copy } from "./copy.ts";
import { keys } from "./keys.ts";
import { migrate } from "./migrate.ts";
import { openapi } from "./openapi.ts";
import { restore } from "./restore.ts";
import { seed } from "./seed.ts";
import { serve } from "./serve.ts";
import { verify } from "./verify.ts";

const commands: Readonly<Record<string, Command>> = {
  serve,
  migrate,
  seed,
  keys,
  openapi,
  verify,
  backup,
  restore,
  copy,
};
const exit = { done: 0, failed: 1, usage: 2 } as const;

/** Runs one command line; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = "--help", ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") return show(overview());
  if (name === "--version" || name === "-v") return show(version);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return fail(unknownCommand(name), exit.usage);
  if (rest.includes("--help") || rest.includes("-h")) return show(helpOf(name, command));
  try {
    return await command.run(rest);
  } catch (error) {
    return explain(error, name);
  }
}

function explain(error: unknown, name: string): number {
  if (error instanceof UsageError) return fail(`${error.message}\nSee: servanda ${name} --help`, exit.usage);
  if (error instanceof ConfigError) return fail(error.message, exit.usage);
  if (
    error instanceof OpenError ||
    error instanceof StartError ||
    error instanceof AppError ||
    error instanceof BackupError ||
    error instanceof CopyError
  )
    return fail(error.message, exit.failed);
  return fail(error instanceof Error ? (error.stack ?? error.message) : String(error), exit.failed);
}

function show(text: string): number {
  print(text);
  return exit.done;
}

function fail(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

function unknownCommand(name: string): string {
  const nearest = near(name, Object.keys(commands));
  const hint = nearest === null ? "See: servanda --help" : `Did you mean: servanda ${nearest}`;
  return `There is no command "${name}". ${hint}`;
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "Servanda: what states said they would do, and what became of it.",
    "",
    "Usage: servanda <command> [options]",
    "",
    ...lines,
    "",
    "servanda <command> --help tells more. Exit codes: 0 done, 1 failed, 2 wrong usage or settings.",
  ].join("\n");
}

function helpOf(name: string, { usage, summary, details }: Command): string {
  const head = `Usage: servanda ${name}${usage ? ` ${usage}` : ""}\n\n${summary}`;
  return details ? `${head}\n\n${details}` : head;
}

const code = await main(process.argv.slice(2));
if (code !== exit.done) process.exitCode = code;
