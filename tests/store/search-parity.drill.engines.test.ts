import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Commitment } from "../../src/domain/commitment.ts";
import { parseSearch, type Search, type Term } from "../../src/domain/search/search-query.ts";
import { tokenise } from "../../src/domain/search/tokens.ts";
import type { Filter } from "../../src/store/port/query.ts";
import type { Change, Store } from "../../src/store/port/store.ts";
import { all, type Both, openBoth, same, walk } from "../helpers/both-engines.ts";
import { words, worldOf, writeWorld } from "../helpers/random-records.ts";
import { change, makeCommitment, makeParty, stamp } from "../helpers/stored-records.ts";

/** What a search should find, worked out the plain way: every text of every commitment is looked through. */

interface Texts {
  commitment: Commitment;
  title: string[];
  labels: string[];
  names: string[];
  body: string[];
}

function has({ words: asked, isPrefix }: Term, texts: readonly string[]): boolean {
  const last = asked.length - 1;
  return texts.some((text) => {
    const found = tokenise(text).map(({ word }) => word);
    const fits = (n: number, at: number) =>
      n === last && isPrefix ? (found[at]?.startsWith(asked[n] ?? "") ?? false) : found[at] === asked[n];
    return found.some((_, at) => asked.every((_word, n) => fits(n, at + n)));
  });
}

const anywhere = ({ title, labels, names, body }: Texts) => [...title, ...labels, ...names, ...body];

function tierOf({ all: asked }: Search, texts: Texts): number {
  if (asked.length === 0) return 0;
  if (asked.every((term) => has(term, texts.title))) return 0;
  if (asked.some((term) => has(term, texts.title))) return 1;
  return asked.some((term) => has(term, [...texts.labels, ...texts.names])) ? 2 : 3;
}

function expected(search: Search, everything: readonly Texts[]): string[] {
  const found = everything.filter(
    (texts) =>
      search.all.every((term) => has(term, anywhere(texts))) && !search.none.some((term) => has(term, anywhere(texts))),
  );
  const key = (texts: Texts) => [tierOf(search, texts), texts.commitment.statedEarliest, texts.commitment.id] as const;
  const later = (a: string | null, b: string | null) => (a === b ? 0 : a === null ? 1 : b === null || a > b ? -1 : 1);
  return found
    .map(key)
    .toSorted((a, b) => a[0] - b[0] || later(a[1], b[1]) || later(a[2], b[2]))
    .map(([, , id]) => id);
}

async function textsIn(store: Store): Promise<Texts[]> {
  const quotes = new Map((await store.list("quote", { limit: all })).rows.map((quote) => [quote.id, quote]));
  const parties = new Map((await store.list("party", { limit: all })).rows.map((party) => [party.code, party]));
  const parts = [
    ...(await store.list("event", { limit: all })).rows,
    ...(await store.list("milestone", { limit: all })).rows,
  ];
  return (await store.list("commitment", { limit: all })).rows.map((commitment) => {
    const own = parts.filter(({ commitmentId }) => commitmentId === commitment.id);
    const shown = own.flatMap(({ evidence }) => evidence.flatMap(({ quoteId }) => quoteId ?? []));
    return {
      commitment,
      title: [commitment.title],
      labels: commitment.tags,
      names: commitment.parties.flatMap(({ party }) => {
        const { name = "", names = {}, aliases = [] } = parties.get(party) ?? {};
        return [party, name, ...Object.values(names), ...aliases];
      }),
      body: [
        commitment.summary ?? "",
        ...commitment.conditions.map(({ text }) => text),
        ...commitment.targets.map(({ indicator }) => indicator),
        ...[...commitment.quotes, ...shown].flatMap((id) => [
          quotes.get(id)?.exact ?? "",
          quotes.get(id)?.translation ?? "",
        ]),
        ...own.flatMap((part) => [part.title, ("description" in part ? part.description : part.test) ?? ""]),
      ],
    };
  });
}

/** A search with the parties that its words name, as services look them up. */
async function resolved(store: Store, { all: asked, none }: Search): Promise<Search> {
  const named = async (term: Term) => {
    const search = { all: [{ ...term, field: "title" as const }], none: [] };
    const { rows } = await store.list("party", { filters: [{ search }], limit: all });
    return { ...term, parties: rows.map(({ code }) => code) };
  };
  return { all: await Promise.all(asked.map(named)), none: await Promise.all(none.map(named)) };
}

/** Places all over the Earth, and sectors. */
async function placed(store: Store): Promise<void> {
  const degrees = [-180, -179.9, -75, 0, 12.5, 78.4, 179.9, 180];
  const changes = (await store.list("commitment", { limit: all })).rows.map((commitment, n): Change => {
    const [lon = 0, lat = 0] = [degrees[n % 8], (degrees[(n * 3) % 8] ?? 0) / 2];
    const location = n % 5 === 0 ? null : { type: "Point" as const, coordinates: [lon, lat] as [number, number] };
    const sectors = [{ vocabulary: n % 2 ? "OECD-DAC" : "own", code: `${n % 3}` }];
    return change("update", "commitment", { ...commitment, location, sectors });
  });
  await store.apply(changes, { by: "tester", at: "2026-02-01T00:00:00.000Z" });
}

const held: { both?: Both; everything: Texts[] } = { everything: [] };
const both = () => held.both as Both;
beforeAll(async () => {
  held.both = await openBoth();
  for (const store of [held.both.sqlite, held.both.postgresql]) {
    await writeWorld(store, worldOf(11));
    await placed(store);
  }
  held.everything = await textsIn(held.both.sqlite);
});
afterAll(() => held.both?.close());

/** Queries of words that are there, whole, in part or in a row, and of others. */
const queryOf = (everything: readonly Texts[]) => {
  const present = everything.flatMap(anywhere).filter((text) => text !== "");
  const part = fc.tuple(fc.constantFrom(...present), fc.nat(3), fc.nat(6)).map(([text, from, size]) =>
    Array.from(text)
      .slice(from, from + size + 1)
      .join(""),
  );
  const one = fc.oneof(fc.constantFrom(...present), part, words);
  const shaped = fc.tuple(one, fc.constantFrom("", "-", '"', '-"'), fc.constantFrom("", "*", '"')).map((parts) => {
    const [text, before, after] = parts;
    return before + text + after;
  });
  return fc.array(shaped, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" "));
};

describe("SQLite and PostgreSQL", () => {
  it("find what a reading of every text finds, in the same order, however long the pages", async () => {
    await fc.assert(
      fc.asyncProperty(queryOf(held.everything), fc.integer({ min: 1, max: 7 }), async (q, limit) => {
        const search = await same(both(), (store) => resolved(store, parseSearch(q)));
        const query = { filters: [{ search }], ranked: true, limit };
        const rows = await walk(both(), query, (store, page) => store.list("commitment", page));
        expect(rows.map(({ id }) => id)).toEqual(expected(search, held.everything));
        expect(await same(both(), (store) => store.count("commitment", [{ search }], all))).toBe(rows.length);
      }),
      { numRuns: 30 },
    );
  });

  it("find what lies near, as the haversine formula has it", async () => {
    const radians = (angle: number) => (angle * Math.PI) / 180;
    const distance = (a: [number, number], b: [number, number]) => {
      const [dLon, dLat] = [radians(b[0] - a[0]), radians(b[1] - a[1])];
      const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * Math.sin(dLon / 2) ** 2;
      return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
    };
    const lat = fc.oneof(fc.constantFrom(90, -90, 0), fc.integer({ min: -90, max: 90 }));
    const lon = fc.oneof(fc.constantFrom(180, -180, 179.95), fc.integer({ min: -180, max: 180 }));
    const circle = fc.record({ lat, lon, km: fc.constantFrom(0.5, 30, 500, 2500.5, 12_000, 20_040) });
    await fc.assert(
      fc.asyncProperty(circle, async (near) => {
        const filters: Filter[] = [{ near }];
        const { rows } = await same(both(), (store) => store.list("commitment", { filters, limit: all }));
        const inside = held.everything.flatMap(({ commitment: { id, location } }) =>
          location && distance([near.lon, near.lat], location.coordinates) <= near.km ? [id] : [],
        );
        expect(rows.map(({ id }) => id)).toEqual(inside.toSorted());
      }),
      { numRuns: 50 },
    );
  });

  it("find sectors by code, and by vocabulary and code", async () => {
    for (const to of [["1"], ["own:1"], ["OECD-DAC:0", "2"], ["none"]]) {
      for (const not of [false, true]) {
        const filters: Filter[] = [{ link: "sector", to, not }];
        const { rows } = await same(both(), (store) => store.list("commitment", { filters, limit: all }));
        const those = held.everything.filter(
          ({ commitment: { sectors } }) =>
            sectors.some(({ vocabulary, code }) => to.includes(code) || to.includes(`${vocabulary}:${code}`)) !== not,
        );
        expect(rows.map(({ id }) => id)).toEqual(those.map(({ commitment }) => commitment.id).toSorted());
      }
    }
  });

  it("hold texts of any length, and find what both can hold", async () => {
    const long = Array.from({ length: 4000 }, (_, n) => `same word${n}`).join(" ");
    const party = makeParty("LONG", { name: "Long" });
    const commitment = makeCommitment(900, {
      title: "x".repeat(300),
      summary: long,
      parties: [{ party: "LONG", role: "promisor" }],
    });
    for (const q of ["x".repeat(300), "same", "word1", "word3999", '"same word200"', '"same word3000"']) {
      if (q.startsWith("xxx")) {
        for (const store of [both().sqlite, both().postgresql])
          await store.apply([change("create", "party", party), change("create", "commitment", commitment)], {
            ...stamp,
            at: "2026-03-01T00:00:00.000Z",
          });
      }
      await same(both(), (store) =>
        store.list("commitment", { filters: [{ search: parseSearch(q) }], ranked: true, limit: all }),
      );
    }
  });
});
