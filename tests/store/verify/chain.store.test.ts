import { describe, expect, it } from "vitest";
import type { Line } from "../../../src/store/port/store.ts";
import { hashLine } from "../../../src/store/sql/apply.ts";
import { runCommand } from "../../helpers/command-line.ts";
import { databaseToVerify } from "../../helpers/database-to-verify.ts";
import { change, idOf, makeSource, stamp } from "../../helpers/stored-records.ts";

const { store, url, findings, names, write } = databaseToVerify();
const commitment = idOf("commitment", 1);
const lastLine = async () => (await store().head()).seq;

describe("verify names the line of the ledger", () => {
  it("whose data was changed, with the record", async () => {
    const data = (await store().linesAt([{ kind: "source", id: idOf("source", 2), version: 1 }]))[0];
    await write(
      `update ledger set data = '${JSON.stringify({ ...data?.data, title: "Forged" })}' where seq = ${data?.seq}`,
    );
    expect(await names()).toEqual([
      `changed ledger ${data?.seq}`,
      `changed sources ${idOf("source", 2)} titleKey`,
      `changed search_documents source ${idOf("source", 2)} title`,
    ]);
  });

  it("whose author, time, transaction or commitment was changed", async () => {
    const forged = Object.entries({ by: "'x'", at: "'x'", tx: "1", commitment_id: "'x'" });
    await write(
      ...forged.map(([column, value], n) => `update ledger set ${column} = ${value} where seq = ${20 + n * 5}`),
    );
    expect(await names()).toEqual(expect.arrayContaining(forged.map((_, n) => `changed ledger ${20 + n * 5}`)));
  });

  it("whose data is no longer JSON, or lacks what every record has", async () => {
    const seq = (await store().linesAt([{ kind: "quote", id: idOf("quote", 3), version: 1 }]))[0]?.seq;
    await write(`update ledger set data = '{}' where seq = ${seq}`);
    expect(await names()).toContain(`changed ledger ${seq}`);
    if (url().startsWith("file:")) {
      await write(`update ledger set data = '{' where seq = ${seq}`);
      expect(await names()).toContain(`changed ledger ${seq}`);
    }
  });

  it("after one that was forged with a hash of its own", async () => {
    const [line] = (await store().lines({ after: 9, limit: 1 })).rows as (Line & { previous: string })[];
    if (!line) throw new Error("no line 10");
    const forged = { ...line, by: "forger" };
    await write(`update ledger set by = 'forger', hash = '${hashLine(forged, line.previous)}' where seq = 10`);
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
    await store().apply([change("create", "source", makeSource(50))], stamp);
    const { seq, hash } = await store().head();
    const id = idOf("source", 50);
    await write(
      `delete from ledger where seq = ${seq}`,
      `delete from sources where id = '${id}'`,
      `delete from search_documents where owner = '${id}'`,
    );
    expect(await names()).toEqual([]);
    expect(await names({ seq, hash })).toEqual([`missing ledger ${seq}`]);
    expect(await names({ hash })).toEqual([`missing ledger ${hash}`]);
  });

  it("is not what a longer one is taken for: an earlier head is found in the chain", async () => {
    const { seq, hash } = await store().head();
    await store().apply([change("create", "source", makeSource(50))], stamp);
    expect(await names({ seq, hash })).toEqual([]);
    expect(await names({ hash })).toEqual([]);
    expect(await names({ seq: seq - 1, hash })).toEqual([`missing ledger ${seq - 1}`]);
  });
});

describe("servanda verify", () => {
  const run = (...args: string[]) => runCommand(["verify", ...args], { DATABASE_URL: url() });

  it("says what it read and the head to remember, and ends with 0; with 1 when that head is not in the chain", async () => {
    const { seq, hash } = await store().head();
    const [whole, other] = await Promise.all([run(`--head=${seq}:${hash}`), run(`--head=${"0".repeat(64)}`)]);
    expect(whole.code).toBe(0);
    expect(whole.output).toBe(`${seq} lines of the ledger and 175 records: no difference. Head ${seq}:${hash}\n`);
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
    const elsewhere = { DATABASE_URL: `${url()}x` };
    const [usage, nowhere] = await Promise.all([run("--head=12"), runCommand(["verify"], elsewhere)]);
    expect([usage.code, usage.errors]).toEqual([2, expect.stringContaining("write SEQ:HASH")]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.errors).not.toContain("    at ");
  });
});
