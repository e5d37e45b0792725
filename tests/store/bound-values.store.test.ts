import { expect, it } from "vitest";
import { openPool, postgresEngine } from "../../src/store/postgres/engine.ts";
import { openSqlite } from "../../src/store/sqlite/connection.ts";
import { sqliteEngine } from "../../src/store/sqlite/engine.ts";
import { probeStore } from "../helpers/probe-store.ts";
import { engine, openTestStore } from "../helpers/test-store.ts";

/** With some of the texts; `npm run fuzz` has them all. */
it("no value gets into the text of a statement, and hostile ones find what harmless ones find", async () => {
  const { url, close } = await openTestStore();
  const probed =
    engine === "sqlite" ? sqliteEngine(openSqlite(url.slice("file:".length))) : postgresEngine(openPool(url));
  const { asked, findings } = await probeStore(probed, ["'", "') or 1=1 or ('a' = 'b", '"', "\\", "%"]);
  await probed.close();
  await close();
  expect(findings).toEqual([]);
  expect(asked).toBeGreaterThan(200);
}, 60_000);
