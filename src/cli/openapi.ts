import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildApp } from "../app.ts";
import { readConfig } from "../config/config.ts";
import { contractOf } from "../http/contract/openapi.ts";
import { cursorsBy } from "../http/request/cursor.ts";
import type { Store } from "../store/port/store.ts";
import { type Command, print, readOptions, type Terminal } from "./command.ts";

const folder = new URL("../../openapi/", import.meta.url);
const file = new URL("openapi.json", folder);

export const openapi: Command = {
  usage: "[--check]",
  summary: "write openapi/openapi.json from the routes",
  details: "  --check   write nothing; exit code 1 when the file is out of date",
  run: async (args, terminal) => {
    const { check } = readOptions(args, { check: { type: "boolean", default: false } });
    const text = await contractText();
    if (check) return checkFile(text, terminal);
    await mkdir(folder, { recursive: true });
    await writeFile(file, text);
    print(terminal, `Wrote ${fileURLToPath(file)}`);
    return 0;
  },
};

/** The contract as it is committed: neither the environment nor any data shows in it, so no store is opened. */
export async function contractText(): Promise<string> {
  const store = {} as Store;
  const app = await buildApp({
    store,
    cursors: cursorsBy(Buffer.alloc(32)),
    config: readConfig({ LOG_LEVEL: "silent" }),
  });
  await app.ready();
  const text = `${JSON.stringify(contractOf(app), null, 2)}\n`;
  await app.close();
  return text;
}

async function checkFile(text: string, terminal: Terminal): Promise<number> {
  const written = await readFile(file, "utf8").catch(() => "");
  const isCurrent = written === text;
  print(
    terminal,
    isCurrent ? "openapi/openapi.json is up to date" : "openapi/openapi.json is out of date: npm run openapi",
  );
  return isCurrent ? 0 : 1;
}
