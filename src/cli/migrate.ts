import { readConfig } from "../config.ts";
import { openAndMigrate } from "../store/open.ts";
import { type Command, print, readOptions } from "./command.ts";

export const migrate: Command = {
  usage: "[--json]",
  summary: "create the database if need be, and bring its schema up to date",
  run: async (args) => {
    const { json } = readOptions(args, { json: { type: "boolean" } });
    const { store, applied } = await openAndMigrate(readConfig().databaseUrl);
    await store.close();
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
