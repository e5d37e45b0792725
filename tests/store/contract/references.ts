import { describe, expect, it } from "vitest";
import type { Change, Store } from "../../../src/store/port/store.ts";
import { conflictOf, seed, storeForEach } from "../../helpers/store-for-each.ts";
import {
  change,
  idOf,
  makeCommitment,
  makeEvent,
  makeMilestone,
  makeParty,
  makeQuote,
  makeSource,
  stamp,
} from "../../helpers/stored-records.ts";

const evidence = (n: number, quote: number | null = null) => [
  { sourceId: idOf("source", n), quoteId: quote === null ? null : idOf("quote", quote) },
];
const remove = (n: number, version = 1) => change("delete", "source", { ...makeSource(n), version });
const commitment = makeCommitment(1);
const unused = idOf("source", 99);

/** Two sources, a quote of the first, and a commitment whose event rests on the second, its milestone on the third. */
const whole: Change[] = [
  ...[1, 2, 3, 4].map((n) => change("create", "source", makeSource(n))),
  change("create", "quote", makeQuote(1, idOf("source", 1))),
  change("create", "commitment", { ...commitment, quotes: [idOf("quote", 1)], tags: ["rail"] }),
  change("create", "event", makeEvent(1, { evidence: evidence(2) })),
  change("create", "event", makeEvent(2, { evidence: evidence(4) })),
  change("create", "milestone", makeMilestone(1, { evidence: evidence(3) })),
];

export function references(open: () => Promise<Store>): void {
  const held = storeForEach(open);
  const apply = (...changes: Change[]) => held().apply(changes, stamp);

  describe("a record that points at nothing", () => {
    it.each<[string, Change, string]>([
      ["a party's parent", change("create", "party", makeParty("BBB", { parent: "ZZZ" })), "party ZZZ"],
      ["a source's issuer", change("create", "source", makeSource(9, { issuedBy: ["AAA", "ZZZ"] })), "party ZZZ"],
      [
        "a quote's speaker",
        change(
          "create",
          "quote",
          makeQuote(9, idOf("source", 1), { speaker: { party: "ZZZ", name: null, office: null } }),
        ),
        "party ZZZ",
      ],
      [
        "a commitment's party",
        change("create", "commitment", makeCommitment(9, { parties: [{ party: "ZZZ", role: "promisor" }] })),
        "party ZZZ",
      ],
      [
        "a commitment's quote",
        change("create", "commitment", makeCommitment(9, { quotes: [idOf("quote", 99)] })),
        `quote ${idOf("quote", 99)}`,
      ],
      ["an event's source", change("create", "event", makeEvent(9, { evidence: evidence(99) })), `source ${unused}`],
      [
        "an event's quote",
        change("create", "event", makeEvent(9, { evidence: evidence(1, 99) })),
        `quote ${idOf("quote", 99)}`,
      ],
      [
        "a milestone's source",
        change("create", "milestone", makeMilestone(9, { evidence: evidence(99) })),
        `source ${unused}`,
      ],
    ])("is refused: %s", async (_, creation, missing) => {
      await seed(held(), whole);
      const before = await held().head();
      expect(await conflictOf(apply(creation))).toBe(`missing_reference ${missing}`);
      expect(await held().head()).toEqual(before);
    });

    it("is refused where what it points at is deleted, or is deleted in the same write", async () => {
      await seed(
        held(),
        [1, 2].map((n) => change("create", "source", makeSource(n))),
      );
      await apply(remove(1));
      expect(await conflictOf(apply(change("create", "quote", makeQuote(1, idOf("source", 1)))))).toBe(
        `missing_reference source ${idOf("source", 1)}`,
      );
      const both = apply(change("create", "quote", makeQuote(2, idOf("source", 2))), remove(2));
      expect(await conflictOf(both)).toMatch(/^(missing_reference|in_use) source/);
    });

    it("may point at what a later change of the same write makes", async () => {
      await apply(
        change("create", "source", makeSource(1, { issuedBy: ["BBB"] })),
        change("create", "party", makeParty("BBB")),
      );
      expect(await held().referencesTo("party", "BBB", 5)).toEqual([
        { kind: "source", id: idOf("source", 1), slug: "source-1" },
      ]);
    });
  });

  describe("a record that others point at", () => {
    it("cannot be deleted, and says who does, at most as many as asked for", async () => {
      const store = held();
      await seed(store, whole);
      for (const n of [1, 2, 3]) expect(await conflictOf(apply(remove(n)))).toBe(`in_use source ${idOf("source", n)}`);
      expect(await conflictOf(apply(change("delete", "party", { ...makeParty("AAA"), version: 1 })))).toBe(
        "in_use party AAA",
      );
      expect(await store.referencesTo("party", "AAA", 5)).toEqual([
        { kind: "commitment", id: commitment.id, slug: commitment.slug },
      ]);
      expect(await store.referencesTo("source", idOf("source", 2), 5)).toEqual([
        { kind: "event", id: idOf("event", 1), slug: null },
      ]);
      await apply(...[5, 6, 7].map((n) => change("create", "source", makeSource(n, { issuedBy: ["AAA"] }))));
      expect((await store.referencesTo("party", "AAA", 2)).length).toBe(2);
    });

    it("can be deleted once nothing does, in the same write too", async () => {
      await seed(held(), whole);
      const elsewhere = { ...makeEvent(1, { evidence: evidence(3) }), version: 1 };
      await apply(change("update", "event", elsewhere), remove(2));
      expect(await held().get("source", idOf("source", 2))).toBeNull();
    });
  });

  describe("a deleted commitment", () => {
    const dropped = (version: number) => ({ ...commitment, quotes: [idOf("quote", 1)], tags: ["rail"], version });
    const quote = { ...makeQuote(1, idOf("source", 1)), version: 1 };

    it("is hidden with its links and its own timeline entries, and comes back with all of them", async () => {
      const store = held();
      await seed(store, whole);
      const shown = async () => ({
        record: (await store.get("commitment", commitment.slug))?.id,
        listed: (await store.list("commitment", { limit: 9 })).rows.length,
        count: await store.count("commitment", [], 9),
        tagged: await store.count("commitment", [{ link: "tag", to: ["rail"] }], 9),
        sourced: await store.count("commitment", [{ link: "source", to: [idOf("source", 2)] }], 9),
        entries: (await store.timeline({ limit: 9 })).rows,
        pointing: await store.referencesTo("source", idOf("source", 2), 9),
      });
      const before = await shown();
      expect(before.entries.map(({ entry }) => entry).toSorted()).toEqual(["event", "event", "milestone", "stated"]);
      await apply(change("delete", "commitment", dropped(1)));
      expect(await shown()).toEqual({ listed: 0, count: 0, tagged: 0, sourced: 0, entries: [], pointing: [] });
      expect((await store.get("commitment", commitment.slug, { deleted: true }))?.version).toBe(2);
      await apply(change("restore", "commitment", dropped(2)));
      expect(await shown()).toEqual(before);
      expect(await store.get("commitment", commitment.id, { deleted: true })).toBeNull();
    });

    it("no longer holds its sources; without one of them it cannot come back", async () => {
      await seed(held(), whole);
      await apply(change("delete", "commitment", dropped(1)));
      await apply(remove(2), change("delete", "quote", quote));
      expect(await conflictOf(apply(change("restore", "commitment", dropped(2))))).toMatch(
        /^missing_reference (source|quote)/,
      );
      await apply(change("restore", "quote", { ...quote, version: 2 }));
      expect(await conflictOf(apply(change("restore", "commitment", dropped(2))))).toBe(
        `missing_reference source ${idOf("source", 2)}`,
      );
      await apply(change("restore", "source", { ...makeSource(2), version: 2 }));
      await apply(change("restore", "commitment", dropped(2)));
      expect(await conflictOf(apply(remove(2, 3)))).toBe(`in_use source ${idOf("source", 2)}`);
    });

    it("holds those of a part that is added in the write in which it comes back", async () => {
      await seed(held(), whole);
      await apply(change("delete", "commitment", dropped(1)));
      await apply(
        change("create", "event", makeEvent(3, { evidence: evidence(1) })),
        change("restore", "commitment", dropped(2)),
      );
      const pointing = await held().referencesTo("source", idOf("source", 1), 10);
      expect(pointing.map(({ kind }) => kind)).toEqual(["event", "quote"]);
    });

    it("does not hold the sources of its deleted events once it is back", async () => {
      await seed(held(), whole);
      await apply(change("delete", "event", { ...makeEvent(2, { evidence: evidence(4) }), version: 1 }));
      await apply(change("delete", "commitment", dropped(1)));
      await apply(change("restore", "commitment", dropped(2)));
      await apply(remove(4));
      const back = apply(change("restore", "event", { ...makeEvent(2, { evidence: evidence(4) }), version: 2 }));
      expect(await conflictOf(back)).toBe(`missing_reference source ${idOf("source", 4)}`);
    });
  });
}
