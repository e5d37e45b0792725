import { openAndMigrate } from "../store/open.ts";
import { withClaim } from "../store/sqlite/lock.ts";
import { type Command, print, readOptions } from "./command.ts";

export const migrate: Command = {
  usage: "[--json]",
  summary: "create the database if need be, and bring its schema up to date",
  run: async (args, terminal) => {
    const { json } = readOptions(args, { json: { type: "boolean" } });
    const config = terminal.readConfig();
    const applied = await withClaim(config.databaseUrl, async () => {
      const { store, applied } = await openAndMigrate(config.databaseUrl, config);
      await store.close();
      return applied;
    });
    print(
      terminal,
      json
        ? JSON.stringify({ applied })
        : applied.length === 0
          ? "The schema is up to date."
          : `Applied: ${applied.join(", ")}`,
    );
    return 0;
  },
};
