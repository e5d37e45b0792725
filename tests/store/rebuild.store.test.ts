import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { plainCommitment } from "../../src/domain/commitment.ts";
import { plainEvent } from "../../src/domain/event.ts";
import { openStore } from "../../src/store/open.ts";
import type { Line } from "../../src/store/port/store.ts";
import { projections } from "../../src/store/rebuild/rebuild.ts";
import { getTableName } from "../../src/store/schema/drizzle.ts";
import { kinds } from "../../src/store/schema/kinds.ts";
import { type Kept, tables } from "../../src/store/schema/tables.ts";
import { hashLine } from "../../src/store/sql/apply.ts";
import type { Row } from "../../src/store/sql/row.ts";
import { decode } from "../../src/store/sql/statement.ts";
import type { Finding } from "../../src/store/verify/finding.ts";
import { verify } from "../../src/store/verify/verify.ts";
import { body, document, happening, make, openWithParties, record } from "../helpers/http-bodies.ts";

const kept = [...(Object.keys(kinds) as Kept[]), "links", "timeline", "phases"] as const;
const nameOf = (name: Kept | `${Kept}Past`) => getTableName(tables.sqlite[name].table);

const words = "(select kind, owner, since_seq, until_seq, title, labels, body from search_documents)";

/** Every row of every table that the two times and searches rest on, in an order of its own. */
function contents(db: Database.Database): Record<string, string[]> {
  const names = [...kept.flatMap((name) => [nameOf(name), nameOf(`${name}Past`)]), words];
  const rows = (name: string) => db.prepare(`select * from ${name}`).all();
  return Object.fromEntries(
    names.map((name) => [
      name,
      rows(name)
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );
}

it("all that follows from the ledger is made anew from it, row for row, where another version made it, once", async () => {
  const t = await openWithParties();
  const source = await body(t.request.post("/v1/sources").send(document({ issuedBy: ["KGZ"] })));
  const quotes = [{ sourceId: source.id, exact: "We plan to build a railway." }];
  const location = { type: "Point", coordinates: [78.4, 41.4] };
  const sectors = [{ vocabulary: "OECD-DAC", code: "21030" }];
  await make(t, { slug: "railway", due: { text: "this year" }, tags: ["rail"], quotes, location, sectors });
  const evidence = [{ sourceId: source.id, quote: { exact: "The tunnel is through" } }];
  const signed = await record(t, "railway", "signed", "2024-06-06", { evidence, description: "Told" });
  await record(t, "railway", "postponed", "2024-07", { due: { edtf: "2026" } });
  await body(t.request.post("/v1/commitments/railway/milestones").send({ title: "Tunnel", due: { edtf: "2025" } }));
  await t.request.patch(`/v1/sources/${source.slug}`).send({ issuedBy: [] }).expect(200);
  await t.request
    .patch("/v1/commitments/railway")
    .send({ title: "A railway", tags: ["rail", "east"], sectors: [] })
    .expect(200);
  const [quote] = (await t.store.list("quote", { limit: 1 })).rows;
  await t.request.patch(`/v1/quotes/${quote?.id}`).send({ translation: "Other words" }).expect(200);
  await t.request.patch("/v1/parties/KGZ").send({ name: "Kyrgyz Republic" }).expect(200);
  await t.request.delete(`/v1/commitments/railway/events/${signed.id}`).expect(204);
  await make(t, { slug: "other", events: [happening("signed", "2024")], location, sectors });
  await t.request.delete("/v1/commitments/other").expect(204);
  await make(t, { slug: "back", events: [happening("signed", "2024")] });
  await t.request.delete("/v1/commitments/back").expect(204);
  await t.request.post("/v1/commitments/back/restore").expect(200);

  const db = new Database(t.url.slice("file:".length));
  const before = contents(db);
  expect(before.commitments_past?.length).toBeGreaterThan(5);
  expect(before[words]?.length).toBeGreaterThan(6);
  const search =
    "select title from search_documents where id in (select rowid from search_index where search_index match 'railway')";
  const found = db.prepare(search).all();
  for (const name of projections(tables.sqlite).toReversed())
    db.exec(`delete from ${getTableName(tables.sqlite[name].table)}`);
  db.exec("update derivations set version = 0 where name = 'projections'");
  expect(db.prepare(search).all()).toEqual([]);

  for (let n = 0; n < 2; n++) {
    await (await openStore(t.url)).close();
    expect(contents(db)).toEqual(before);
    expect(db.prepare(search).all()).toEqual(found);
  }
  db.exec("update commitments set status = 'completed'");
  await (await openStore(t.url)).close();
  expect(contents(db)).not.toEqual(before);
  db.close();
  await t.close();
});

const later: Partial<Record<Line["kind"], object>> = { commitment: plainCommitment, event: plainEvent };

/** Takes the fields that came later out of every line, as if it had been written before. */
function forget(db: Database.Database): void {
  let previous = "";
  for (const row of db.prepare<[], Row>("select * from ledger order by seq").all()) {
    const line = decode(row, tables.sqlite.ledger) as unknown as Line;
    const fields = later[line.kind] ?? {};
    const data = Object.fromEntries(Object.entries(line.data).filter(([field]) => !(field in fields)));
    previous = hashLine({ ...line, data } as Line, previous);
    db.prepare("update ledger set data = ?, hash = ? where seq = ?").run(JSON.stringify(data), previous, line.seq);
  }
}

it("lines from before fields that came later mean that they had nothing: no row differs, and no history says so", async () => {
  const t = await openWithParties();
  await make(t, { slug: "railway" });
  const signed = await record(t, "railway", "signed", "2024-06-06");
  await t.request.patch(`/v1/commitments/railway/events/${signed.id}`).send({ title: "Signed" }).expect(200);
  const db = new Database(t.url.slice("file:".length));
  forget(db);
  db.close();
  const findings: Finding[] = [];
  const watch = { report: (finding: Finding) => findings.push(finding), progress: () => {} };
  await verify(t.url, watch);
  expect(findings).toEqual([]);
  await t.request.patch("/v1/commitments/railway").send({ title: "A railway" }).expect(200);
  const revisions = (await t.request.get("/v1/commitments/railway/history").expect(200)).body.data;
  const changed = ({ diff }: { diff: { path: string }[] }) => diff.map(({ path }) => path);
  expect(revisions.slice(0, 2).map(changed)).toEqual([["/title"], [`/events/${signed.id}/title`]]);
  const { data } = (await t.request.get(`/v1/change-sets/${revisions[0].seq}`).expect(200)).body;
  expect(data.map(changed)).toEqual([["/title"]]);
  await t.close();
});

it("a database whose words were written by an earlier version of the code learns them anew, and verifies", async () => {
  const t = await openWithParties();
  await make(t, { slug: "railway", title: "Co-operation" });
  const db = new Database(t.url.slice("file:".length));
  const before = contents(db)[words];
  db.exec(`update derivations set version = version - 1 where name = 'search_documents';
    insert into search_documents select id + 1000, kind, owner, since_seq, until_seq, 'co operation', labels, body
    from search_documents where kind = 'commitment'; delete from search_documents where id < 1000 and kind = 'commitment'`);
  expect(contents(db)[words]).not.toEqual(before);
  await (await openStore(t.url)).close();
  expect(contents(db)[words]).toEqual(before);
  const findings: Finding[] = [];
  await verify(t.url, { report: (one) => findings.push(one), progress: () => {} });
  expect(findings).toEqual([]);
  db.close();
  await t.close();
});
