import { hash } from "node:crypto";
import fc from "fast-check";
import { boundsOf } from "../../src/dates/edtf.ts";
import { Corroboration, Fulfilment } from "../../src/domain/codelists/codelists.ts";
import type { Due } from "../../src/domain/due.ts";
import { judge } from "../../src/domain/phases.ts";
import type { Change, Store } from "../../src/store/port/store.ts";
import {
  change,
  idOf,
  makeAssessment,
  makeCommitment,
  makeDue,
  makeEvent,
  makeMilestone,
  makeParty,
  makeQuote,
  makeRelation,
  makeSnapshot,
  makeSource,
} from "./stored-records.ts";

/** Random records that point at each other, in words that engines might sort, fold or store differently. */

const awkward = [
  "Éclair",
  "éclair",
  "ECLAIR",
  "e\u0301clair",
  "zebra",
  "Ёлка",
  "ёж",
  "Жар",
  "中国",
  "吉尔吉斯斯坦",
  "🚂",
  "👩‍👩‍👧",
];
const odd = [
  'O\'Brien "said"',
  "a\\b",
  "100%_",
  "Straße",
  "STRASSE",
  "İstanbul",
  "ı",
  "ﬀ",
  "\uffee",
  "$1 ? :x",
  "-1",
  "2",
  "10",
  "a\tb\nc",
  "\u2028",
];
export const words = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...awkward, ...odd) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }) },
);
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(model, { noNullPrototype: true });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });
const dates = [
  "2023",
  "2023-05",
  "2023-05-26",
  "2024~",
  "2024-02-29",
  "2023-06/2023-12",
  "2026/..",
  "../2025",
  "2022-11-30",
];
export const date = fc.constantFrom(...dates);
export const day = fc.constantFrom("2022-06-01", "2023-05-26", "2023-12-31", "2024-01-01", "2025-12-31", "2030-01-01");
const due: fc.Arbitrary<Due | null> = maybe(
  fc.oneof(
    date.map(makeDue),
    words.map((text) => ({ ...nowhere, text, basis: "none" as const })),
  ),
);
const nowhere = { edtf: null, earliest: null, latest: null };
const nth = fc.nat({ max: 1000 });
const ratio = fc.constantFrom(0, 1, 0.1, 1 / 3, 2 / 3, 0.30000000000000004);
const statuses = ["stated", "agreed", "implementing", "completed", "cancelled", "lapsed"] as const;
const list = <T>(arbitrary: fc.Arbitrary<T>, size: number) => fc.array(arbitrary, { minLength: size, maxLength: size });

const party = record({
  name: words,
  names: fc.dictionary(fc.constantFrom("ru", "zh", "ky"), words, { noNullPrototype: true }),
  parent: maybe(nth),
});
const source = record({
  title: words,
  publisher: maybe(words),
  author: maybe(words),
  on: maybe(date),
  issuers: fc.uniqueArray(nth, { maxLength: 3 }),
});
const quote = record({
  source: nth,
  exact: words,
  start: maybe(nth),
  translation: maybe(words),
  speaker: maybe(nth),
  name: maybe(words),
});
const commitment = record({
  title: words,
  summary: maybe(words),
  status: fc.constantFrom(...statuses),
  firmness: fc.constantFrom("hope" as const, "intend" as const, "pledge" as const),
  statedOn: date,
  statusSince: date,
  due,
  originalDue: due,
  done: maybe(date),
  progress: maybe(ratio),
  restatements: fc.nat({ max: 3 }),
  tags: fc.uniqueArray(words, { maxLength: 3 }),
  roles: fc.uniqueArray(fc.tuple(nth, fc.constantFrom("promisor" as const, "promisee" as const)), {
    minLength: 1,
    maxLength: 3,
  }),
  quotes: fc.uniqueArray(nth, { maxLength: 2 }),
});
const part = record({
  commitment: nth,
  title: words,
  text: maybe(words),
  date,
  due,
  source: nth,
  quote: maybe(nth),
  weight: ratio,
});

const judgement = record({
  commitment: fc.nat({ max: 5 }),
  fulfilment: fc.constantFrom("limited" as const, "full" as const, "contradicted" as const, "not_assessed" as const),
  origin: fc.constantFrom("self_reported" as const, "counterpart" as const, "independent" as const),
  assessor: words,
  rationale: maybe(words),
  on: date,
  party: maybe(nth),
  source: nth,
  quote: maybe(nth),
});
const tie = record({
  from: fc.nat({ max: 28 }),
  distance: nth,
  type: fc.constantFrom("depends_on" as const, "part_of" as const, "supersedes" as const, "conflicts_with" as const),
  note: maybe(words),
});

const everything = record({
  parties: list(party, 8),
  sources: list(source, 8),
  quotes: list(quote, 16),
  commitments: list(commitment, 30),
  events: list(part, 40),
  milestones: list(part, 25),
  assessments: list(judgement, 20),
  relations: list(tie, 20),
});
export type World = typeof everything extends fc.Arbitrary<infer W> ? W : never;

/** The world of a seed: the same one every time, and short to name when a test fails on it. */
export function worldOf(seed: number): World {
  return fc.sample(everything, { seed, numRuns: 1 })[0] as World;
}

const sourceId = (n: number) => idOf("source", n % 8);
const quoteId = (n: number) => idOf("quote", n % 16);
const codes = ["AAA", "BBB", "CN-XJ", "SCO", "eu", "Zed", "a-b", "Z9"] as const;
const code = (n: number) => codes[n % codes.length] ?? "AAA";
const unique = <T>(items: readonly T[]) => [...new Set(items)];

const types = ["culture", "trade", "energy"] as const;
const sectors = [
  { vocabulary: "OECD-DAC", code: "21030" },
  { vocabulary: "ISIC", code: "x:y" },
  { vocabulary: "OECD-DAC", code: "16066" },
];
const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** What the nth waits for, and who looked when: some of everything. */
function cared(n: number) {
  const condition = (state: "pending" | "met" | "failed", decidedOn: string | null) => ({
    ...{ id: idOf("quote", 900 + n), text: "if ratified", state, decidedOn, evidence: [] },
  });
  return {
    conditions: [
      ...(n % 5 === 1 ? [condition("pending", null)] : []),
      ...(n % 5 === 2 ? [condition("met", "2025-01-15")] : []),
      ...(n % 11 === 3 ? [condition("failed", "2024-06")] : []),
    ],
    reviewedOn: n % 3 === 0 ? null : n % 3 === 1 ? "2024-06-30" : "2026-01-01",
    nextReviewOn: n % 7 === 0 ? "2027-01-01" : null,
  };
}

/** What commitments are counted by: of the nth, some of everything. */
const sorted = (n: number) => ({
  type: at(types, n),
  fulfilment: at(Fulfilment.options, n * 3),
  fulfilmentSelfReported: at(Fulfilment.options, n * 2),
  fulfilmentIndependent: at(Fulfilment.options, Math.floor(n / 2)),
  corroboration: at(Corroboration.options, n),
  sectors: [...sectors.slice(0, n % 4), ...sectors.slice(0, n % 2)],
});

/** Everything new, each kind after those that it points at. */
function creations(w: World): Change[][] {
  const evidence = (of: { source: number; quote: number | null }) => [
    { sourceId: sourceId(of.source), quoteId: of.quote === null ? null : quoteId(of.quote) },
  ];
  const bounds = (edtf: string | null) => (edtf === null ? { earliest: null, latest: null } : boundsOf(edtf));
  return [
    w.parties.map(({ parent, ...of }, n) =>
      change("create", "party", makeParty(code(n), { ...of, parent: parent === null ? null : code(parent % 8) })),
    ),
    w.sources.map(({ on, issuers, ...of }, n) => {
      const { earliest: publishedEarliest, latest: publishedLatest } = bounds(on);
      const issuedBy = unique(issuers.map(code));
      return change(
        "create",
        "source",
        makeSource(n, { ...of, publishedOn: on, publishedEarliest, publishedLatest, issuedBy }),
      );
    }),
    w.sources.map(({ title }, n) =>
      change(
        "create",
        "snapshot",
        makeSnapshot(n, sourceId(n), { text: n % 2 === 0 ? title : null, sha256: hash("sha256", title) }),
      ),
    ),
    w.quotes.map(({ source: from, speaker, name, ...of }, n) => {
      const said =
        speaker === null && name === null
          ? null
          : { party: speaker === null ? null : code(speaker), name, office: null };
      const edition = {
        display: n % 3 === 0 ? of.exact : null,
        locator: n % 4 === 0 ? { page: `${n}`, article: of.exact, paragraph: null } : null,
        matched: n % 2 === 0 ? ("folded" as const) : null,
      };
      return change("create", "quote", makeQuote(n, sourceId(from), { ...of, ...edition, speaker: said }));
    }),
    w.commitments.map(({ done, roles, quotes, ...of }, n) => {
      const parties = roles.map(([party, role]) => ({ party: code(party), role }));
      const when = done === null ? null : { edtf: done, ...boundsOf(done) };
      return change(
        "create",
        "commitment",
        makeCommitment(n, {
          ...of,
          ...sorted(n),
          ...cared(n),
          done: when,
          parties,
          quotes: unique(quotes.map(quoteId)),
        }),
      );
    }),
    w.events.map((of, n) => {
      const { title, text: description, date: on, due: sets } = of;
      const commitmentId = idOf("commitment", of.commitment % 30);
      return change(
        "create",
        "event",
        makeEvent(n, { commitmentId, title, description, date: on, due: sets, evidence: evidence(of) }),
      );
    }),
    w.milestones.map((of, n) => {
      const { title, text: test, due: by, weight } = of;
      const commitmentId = idOf("commitment", of.commitment % 30);
      const metOn = n % 2 === 0 ? of.date : null;
      const { earliest: metEarliest, latest: metLatest } = bounds(metOn);
      return change(
        "create",
        "milestone",
        makeMilestone(n, {
          commitmentId,
          title,
          test,
          weight,
          due: by,
          metOn,
          metEarliest,
          metLatest,
          evidence: evidence(of),
        }),
      );
    }),
    w.assessments.map(({ commitment: whose, party: scored, source: from, quote: words, ...of }, n) => {
      const earlier = w.assessments.findIndex((other, at) => at % 3 === 0 && at < n && other.commitment === whose);
      return change(
        "create",
        "assessment",
        makeAssessment(n, {
          ...of,
          commitmentId: idOf("commitment", whose),
          party: scored === null ? null : code(scored),
          evidence: evidence({ source: from, quote: words }),
          supersedes: n % 3 === 1 && earlier !== -1 ? idOf("assessment", earlier) : null,
        }),
      );
    }),
    w.relations.map(({ from, distance, ...of }, n) =>
      change(
        "create",
        "relation",
        makeRelation(n, { ...of, from: idOf("commitment", from), to: idOf("commitment", later(from, distance)) }),
      ),
    ),
  ];
}

/** A later commitment than this one, so that no circle closes; none of those that are taken away below. */
function later(from: number, distance: number): number {
  const to = from + 1 + (distance % (29 - from));
  return to % 7 === 0 ? to + 1 : to;
}

/** Writes a world, then revises every third record of its commitments, takes some away and brings some back. */
export async function writeWorld(store: Store, w: World): Promise<void> {
  const clock = { hour: 0 };
  const apply = (changes: Change[]) => {
    clock.hour += 1;
    return store.apply(changes, { by: "Айгүл", at: new Date(Date.UTC(2026, 0, 1, clock.hour)).toISOString() });
  };
  for (const changes of creations(w)) await apply(await judged(store, changes));
  const next = ({ kind, entity }: Change, op: Change["op"]) =>
    ({ op, kind, entity: { ...entity, version: entity.version + 1 } }) as Change;
  const [, , , , commitments = [], events = [], milestones = []] = creations(w);
  const every = (of: Change[], step: number) => of.filter((_, n) => n % step === 0);
  await apply(every(events, 3).map((event) => next(event, "update")));
  await apply(every(milestones, 5).map((milestone) => next(milestone, "delete")));
  const gone = every(commitments, 7).map((commitment) => next(commitment, "delete"));
  await apply(gone);
  await apply(
    await judged(
      store,
      every(gone, 2).map((commitment) => next(commitment, "restore")),
    ),
  );
  const { rows } = await store.list("commitment", { limit: 1000 });
  await apply(
    await judged(
      store,
      rows.map((commitment) => change("update", "commitment", commitment)),
    ),
  );
}

/** Commitments among these changes with what follows from their timelines, as the services write it. */
async function judged(store: Store, changes: readonly Change[]): Promise<Change[]> {
  const all = { limit: 1000 };
  const [events, milestones] = [(await store.list("event", all)).rows, (await store.list("milestone", all)).rows];
  const assessments = (await store.list("assessment", all)).rows;
  const sourceOf = new Map((await store.list("quote", all)).rows.map(({ id, sourceId }) => [id, sourceId]));
  const issuers = new Map((await store.list("source", all)).rows.map(({ id, issuedBy }) => [id, issuedBy]));
  return changes.map((one): Change => {
    if (one.kind !== "commitment" || one.op === "purge") return one;
    const commitment = one.entity;
    const of = ({ commitmentId }: { commitmentId: string }) => commitmentId === commitment.id;
    const aggregate = {
      commitment,
      events: events.filter(of),
      milestones: milestones.filter(of),
      assessments: assessments.filter(of),
    };
    const quoted = commitment.quotes.flatMap((id) => sourceOf.get(id) ?? []);
    return { ...one, ...judge(aggregate, { quoted, issuers }, "2026-01-01") };
  });
}
