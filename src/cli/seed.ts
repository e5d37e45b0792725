import { readConfig } from "../config/config.ts";
import { systemContext } from "../records/context.ts";
import { loadSeeds } from "../seeds.ts";
import { openStore } from "../store/open.ts";
import { claimDatabase } from "../store/sqlite/lock.ts";
import { type Command, print, readOptions } from "./command.ts";

export const seed: Command = {
  usage: "[--json]",
  summary: "load the seeds; what is there already stays as it is",
  run: async (args) => {
    const { json } = readOptions(args, { json: { type: "boolean" } });
    const config = readConfig();
    const claim = claimDatabase(config.databaseUrl);
    const store = await openStore(config.databaseUrl, { ...config, usesItsClock: true });
    const loaded = await loadSeeds(systemContext(store, config, "seeds")).finally(() => store.close());
    claim.release();
    const { parties, sources, commitments } = loaded;
    print(
      json ? JSON.stringify(loaded) : `Added ${parties} parties, ${sources} sources and ${commitments} commitments.`,
    );
    return 0;
  },
};
