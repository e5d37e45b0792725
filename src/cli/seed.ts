import { systemContext } from "../records/context.ts";
import { loadSeeds } from "../seeds.ts";
import { openStore } from "../store/open.ts";
import { withClaim } from "../store/sqlite/lock.ts";
import { type Command, print, readOptions } from "./command.ts";

export const seed: Command = {
  usage: "[--json]",
  summary: "load the seeds; what is there already stays as it is",
  run: async (args, terminal) => {
    const { json } = readOptions(args, { json: { type: "boolean" } });
    const config = terminal.readConfig();
    const loaded = await withClaim(config.databaseUrl, async () => {
      const store = await openStore(config.databaseUrl, { ...config, usesItsClock: true });
      return loadSeeds(systemContext(store, config, "seeds")).finally(() => store.close());
    });
    const { parties, sources, commitments } = loaded;
    print(
      terminal,
      json ? JSON.stringify(loaded) : `Added ${parties} parties, ${sources} sources and ${commitments} commitments.`,
    );
    return 0;
  },
};
