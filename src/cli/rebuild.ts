import { openAndMigrate } from "../store/open.ts";
import { withClaim } from "../store/sqlite/lock.ts";
import { type Command, print, readOptions } from "./command.ts";
import { progressPrinter } from "./progress.ts";

export const rebuild: Command = {
  usage: "[--json]",
  summary: "make everything that follows from the ledger anew",
  details: `All tables but the ledger, the texts of sources, keys and secrets are emptied and filled from the ledger, in one transaction: until
it commits, others read what was there, and nobody else writes. It mends what servanda verify finds in such a table. A new version of
the service does it by itself, where it needs other tables than the one before.`,
  run: async (args, terminal) => {
    const { json } = readOptions(args, { json: { type: "boolean" } });
    const config = terminal.readConfig();
    const say = progressPrinter(terminal.errors);
    const progress = (done: number, total: number) => say("ledger", done, total);
    const head = await withClaim(config.databaseUrl, async () => {
      const { store } = await openAndMigrate(config.databaseUrl, { ...config, rebuilding: { progress } });
      return store.head().finally(() => store.close());
    });
    print(terminal, json ? JSON.stringify({ head }) : `Made anew from ${head.seq} lines of the ledger.`);
    return 0;
  },
};
