import { buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config/config.ts";
import { builtPages } from "../../src/pages/built.ts";
import { systemContext } from "../../src/records/context.ts";
import { loadKnownParties, loadSeeds } from "../../src/seeds.ts";
import { openStore } from "../../src/store/open.ts";
import { newLargeDatabase } from "./large-database.ts";
import { fileRecordsWithParts } from "./records-with-parts.ts";
import { newDatabase } from "./test-store.ts";

/**
 * What the record behind the pages holds: nothing, the seeds, the seeds with made-up promises that have every part, or
 * ten thousand commitments.
 */
export type Filled = "empty" | "seeds" | "parts" | "large";

/**
 * The application with its pages as `npm run build` made them, on a database filled so. `more`: settings. `key`: that
 * which its records were filed with, null where none was needed.
 */
export async function openPages(filled: Filled, more: Record<string, string> = {}) {
  const pages = builtPages();
  if (pages === null) throw new Error("The pages are not built: run `npm run build` first.");
  const { url, drop } = filled === "large" ? await newLargeDatabase() : await newDatabase();
  const store = await openStore(url);
  const limits = { RATE_LIMIT_ANONYMOUS: "0", RATE_LIMIT_REFUSED: "0", MAX_EVENT_LOOP_DELAY_MS: "0" };
  const config = readConfig({ LOG_LEVEL: "silent", ...limits, ...more });
  const context = systemContext(store, config, "seeds");
  if (filled === "seeds" || filled === "parts") await loadSeeds(context);
  else if (filled === "empty") await loadKnownParties(context);
  const app = await buildApp({ store, config, pages });
  const key = filled === "parts" ? await fileRecordsWithParts(app, context) : null;
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  const close = async () => {
    await app.close();
    await store.close();
    await drop();
  };
  return { address, app, context, key, close };
}
