import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { type Command, print, readOptions } from "./command.ts";
import { growNewSpace } from "./heap.ts";

export const serve: Command = {
  summary: "run the HTTP service (settings come from environment variables)",
  run: async (args, terminal) => {
    readOptions(args, {});
    const config = terminal.readConfig();
    // Loaded once the settings are known to be right: it takes a second or two.
    const { start } = await import("../server.ts");
    const { address, firstKey } = await start(config);
    growNewSpace();
    print(terminal, [...welcome(address, config), ...handOver(firstKey, config.publicUrl ?? address)].join("\n"));
    return 0;
  },
};

function welcome(address: string, { databaseUrl, publicUrl }: Config): string[] {
  const base = publicUrl ?? address;
  const database = databaseUrl.startsWith("file:")
    ? resolve(databaseUrl.slice("file:".length))
    : URL.parse(databaseUrl)?.host || "PostgreSQL";
  return [
    `Servanda listens on ${base}`,
    `  documentation  ${base}/docs`,
    `  try            curl '${base}/v1/commitments?limit=2'`,
    `  database       ${database}`,
  ];
}

function handOver(key: string | null, base: string): string[] {
  if (key === null) return [];
  return [
    "",
    "Writing needs a key. This is the first one, an admin's. It is shown this once, so keep it:",
    "",
    `  export KEY=${key}`,
    "",
    "With it, make a key for each person and program that writes:",
    "",
    `  curl -X POST '${base}/v1/keys' -H "Authorization: Bearer $KEY" \\`,
    `    -H 'Content-Type: application/json' -d '{"name": "ann", "role": "analyst"}'`,
  ];
}
