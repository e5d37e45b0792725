import { readConfig } from "../config/config.ts";
import { openAndMigrate } from "../store/open.ts";
import { claimDatabase } from "../store/sqlite/lock.ts";
import { type Command, print, readOptions } from "./command.ts";

export const migrate: Command = {
  usage: "[--json]",
  summary: "create the database if need be, and bring its schema up to date",
  run: async (args) => {
    const { json } = readOptions(args, { json: { type: "boolean" } });
    const config = readConfig();
    const claim = claimDatabase(config.databaseUrl);
    const { store, applied } = await openAndMigrate(config.databaseUrl, config);
    await store.close();
    claim.release();
    print(
      json
        ? JSON.stringify({ applied })
        : applied.length === 0
          ? "The schema is up to date."
          : `Applied: ${applied.join(", ")}`,
    );
    return 0;
  },
};
