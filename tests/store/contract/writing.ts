import { describe, expect, it } from "vitest";
import type { Change, Line, Store } from "../../../src/store/port/store.ts";
import { hashLine } from "../../../src/store/sql/apply.ts";
import { conflictOf, everything, seed, storeForEach } from "../../helpers/store-for-each.ts";
import { change, idOf, makeCommitment, makeEvent, makeParty, makeSource, stamp } from "../../helpers/stored-records.ts";

const commitment = makeCommitment(1);
const source = makeSource(1);
const creation = (n: number): Change => change("create", "source", makeSource(n));

async function ledger(store: Store): Promise<Line[]> {
  const { seq } = await store.head();
  return store.linesOf([...Array(seq).keys()].map((n) => n + 1));
}

export function writing(open: () => Promise<Store>): void {
  const held = storeForEach(open);

  it("answers the records as written, in order, one version up and dated by the stamp", async () => {
    const at = "2027-01-01T00:00:00.000Z";
    const written = await held().apply([creation(2), creation(1)], { by: "tester", at });
    expect(written).toEqual([2, 1].map((n) => ({ ...makeSource(n), version: 1, createdAt: at, updatedAt: at })));
    expect(await held().get("source", source.id)).toEqual(written[1]);
  });

  it("writes nothing, and no ledger line, for no changes", async () => {
    expect(await held().apply([], stamp)).toEqual([]);
    expect(await held().head()).toEqual({ seq: 0, at: null, hash: "" });
  });

  it("leaves nothing of a write whose last change fails, the ledger and both indexes included", async () => {
    const store = held();
    await seed(store, [creation(1), change("create", "commitment", commitment)]);
    const before = { head: await store.head(), source: await store.get("source", source.id) };
    const event = makeEvent(1, { evidence: [{ sourceId: source.id, quoteId: null }] });
    const failing = [
      change("update", "source", { ...source, version: 1, title: "changed" }),
      change("create", "event", event),
      creation(2),
      change("update", "commitment", { ...commitment, version: 7 }),
    ];
    expect(await conflictOf(store.apply(failing, stamp))).toBe(`version commitment ${commitment.id}`);
    expect({ head: await store.head(), source: await store.get("source", source.id) }).toEqual(before);
    expect([await store.get("event", event.id), await store.get("source", idOf("source", 2))]).toEqual([null, null]);
    expect(await store.referencesTo("source", source.id, 9)).toEqual([]);
    const { rows } = await store.timeline({ commitmentId: commitment.id, limit: 9 });
    expect(rows.map(({ entry }) => entry)).toEqual(["stated"]);
  });

  describe("a record's version", () => {
    it.each([0, 2, 9])("refuses a change of what was read at version %d, not 1", async (version) => {
      await seed(held(), [creation(1)]);
      const stale = held().apply([change("update", "source", { ...source, version })], stamp);
      expect(await conflictOf(stale)).toBe(`version source ${source.id}`);
    });

    it("lets exactly one of two writers win who read the same version", async () => {
      const store = held();
      await seed(store, [creation(1)]);
      const rename = (title: string) =>
        store.apply([change("update", "source", { ...source, version: 1, title })], stamp);
      const results = await Promise.allSettled(["a", "b", "c", "d"].map(rename));
      expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected", "rejected"]);
      const [winner] = results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
      expect(await store.get("source", source.id)).toEqual(winner);
      expect((await ledger(store)).length).toBe(3);
    });

    it("goes up with each change of the same write", async () => {
      const twice = [creation(1), change("update", "source", { ...source, version: 1, title: "second" })];
      await held().apply(twice, stamp);
      expect(await held().get("source", source.id)).toMatchObject({ version: 2, title: "second" });
    });

    it("refuses to change or delete what is deleted, and to restore what is not", async () => {
      const store = held();
      await seed(store, [creation(1), creation(2)]);
      const [gone] = await store.apply([change("delete", "source", { ...source, version: 1 })], stamp);
      for (const op of ["update", "delete"] as const)
        expect(await conflictOf(store.apply([change(op, "source", gone as never)], stamp))).toMatch(/^version/);
      const alive = { ...makeSource(2), version: 1 };
      expect(await conflictOf(store.apply([change("restore", "source", alive)], stamp))).toMatch(/^version/);
    });
  });

  describe("a new record", () => {
    it("is refused where its id exists, be it deleted", async () => {
      const store = held();
      await seed(store, [creation(1)]);
      const again = () => store.apply([change("create", "source", { ...source, slug: "other" })], stamp);
      expect(await conflictOf(again())).toBe(`exists source ${source.id}`);
      await store.apply([change("delete", "source", { ...source, version: 1 })], stamp);
      expect(await conflictOf(again())).toBe(`exists source ${source.id}`);
      const party = store.apply([change("create", "party", makeParty("AAA"))], stamp);
      expect(await conflictOf(party)).toBe("exists party AAA");
    });

    it("is refused where its slug is taken, by a deleted record or in the same write too, naming who has it", async () => {
      const store = held();
      await seed(store, [creation(1)]);
      const other = (n: number) => change("create", "source", { ...makeSource(n), slug: source.slug });
      expect(await conflictOf(store.apply([other(2)], stamp))).toBe(`slug_taken source ${source.id}`);
      await store.apply([change("delete", "source", { ...source, version: 1 })], stamp);
      expect(await conflictOf(store.apply([other(2)], stamp))).toBe(`slug_taken source ${source.id}`);
      expect(
        await conflictOf(
          store.apply(
            [creation(3), { ...creation(4), entity: { ...makeSource(4), slug: "source-3" } } as Change],
            stamp,
          ),
        ),
      ).toBe(`slug_taken source ${idOf("source", 3)}`);
    });

    it("may have the slug of a record of another kind, and one that was given up", async () => {
      const store = held();
      await seed(store, [creation(1), change("create", "commitment", { ...commitment, slug: source.slug })]);
      await store.apply([change("update", "source", { ...source, version: 1, slug: "moved" })], stamp);
      await store.apply([change("create", "source", { ...makeSource(2), slug: source.slug })], stamp);
      expect((await store.get("source", source.slug))?.id).toBe(idOf("source", 2));
    });
  });

  describe("the ledger", () => {
    it("has a line for every change, numbered without gaps, that tells the transaction it belongs to", async () => {
      const store = held();
      await seed(store, [creation(1)]);
      await store.apply([change("update", "source", { ...source, version: 3 })], stamp).catch(() => {});
      await store.apply([change("create", "commitment", commitment), change("create", "event", makeEvent(1))], {
        ...stamp,
        by: "other",
      });
      await store.apply([change("delete", "source", { ...source, version: 1 })], stamp);
      const lines = await ledger(store);
      expect(
        lines.map(({ seq, tx, by, op, kind, id, commitmentId, version }) => [
          seq,
          tx,
          by,
          op,
          kind,
          id,
          commitmentId,
          version,
        ]),
      ).toEqual([
        [1, 1, "tester", "create", "party", "AAA", null, 1],
        [2, 1, "tester", "create", "source", source.id, null, 1],
        [3, 3, "other", "create", "commitment", commitment.id, commitment.id, 1],
        [4, 3, "other", "create", "event", idOf("event", 1), commitment.id, 1],
        [5, 5, "tester", "delete", "source", source.id, null, 2],
      ]);
      expect(lines.every(({ at }) => at === stamp.at)).toBe(true);
    });

    it("is a chain: each line's hash follows from the line and the hash before it, and head is its end", async () => {
      const store = held();
      await seed(store, [
        creation(1),
        change("create", "commitment", { ...commitment, progress: 1 / 3, title: "«五月»" }),
      ]);
      await store.apply([change("update", "source", { ...source, version: 1, title: "später" })], stamp);
      const lines = await ledger(store);
      let previous = "";
      for (const line of lines) {
        expect(line.hash).toBe(hashLine(line, previous));
        previous = line.hash;
      }
      expect(await store.head()).toEqual({ seq: lines.length, at: stamp.at, hash: previous });
      const forged = { ...lines[1], by: "someone else" } as Line;
      expect(hashLine(forged, lines[0]?.hash ?? "")).not.toBe(forged.hash);
    });

    it("keeps every state of a record, and the revisions of a commitment, newest first", async () => {
      const store = held();
      await seed(store, [
        creation(1),
        change("create", "commitment", commitment),
        change("create", "event", makeEvent(1)),
      ]);
      for (const version of [1, 2, 3])
        await store.apply(
          [change("update", "commitment", { ...commitment, version, title: `title ${version + 1}` })],
          stamp,
        );
      const revisions = await store.revisions(commitment.id, { limit: 3 });
      expect(revisions.map((line) => [line.version, line.data.title])).toEqual([
        [4, "title 4"],
        [3, "title 3"],
        [2, "title 2"],
      ]);
      const older = await store.revisions(commitment.id, { before: revisions[2]?.seq ?? 0, limit: 3 });
      expect(older.map((line) => line.data)).toEqual([{ ...commitment, version: 1 }]);
      const states = [1, 3, 5].map((version) => ({ kind: "commitment" as const, id: commitment.id, version }));
      expect((await store.linesAt(states)).map(({ version }) => version)).toEqual([1, 3]);
      expect(await store.linesOf([])).toEqual([]);
      expect((await store.linesOf([1, 5])).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    });
  });

  it("keeps every word and every order of members as given", async () => {
    const words = [
      `"quoted" 'single' \`; drop table parties; --`,
      "👩🏽‍🚀 e\u0301 \u202eright to left",
      "吉尔吉斯斯坦\n\t今年",
      " edge ",
      "%_\\",
      "{}",
    ];
    const names = { zh: "吉尔吉斯斯坦", ab: "a", ru: "Кыргызстан", en: words[0] ?? "" };
    const store = held();
    const sources = words.map((title, n) => change("create", "source", { ...makeSource(n), title, author: title }));
    await store.apply([...sources, change("create", "party", makeParty("KGZ", { names }))], stamp);
    expect((await everything(store, "source")).map(({ title, author }) => [title, author])).toEqual(
      words.map((word) => [word, word]),
    );
    expect(Object.entries((await store.get("party", "KGZ"))?.names ?? {})).toEqual(Object.entries(names));
    const line = (await ledger(store)).at(-1) as Line<"party">;
    expect(Object.entries(line.data.names)).toEqual(Object.entries(names));
  });
}
