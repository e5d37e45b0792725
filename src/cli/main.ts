import { ConfigError } from "../config/config.ts";
import { version } from "../config/version.ts";
import { AppError, OperatorError } from "../errors/errors.ts";
import { near } from "../validation/faults.ts";
import { type Command, print, type Terminal, UsageError } from "./command.ts";

/** Each is loaded when it is asked for: all of them take seconds. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./serve.ts")).serve,
  migrate: async () => (await import("./migrate.ts")).migrate,
  seed: async () => (await import("./seed.ts")).seed,
  keys: async () => (await import("./keys.ts")).keys,
  openapi: async () => (await import("./openapi.ts")).openapi,
  rebuild: async () => (await import("./rebuild.ts")).rebuild,
  verify: async () => (await import("./verify.ts")).verify,
  backup: async () => (await import("./backup.ts")).backup,
  restore: async () => (await import("./restore.ts")).restore,
  import: async () => (await import("./import.ts")).importFile,
  export: async () => (await import("./export.ts")).exportFile,
  mcp: async () => (await import("./mcp.ts")).mcp,
  copy: async () => (await import("./copy.ts")).copy,
};

const exit = { done: 0, failed: 1, usage: 2 } as const;

type Fail = (text: string, code: number) => number;

/** Runs one command line; resolves to the exit code, which for `serve` comes as soon as it listens. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const show = (text: string) => {
    print(terminal, text);
    return exit.done;
  };
  const fail: Fail = (text, code) => {
    terminal.errors.write(`${text}\n`);
    return code;
  };
  const [name = "--help", ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") return show(await overview());
  if (name === "--version" || name === "-v") return show(version);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) return fail(unknownCommand(name), exit.usage);
  const command = await load();
  if (rest.includes("--help") || rest.includes("-h")) return show(helpOf(name, command));
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    return explain(error, name, fail);
  }
}

function explain(error: unknown, name: string, fail: Fail): number {
  if (error instanceof UsageError) return fail(`${error.message}\nSee: servanda ${name} --help`, exit.usage);
  if (error instanceof ConfigError) return fail(error.message, exit.usage);
  if (error instanceof OperatorError || error instanceof AppError) return fail(error.message, exit.failed);
  return fail(error instanceof Error ? (error.stack ?? error.message) : String(error), exit.failed);
}

function unknownCommand(name: string): string {
  const nearest = near(name, Object.keys(commands));
  const hint = nearest === null ? "See: servanda --help" : `Did you mean: servanda ${nearest}`;
  return `There is no command "${name}". ${hint}`;
}

async function overview(): Promise<string> {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const loaded = await Promise.all(Object.entries(commands).map(async ([name, load]) => ({ name, ...(await load()) })));
  const lines = loaded.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
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
