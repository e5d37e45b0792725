import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashOf } from "../../src/store/apply.ts";
import { readSnapshot } from "../../src/store/reader.ts";
import type { Line, Store } from "../../src/store/store.ts";
import { type Finding, verify, type Watch } from "../../src/store/verify.ts";
import { runCommand } from "../helpers/cli.ts";
import { change, idOf, makeSource, stamp } from "../helpers/entities.ts";
import { openTestStore } from "../helpers/store.ts";
import { tamper } from "../helpers/tamper.ts";
import { worldOf, writeWorld } from "../helpers/world.ts";

let opened: { store: Store; url: string; close: () => Promise<void> };
beforeEach(async () => {
  opened = await openTestStore();
  await writeWorld(opened.store, worldOf(4));
});
afterEach(() => opened.close());

async function findings(remembered?: Watch["remembered"]): Promise<Finding[]> {
  const found: Finding[] = [];
  const watch: Watch = {
    report: (finding) => found.push(finding),
    progress: () => {},
    ...(remembered && { remembered }),
  };
  await readSnapshot(opened.url, (tables) => verify(tables, watch));
  return found;
}
/** What was found, as "problem table key field". */
const names = async (remembered?: Watch["remembered"]) =>
  (await findings(remembered)).map(({ problem, table, key, field }) =>
    [problem, table, key, field].filter((part) => part !== undefined).join(" "),
  );
const write = (...statements: string[]) => tamper(opened.url, ...statements);
const commitment = idOf("commitment", 1);
const lastLine = async () => (await opened.store.head()).seq;

describe("verify finds nothing", () => {
  it("in a database that the service alone wrote to, of whatever content, with deletions and restorations", async () => {
    expect(await findings()).toEqual([]);
    const { head, records } = await readSnapshot(opened.url, (tables) =>
      verify(tables, { report: () => {}, progress: () => {} }),
    );
    expect(head).toEqual(await opened.store.head());
    expect(records).toEqual({ party: 8, source: 8, snapshot: 8, quote: 16, commitment: 30, event: 40, milestone: 25 });
  });

  it("while the service goes on writing: it sees one state", async () => {
    const written: Promise<unknown>[] = [];
    const progress = () => {
      const n = 100 + written.length;
      written.push(opened.store.apply([change("create", "source", makeSource(n))], stamp));
    };
    const found: Finding[] = [];
    const before = await opened.store.head();
    const { head } = await readSnapshot(opened.url, (tables) =>
      verify(tables, { report: (finding) => found.push(finding), progress }),
    );
    await Promise.all(written);
    expect([head, found]).toEqual([before, []]);
    expect((await opened.store.head()).seq).toBe(before.seq + written.length);
  });
});

describe("verify names", () => {
  it("a row that was changed, by table, key and field", async () => {
    await write(`update commitments set status = 'completed', tags = '["bought"]' where id = '${commitment}'`);
    expect(await names()).toEqual([
      `changed commitments ${commitment} status`,
      `changed commitments ${commitment} tags`,
    ]);
    const [first] = await findings();
    expect(first?.detail).toMatch(/^is "completed", by line \d+ of the ledger "\w+"$/);
  });

  it("a change of a column that only filters and sorts use, and of one that holds no JSON any more", async () => {
    await write(
      `update commitments set title_key = 'aaa', due_latest = '1999-01-01' where id = '${commitment}'`,
      `update parties set names = '{}', name_key = 'zzz' where code = 'AAA'`,
    );
    const found = await names();
    expect(found).toContain(`changed commitments ${commitment} titleKey`);
    expect(found).toContain(`changed commitments ${commitment} dueLatest`);
    expect(found).toContain("changed parties AAA nameKey");
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
      const columns = "source_id, retrieved_at, media_type, length, normalizer, text, version, created_at, updated_at";
      return `insert into snapshots (id, sha256, ${columns}) select '${id}', '${id}', ${columns} from snapshots where id = '${idOf("snapshot", 1)}'`;
    };
    const ids = ["0", `${idOf("snapshot", 3)}0`, "f"];
    await write(...ids.map(copy));
    expect(await names()).toEqual(ids.map((id) => `extra snapshots ${id}`));
  });

  it("a text that is not the one whose hash the ledger has, one that is gone, and one that should not be there", async () => {
    const [kept, lost, withheld] = [idOf("snapshot", 0), idOf("snapshot", 2), idOf("snapshot", 1)];
    await write(
      `update snapshots set text = 'other words' where id in ('${kept}', '${withheld}')`,
      `update snapshots set text = null where id = '${lost}'`,
    );
    const found = await findings();
    expect(found.map(({ key, field, detail }) => `${key} ${field} ${detail.slice(0, 12)}`)).toEqual([
      `${kept} text the text's S`,
      `${withheld} text there is a t`,
      `${lost} text the text is `,
    ]);
  });

  it("a link that was altered, added or taken away", async () => {
    await write(
      `update links set rel = 'funder' where from_id = '${commitment}' and to_kind = 'party'`,
      `delete from links where from_kind = 'quote' and from_id = '${idOf("quote", 1)}' and rel = 'source'`,
      `insert into links (from_kind, from_id, rel, to_kind, to_id, commitment_id) values ('commitment', 'nobody', 'tag', 'tag', 'x', 'nobody')`,
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

describe("verify names the line of the ledger", () => {
  it("whose data, author, time or hash was changed", async () => {
    const data = (await opened.store.linesAt([{ kind: "source", id: idOf("source", 2), version: 1 }]))[0];
    await write(
      `update ledger set data = '${JSON.stringify({ ...data?.data, title: "Forged" })}' where seq = ${data?.seq}`,
    );
    expect(await names()).toEqual([
      `changed ledger ${data?.seq}`,
      `changed sources ${idOf("source", 2)} title`,
      `changed sources ${idOf("source", 2)} titleKey`,
    ]);
  });

  it.each(["by", "at", "tx", "commitment_id"])("whose %s was changed", async (column) => {
    await write(`update ledger set ${column} = ${column === "tx" ? 1 : "'x'"} where seq = 20`);
    expect(await names()).toContain("changed ledger 20");
  });

  it("whose data is no longer JSON, or lacks what every record has", async () => {
    const seq = (await opened.store.linesAt([{ kind: "quote", id: idOf("quote", 3), version: 1 }]))[0]?.seq;
    await write(`update ledger set data = '{}' where seq = ${seq}`);
    expect(await names()).toContain(`changed ledger ${seq}`);
    if (opened.url.startsWith("file:")) {
      await write(`update ledger set data = '{' where seq = ${seq}`);
      expect(await names()).toContain(`changed ledger ${seq}`);
    }
  });

  it("after one that was forged with a hash of its own", async () => {
    const [line] = (await opened.store.lines({ after: 9, limit: 1 })).rows as (Line & { previous: string })[];
    if (!line) throw new Error("no line 10");
    const forged = { ...line, by: "forger" };
    await write(`update ledger set by = 'forger', hash = '${hashOf(forged, line.previous)}' where seq = 10`);
    expect(await findings()).toEqual([
      { table: "ledger", key: "11", problem: "changed", detail: expect.stringContaining("or the hash of line 10") },
    ]);
  });

  it("that is missing in between", async () => {
    await write("delete from ledger where seq in (12, 13)");
    expect(await names()).toContain("missing ledger 12-13");
  });

  it("that changed places with another", async () => {
    await write(
      "update ledger set seq = -1 where seq = 20",
      "update ledger set seq = 20 where seq = 21",
      "update ledger set seq = 21 where seq = -1",
    );
    expect(await names()).toEqual(expect.arrayContaining(["changed ledger 20", "changed ledger 21"]));
  });

  it("that comes without the version before it", async () => {
    await write(
      `update ledger set version = 9 where kind = 'commitment' and id = '${idOf("commitment", 0)}' and version = 2`,
    );
    const found = await findings();
    expect(found.filter(({ detail }) => detail.startsWith("the version before it is missing"))).not.toEqual([]);
  });
});

describe("a ledger that was cut at its end", () => {
  it("leaves its records without lines, so that the tables tell", async () => {
    const seq = await lastLine();
    await write(`delete from ledger where seq = ${seq}`);
    expect((await names()).length).toBeGreaterThan(0);
  });

  it("together with its records is whole in itself: only a head remembered elsewhere tells", async () => {
    await opened.store.apply([change("create", "source", makeSource(50))], stamp);
    const { seq, hash } = await opened.store.head();
    await write(`delete from ledger where seq = ${seq}`, `delete from sources where id = '${idOf("source", 50)}'`);
    expect(await names()).toEqual([]);
    expect(await names({ seq, hash })).toEqual([`missing ledger ${seq}`]);
    expect(await names({ hash })).toEqual([`missing ledger ${hash}`]);
  });

  it("is not what a longer one is taken for: an earlier head is found in the chain", async () => {
    const { seq, hash } = await opened.store.head();
    await opened.store.apply([change("create", "source", makeSource(50))], stamp);
    expect(await names({ seq, hash })).toEqual([]);
    expect(await names({ hash })).toEqual([]);
    expect(await names({ seq: seq - 1, hash })).toEqual([`missing ledger ${seq - 1}`]);
  });
});

describe("servanda verify", () => {
  const run = (...args: string[]) => runCommand(["verify", ...args], { DATABASE_URL: opened.url });

  it("says what it read and the head to remember, and ends with 0; with 1 when that head is not in the chain", async () => {
    const { seq, hash } = await opened.store.head();
    const [whole, other] = await Promise.all([run(`--head=${seq}:${hash}`), run(`--head=${"0".repeat(64)}`)]);
    expect([whole.code, whole.errors]).toEqual([0, ""]);
    expect(whole.output).toBe(`${seq} lines of the ledger and 135 records: no difference. Head ${seq}:${hash}\n`);
    expect([other.code, other.output]).toEqual([
      1,
      expect.stringMatching(/^missing {2}ledger 0{64}: .*\n.*1 difference\.$/m),
    ]);
  });

  it("names each difference and ends with 1; as JSON too", async () => {
    await write(`update commitments set status = 'completed' where id = '${commitment}'`);
    const [text, json] = await Promise.all([run(), run("--json")]);
    expect([text.code, text.output]).toEqual([
      1,
      expect.stringContaining(`changed  commitments ${commitment} status: is "comp`),
    ]);
    expect([json.code, JSON.parse(json.output)]).toEqual([
      1,
      expect.objectContaining({ ok: false, found: 1, findings: [expect.objectContaining({ field: "status" })] }),
    ]);
  });

  it("ends with 2 for a head that is none, and with 1 where there is no database", async () => {
    const elsewhere = { DATABASE_URL: `${opened.url}x` };
    const [usage, nowhere] = await Promise.all([run("--head=12"), runCommand(["verify"], elsewhere)]);
    expect([usage.code, usage.errors]).toEqual([2, expect.stringContaining("write SEQ:HASH")]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.errors).not.toContain("    at ");
  });
});
