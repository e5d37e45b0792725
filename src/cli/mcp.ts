import type { Config } from "../config/config.ts";
import { httpUrl } from "../config/setting-readers.ts";
import { type Command, readOptions, UsageError } from "./command.ts";

export const mcp: Command = {
  usage: "[--url URL]",
  summary: "tools for language models, by the Model Context Protocol over standard input and output",
  details: `  --url      the address of a running service; SERVANDA_URL, if left out, else PUBLIC_URL, else this machine at PORT

A program that speaks the protocol starts it and ends it. Everything is asked of the service, with the key in SERVANDA_KEY
where there is one; tools that write are offered with a key alone, and write nothing unless they are told to.
A client that speaks HTTP needs no command: the service answers at /mcp.`,
  run: async (args, terminal) => {
    const { url } = readOptions(args, { url: { type: "string" } });
    const config = terminal.readConfig();
    const base = url === undefined ? serviceOf(config) : readUrl(url);
    const { serveStreams } = await import("../mcp/stdio.ts");
    const report = (text: string) => void terminal.errors.write(`${text}\n`);
    await serveStreams({ base, key: config.serviceKey }, { input: terminal.input(), output: terminal.output, report });
    return 0;
  },
};

function readUrl(text: string): string {
  const read = httpUrl.safeParse(text);
  if (read.success && !/[?#]/.test(read.data)) return read.data;
  throw new UsageError(`--url ${text} is no address of a service: write one such as https://servanda.example.`);
}

function serviceOf({ serviceUrl, publicUrl, port }: Config): string {
  return serviceUrl ?? publicUrl ?? `http://127.0.0.1:${port}`;
}
