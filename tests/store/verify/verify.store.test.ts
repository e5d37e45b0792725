import { describe, expect, it } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { readSnapshot } from "../../../src/store/read-snapshot.ts";
import { sql } from "../../../src/store/schema/sql.ts";
import type { Row } from "../../../src/store/sql/row.ts";
import type { Steps } from "../../../src/store/sql/statement.ts";
import type { Finding } from "../../../src/store/verify/finding.ts";
import { verify } from "../../../src/store/verify/verify.ts";
import { databaseToVerify } from "../../helpers/database-to-verify.ts";
import { change, idOf, makeSource, stamp } from "../../helpers/stored-records.ts";

const { store, url, findings, names, write } = databaseToVerify();
const commitment = idOf("commitment", 1);

describe("verify finds nothing", () => {
  it("in a database that the service alone wrote to, of whatever content, with deletions and restorations", async () => {
    expect(await findings()).toEqual([]);
    const { head, records } = await verify(url(), { report: () => {}, progress: () => {} });
    expect(head).toEqual(await store().head());
    expect(records).toEqual({
      party: 8,
      source: 8,
      snapshot: 8,
      quote: 16,
      commitment: 30,
      event: 40,
      milestone: 25,
      assessment: 20,
      relation: 20,
    });
  });

  it("in words that were learned anew from the ledger: they are those that were written with each change, then and now", async () => {
    const documents = () =>
      readSnapshot(url(), function* (): Steps<Row[]> {
        return yield sql`select kind, owner, since_seq, until_seq, title, labels, body from search_documents
          order by kind, owner, since_seq`;
      });
    const before = await documents();
    await write(`delete from search_documents where owner = '${commitment}'`, "update derivations set version = 1");
    expect(new Set(await names())).toEqual(new Set([`missing search_documents commitment ${commitment}`]));
    await (await openStore(url())).close();
    expect(await documents()).toEqual(before);
    expect(await findings()).toEqual([]);
  });

  it("while the service goes on writing: it sees one state", async () => {
    const written: Promise<unknown>[] = [];
    const progress = () => {
      const n = 100 + written.length;
      written.push(store().apply([change("create", "source", makeSource(n))], stamp));
    };
    const found: Finding[] = [];
    const before = await store().head();
    const { head } = await verify(url(), { report: (finding) => found.push(finding), progress });
    await Promise.all(written);
    expect([head, found]).toEqual([before, []]);
    expect((await store().head()).seq).toBe(before.seq + written.length);
  });
});

describe("verify names", () => {
  it("a row that was changed, by table, key and field", async () => {
    await write(`update commitments set status = 'completed', due_reading = 'bought' where id = '${commitment}'`);
    expect(await names()).toEqual([
      `changed commitments ${commitment} status`,
      `changed commitments ${commitment} dueReading`,
    ]);
    const [first] = await findings();
    expect(first?.detail).toMatch(/^is "completed", by line \d+ of the ledger "\w+"$/);
  });

  it("a phase that was changed or taken away: what a commitment was on a day", async () => {
    await write(`update phases set status = 'completed' where id = '${commitment}'`);
    const found = await names();
    expect(found).toContain(`extra phases ${commitment}`);
    expect(found).toContain(`missing phases ${commitment}`);
    await write(`delete from phases where id = '${commitment}'`);
    expect(new Set(await names())).toEqual(new Set([`missing phases ${commitment}`]));
  });

  it("a change of a column that only sorts use, and of the state of a phase", async () => {
    await write(
      `update commitments set title_key = 'aaa', due_latest = '1999-01-01' where id = '${commitment}'`,
      `update parties set name_key = 'zzz' where code = 'AAA'`,
      `update phases set state = '{}' where id = '${commitment}'`,
    );
    const found = await names();
    expect(found).toContain(`changed commitments ${commitment} titleKey`);
    expect(found).toContain(`changed commitments ${commitment} dueLatest`);
    expect(found).toContain("changed parties AAA nameKey");
    expect(found).toEqual(expect.arrayContaining([`extra phases ${commitment}`, `missing phases ${commitment}`]));
  });

  it("a row that was deleted, or hidden, or brought back", async () => {
    await write(
      `delete from milestones where id = '${idOf("milestone", 1)}'`,
      `update sources set deleted_at = '2026-01-01T00:00:00.000Z' where id = '${idOf("source", 2)}'`,
      `update commitments set deleted_at = null where id = '${idOf("commitment", 7)}'`,
    );
    expect(await names()).toEqual([
      `changed sources ${idOf("source", 2)} deletedAt`,
      `changed commitments ${idOf("commitment", 7)} deletedAt`,
      `missing milestones ${idOf("milestone", 1)}`,
    ]);
  });

  it("a row that was added: before, between and after those that are right", async () => {
    const copy = (id: string) => {
      const columns = "source_id, retrieved_at, since_seq";
      return `insert into snapshots (id, sha256, ${columns}) select '${id}', '${id}', ${columns} from snapshots where id = '${idOf("snapshot", 1)}'`;
    };
    const ids = ["0", `${idOf("snapshot", 3)}0`, "f"];
    await write(...ids.map(copy));
    expect(await names()).toEqual(ids.map((id) => `extra snapshots ${id}`));
  });

  it("a text that is not the one whose hash the ledger has, one that is gone, and one that should not be there", async () => {
    const [kept, lost, withheld] = [idOf("snapshot", 0), idOf("snapshot", 2), idOf("snapshot", 1)];
    await write(
      `update texts set text = 'other words' where snapshot_id = '${kept}'`,
      `delete from texts where snapshot_id = '${lost}'`,
      `insert into texts (snapshot_id, text) values ('${withheld}', 'other words'), ('nobody', 'words')`,
    );
    const found = await findings();
    expect(found.map(({ table, key, detail }) => `${table} ${key} ${detail.slice(0, 12)}`)).toEqual([
      `texts ${kept} the text's S`,
      `texts ${withheld} there is a t`,
      `texts ${lost} the text is `,
      "texts nobody there is a t",
    ]);
  });

  it("a link that was altered, added or taken away", async () => {
    await write(
      `update links set rel = 'funder' where from_id = '${commitment}' and to_kind = 'party'`,
      `delete from links where from_kind = 'quote' and from_id = '${idOf("quote", 1)}' and rel = 'source'`,
      `insert into links (aggregate_id, from_kind, from_id, rel, to_kind, to_id) values ('nobody', 'commitment', 'nobody', 'tag', 'tag', 'x')`,
    );
    const found = await names();
    expect(found).toContain(`missing links quote ${idOf("quote", 1)}`);
    expect(found).toContain(`missing links commitment ${commitment}`);
    expect(found).toContain(`extra links commitment ${commitment}`);
    expect(found).toContain("extra links commitment nobody");
  });

  it("a place on the timeline that was moved, added or taken away", async () => {
    const [moved, gone] = [idOf("event", 1), idOf("event", 2)];
    await write(
      `update timeline set at = '1999-01-01' where ref = '${moved}'`,
      `delete from timeline where ref = '${gone}'`,
      `insert into timeline (id, commitment_id, entry, ref, latest_key, recorded_at) values ('x', '${commitment}', 'event', 'stray', '', '')`,
    );
    expect((await names()).toSorted()).toEqual(
      [
        `extra timeline ${moved}`,
        "extra timeline stray",
        `missing timeline ${moved}`,
        `missing timeline ${gone}`,
      ].toSorted(),
    );
  });
});

describe("verify names, of the words that are searched,", () => {
  const live = `owner = '${commitment}' and until_seq is null`;

  it("those that were changed", async () => {
    await write(`update search_documents set body = 'forged', title = 'forged' where ${live}`);
    expect((await names()).toSorted()).toEqual([
      `changed search_documents commitment ${commitment} body`,
      `changed search_documents commitment ${commitment} title`,
    ]);
  });

  it("those that were taken away, and those of what never was", async () => {
    await write(`update search_documents set owner = 'nobody' where ${live}`);
    expect((await names()).toSorted()).toEqual([
      `extra search_documents commitment nobody`,
      `missing search_documents commitment ${commitment}`,
    ]);
  });
});

describe("verify names, among the rows that a record had before,", () => {
  it("one that was changed, added or taken away", async () => {
    const copy = "commitment_id, id, earliest, latest, type, recorded_at, updated_at, date_key, until_seq";
    const [changed, taken, copied] = [idOf("event", 0), idOf("event", 3), idOf("event", 6)];
    await write(
      `update events_past set date_key = 'forged' where id = '${changed}'`,
      `delete from events_past where id = '${taken}'`,
      `insert into events_past (${copy}, since_seq) select ${copy}, 0 from events_past where id = '${copied}'`,
      `update commitments_past set until_seq = until_seq + 1 where id = '${idOf("commitment", 7)}'`,
    );
    expect((await names()).toSorted()).toEqual(
      [
        `extra events_past ${changed}`,
        `missing events_past ${changed}`,
        `missing events_past ${taken}`,
        `extra events_past ${copied}`,
        `extra commitments_past ${idOf("commitment", 7)}`,
        `missing commitments_past ${idOf("commitment", 7)}`,
      ].toSorted(),
    );
  });

  it("one of a record that never was", async () => {
    await write(`update milestones_past set id = 'nobody' where id = '${idOf("milestone", 5)}'`);
    expect((await names()).toSorted()).toEqual([
      `extra milestones_past nobody`,
      `missing milestones_past ${idOf("milestone", 5)}`,
    ]);
  });
});
