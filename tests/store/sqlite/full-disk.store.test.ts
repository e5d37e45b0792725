import { join } from "node:path";
import { expect, it } from "vitest";
import { storeOn } from "../../../src/store/engine/store.ts";
import { migrateSqlite } from "../../../src/store/schema/migrate.ts";
import { openSqlite } from "../../../src/store/sqlite/connection.ts";
import { sqliteEngine } from "../../../src/store/sqlite/engine.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { openTestApp } from "../../helpers/test-app.ts";

/** A database that may grow by so many pages, as on a disk that fills up. */
async function openLimited(pages: number) {
  const folder = await temporaryFolder({ onDisk: true });
  const db = openSqlite(join(folder.path, "full.db"));
  migrateSqlite(db);
  const limit = (by: number) => db.pragma(`max_page_count = ${Number(db.pragma("page_count", { simple: true })) + by}`);
  limit(pages);
  const store = storeOn(sqliteEngine(db));
  return { db, store, limit, drop: folder.remove };
}

it("a full disk is a 507 that loses nothing, leaves reading alone, and is over when there is space again", async () => {
  const limited = await openLimited(30);
  const t = await openTestApp({ wrap: ({ getKey, touchKey }) => ({ ...limited.store, getKey, touchKey }) });
  const party = (n: number) => ({ code: `P${n}`, kind: "igo", name: `Party ${n} ${"x".repeat(150)}` });
  const statuses: number[] = [];
  for (let n = 0; !statuses.includes(507) && n < 500; n++) {
    const { status, headers, body } = await t.request.post("/v1/parties").send(party(n));
    statuses.push(status);
    if (status !== 201) expect([body.code, Number(headers["retry-after"]) > 0]).toEqual(["insufficient_storage", true]);
  }
  const made = statuses.filter((status) => status === 201).length;
  expect(made).toBeGreaterThan(5);
  expect(statuses.at(-1)).toBe(507);

  const { body } = await t.request.get("/v1/parties?limit=200&count=exact").expect(200);
  expect(body.page.count).toBe(made);
  expect((await limited.store.head()).seq).toBe(made);
  expect(limited.db.pragma("integrity_check", { simple: true })).toBe("ok");

  limited.limit(100);
  await t.request.post("/v1/parties").send(party(made)).expect(201);
  await t.close();
  await limited.store.close();
  await limited.drop();
});

it("a database that others hold, or that may not be written, is a 503 to come back to", async () => {
  const limited = await openLimited(1000);
  const t = await openTestApp({ wrap: ({ getKey, touchKey }) => ({ ...limited.store, getKey, touchKey }) });
  const send = () => t.request.post("/v1/parties").send({ code: "SCO", kind: "igo", name: "SCO" });
  limited.db.pragma("query_only = on");
  expect((await send().expect(503)).body.code).toBe("unavailable");
  limited.db.pragma("query_only = off");
  const other = openSqlite(limited.db.name);
  other.exec("begin immediate");
  expect((await send().expect(503)).body.code).toBe("unavailable");
  other.exec("rollback");
  other.close();
  await send().expect(201);
  await t.close();
  await limited.store.close();
  await limited.drop();
});
