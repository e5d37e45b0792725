import { expect, it } from "vitest";
import { copyDatabase } from "../../../src/store/copy/copy.ts";
import { openStore } from "../../../src/store/open.ts";
import { databaseToVerify } from "../../helpers/database-to-verify.ts";
import { change, idOf, makeSource, stamp } from "../../helpers/stored-records.ts";
import { newDatabase } from "../../helpers/test-store.ts";

const { store, url, findings, names, write } = databaseToVerify();
const id = idOf("source", 9_001);

/** A source of two versions, purged: the numbers of its three lines. */
async function purged(): Promise<number[]> {
  const source = makeSource(9_001, { author: "Somebody" });
  await store().apply([change("create", "source", source)], stamp);
  await store().apply([change("update", "source", { ...source, author: null, version: 1 })], stamp);
  const entity = { ...source, version: 2 };
  await store().apply([{ op: "purge", kind: "source", entity, reason: "A request" }], stamp);
  const { seq } = await store().head();
  return [seq - 2, seq - 1, seq];
}

it("a purged line is right without its data, and so is the chain", async () => {
  const lines = await purged();
  expect(await findings()).toEqual([]);
  const [purge] = (await store().linesOf([lines[2] as number])) as unknown as { op: string; data: object }[];
  expect(purge).toMatchObject({ op: "purge", data: { reason: "A request", purged: lines.slice(0, 2) } });
});

it("who marks a line as purged, or takes the line away that says so, is found out", async () => {
  const [first, second, last] = await purged();
  const other = (first as number) - 1;
  await write(`update ledger set data = '{}', purged_by = ${last} where seq = ${other}`);
  expect(await names()).toContain(`changed ledger ${other}`);
  await write(`update ledger set purged_by = null where seq = ${second}`);
  expect(await names()).toEqual(expect.arrayContaining([`changed ledger ${second}`, `changed ledger ${last}`]));
  await write(`delete from ledger where seq = ${last}`);
  expect(await names()).toContain(`changed ledger ${first}`);
});

it("data that are put back into a purged line, and rows of a purged record, are found", async () => {
  const [first] = await purged();
  await write(
    `update ledger set data = '{"author": "Somebody"}' where seq = ${first}`,
    `insert into links (aggregate_id, from_kind, from_id, rel, to_kind, to_id, since_seq) values ('${id}', 'source', '${id}', 'issuer', 'party', 'AAA', 1)`,
  );
  expect(await names()).toEqual(expect.arrayContaining([`changed ledger ${first}`, `extra links source ${id}`]));
});

it("a copy of the database has the purge, and is as right", async () => {
  await purged();
  const target = await newDatabase();
  const watch = { progress: () => {}, copied: () => {} };
  const { head } = await copyDatabase({ from: url(), to: target.url }, watch);
  const copied = await openStore(target.url);
  expect([head, (await copied.purgeOf("source", id))?.data]).toEqual([
    await store().head(),
    (await store().purgeOf("source", id))?.data,
  ]);
  await copied.close();
  await target.drop();
});
