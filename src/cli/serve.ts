import { resolve } from "node:path";
import { type Config, readConfig } from "../config.ts";
import { start } from "../server.ts";
import { type Command, print, readOptions } from "./command.ts";

export const serve: Command = {
  summary: "run the HTTP service (settings come from environment variables)",
  run: async (args) => {
    readOptions(args, {});
    const config = readConfig();
    const { address } = await start(config);
    print(welcome(address, config));
    return 0;
  },
};

function welcome(address: string, { databaseUrl, publicUrl }: Config): string {
  const base = publicUrl ?? address;
  const database = databaseUrl.startsWith("file:")
    ? resolve(databaseUrl.slice("file:".length))
    : new URL(databaseUrl).host;
  return [
    `Servanda listens on ${base}`,
    `  documentation  ${base}/docs`,
    `  try            curl '${base}/v1/commitments?limit=2'`,
    `  database       ${database}`,
  ].join("\n");
}
