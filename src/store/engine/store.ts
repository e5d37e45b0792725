import type { Columns } from "../columns/columns.ts";
import { type KeptColumns, keepColumns } from "../columns/kept.ts";
import { matching } from "../columns/match.ts";
import { firstStatedOf, seriesOf } from "../columns/series.ts";
import { tallyOf } from "../columns/tally.ts";
import type { Entities, Kind } from "../port/entities.ts";
import type { Filter, Query, Slice } from "../port/query.ts";
import type { Head, Moment, Store } from "../port/store.ts";
import { sql } from "../schema/sql.ts";
import { amounts } from "../sql/amounts.ts";
import { applyChanges } from "../sql/apply.ts";
import { tablesAt } from "../sql/as-of.ts";
import { changeSet, changeSets } from "../sql/change-sets.ts";
import { changesAfter } from "../sql/changed-records.ts";
import { tally } from "../sql/counts.ts";
import { readGrounds } from "../sql/grounds.ts";
import { keepAnswer, remembered, taken } from "../sql/idempotency-keys.ts";
import { addKey, getKey, listKeys, revokeKey, touchKey } from "../sql/keys.ts";
import { readLines } from "../sql/ledger-feed.ts";
import { isDirect } from "../sql/plan.ts";
import { promiseMarksOn } from "../sql/promise-marks.ts";
import { listRanked } from "../sql/ranked-list.ts";
import * as reads from "../sql/read.ts";
import { readAggregate, readParts } from "../sql/records.ts";
import { pathAlong } from "../sql/relation-path.ts";
import { searchedBodies } from "../sql/search.ts";
import { makeSecret, readSecret } from "../sql/secrets.ts";
import { byStatement, firstStated, series } from "../sql/series.ts";
import type { Engine, Steps } from "../sql/statement.ts";
import { timeline } from "../sql/timeline.ts";
import { type DaysOfRows, daysOfRows, turn, turnedOn } from "../sql/turn-of-day.ts";
import { type Dating, dateCommits } from "./dating.ts";
import { addCounts } from "./rate-counts.ts";
import { webhooksOn } from "./webhooks.ts";

/** What the stores of all callers and moments share: what every read asks for. */
interface Shared {
  dating: Dating;
  newest: (engine: Engine) => Promise<Head>;
  days: (engine: Engine) => Promise<DaysOfRows>;
  turned: (engine: Engine) => Promise<number>;
  /** None where no statistics are asked for again and again. */
  columns: KeptColumns | null;
}

function sharedOn(engine: Engine, dating: Dating, columns: KeptColumns | null = null): Shared {
  return {
    dating,
    columns,
    newest: untilWritten(engine, reads.liveHead),
    days: untilWritten(engine, () => daysOfRows(engine.tables)),
    turned: untilWritten(engine, () => turnedOn(engine.tables)),
  };
}

/** A read that is remembered where it is known that nobody has written since. */
function untilWritten<T>({ commits }: Engine, read: () => Steps<T>): (engine: Engine) => Promise<T> {
  if (commits === undefined) return (engine) => engine.read(read());
  const known: { commits?: number; answer?: T } = {};
  return async (engine) => {
    const now = commits();
    if (known.commits !== now) Object.assign(known, { answer: await engine.read(read()), commits: now });
    return known.answer as T;
  };
}

/** A store that is asked for statistics all the time: what they count is kept in memory. */
export const storeWithColumns = (engine: Engine): Store =>
  storeOn(engine, {}, sharedOn(engine, dateCommits(engine), keepColumns(engine)));

const judged = ["event", "milestone", "assessment"] as const;

/** The store port over an engine: every method is one generator, run by it. */
export function storeOn(
  engine: Engine,
  moment: Moment = {},
  shared: Shared = sharedOn(engine, dateCommits(engine)),
): Store {
  const { dating, newest, days, turned, columns } = shared;
  const tables = tablesAt(engine.tables, moment);
  const isPast = tables !== engine.tables;
  /** `isLong`: what may look at everything keeps nobody waiting but others of its kind. */
  const run = <T>(steps: Steps<T>, filters: readonly Filter[], isLong: boolean): Promise<T> => {
    if (filters.some((filter) => "search" in filter)) return engine.aside(steps, "searching");
    return isLong && !engine.isShared ? engine.aside(steps, "listing") : engine.read(steps);
  };
  const find = <T>(steps: Steps<T>, kind: Kind, { filters = [], sort }: Pick<Query, "filters" | "sort">): Promise<T> =>
    run(steps, filters, kind === "commitment" && !isDirect(tables, filters, sort));
  /** What is counted in memory, if that is possible: null else. */
  const inMemory = async <T>(count: (of: Columns) => T | null, day?: string): Promise<T | null> => {
    if (isPast || columns === null) return null;
    const found = await columns.at({ head: await newest(engine), turned: await turned(engine) }, day);
    return found && count(found);
  };
  const countInMemory = (kind: Kind, filters: readonly Filter[], atMost: number) =>
    kind === "commitment" && filters.length > 0 && atMost === reads.everything
      ? inMemory((of) => matching(of, filters)?.length ?? null)
      : null;
  return {
    get: (kind, key, options) => engine.read(reads.get(tables, kind, key, options?.deleted ?? false)),
    getMany: async (kind, keys) => (keys.length === 0 ? [] : engine.read(reads.getMany(tables, kind, keys))),
    list: <K extends Kind>(kind: K, query: Query) =>
      find(
        (query.ranked ? listRanked(tables, query) : reads.list(tables, kind, query)) as Steps<Slice<Entities[K]>>,
        kind,
        query,
      ),
    parts: (id) => engine.read(readParts(tables, judged, [id])),
    aggregate: (key) => engine.read(readAggregate(tables, judged, key)),
    grounds: (of) => engine.read(readGrounds(tables, of)),
    searchedBodies: (commitments) => engine.read(searchedBodies(tables, commitments)),
    listFields: (kind, query, fields) => find(reads.listFields(tables, kind, query, fields), kind, query),
    count: async (kind, filters, atMost) =>
      (await countInMemory(kind, filters, atMost)) ??
      find(reads.count(tables, kind, filters, atMost), kind, { filters }),
    referencesTo: (kind, key, limit) => engine.read(reads.referencesTo(tables, kind, key, limit)),
    path: (type, ends) => engine.read(pathAlong(tables, type, ends)),
    timeline: (query) => {
      const { commitmentId, filters = [] } = query;
      return run(timeline(tables, query), filters, commitmentId === undefined && filters.length > 0);
    },
    tally: async (query) =>
      (await inMemory((of) => tallyOf(of, query), query.day)) ?? engine.aside(tally(tables, query), "counting"),
    series: async (query) =>
      (await inMemory((of) => seriesOf(of, query), query.day)) ?? engine.aside(series(tables, query), "counting"),
    firstStated: async (filters) =>
      (await inMemory((of) => firstStatedOf(of, filters))) ??
      find(firstStated(tables, filters), "commitment", { filters, sort: byStatement }),
    amounts: (query) => engine.aside(amounts(tables, query), "counting"),
    revisions: (id, page) => engine.read(reads.revisions(tables, id, page)),
    linesOfParts: (id, between) => engine.read(reads.linesOfParts(tables, id, between)),
    linesOf: (transactions) => engine.read(reads.linesOf(tables, transactions)),
    changeSets: (query) => engine.read(changeSets(engine.tables, query)),
    changeSet: (id) => engine.read(changeSet(engine.tables, id)),
    linesAt: (states) => engine.read(reads.linesAt(tables, states)),
    purgeOf: (kind, id) => engine.read(reads.purgeOf(tables, kind, id)),
    lines: (query) => engine.read(readLines(tables, query)),
    head: () => (isPast ? engine.read(reads.head(tables)) : newest(engine)),
    changesAfter: (line, atMost) => engine.read(changesAfter(tables, line, atMost)),
    isOf: async (day) => {
      const { last, next } = await days(engine);
      return last <= day && day < next;
    },
    turn: async (day) => {
      if (day >= (await days(engine)).next) await engine.write(() => turn(engine.tables, day));
    },
    headAt: (instant) => dating.headAt(instant, engine),
    at: (other) => storeOn(engine, other, shared),
    // A ping is shared by all who ask meanwhile, so it does not end with the first of them.
    for: (caller) => ({ ...storeOn(engine.for(caller), moment, shared), ping: () => engine.read(ping()) }),
    apply: async (changes, stamp) => {
      if (isPast) throw new Error("the past cannot be written");
      if (changes.length === 0) return [];
      return dating.write(stamp, (at) => engine.write(() => applyChanges(tables, changes, at)));
    },
    exclusively: (work) => dating.alone(engine, (own, dates) => work(storeOn(own, {}, sharedOn(own, dates)))),
    taken: (which, now) => engine.read(taken(tables, which, now)),
    remembered: (principal, at) => engine.read(remembered(tables, principal, at)),
    keepAnswer: (request) => engine.write(() => keepAnswer(tables, request)),
    getKey: (id) => engine.read(getKey(tables, id)),
    listKeys: (page) => engine.read(listKeys(tables, page)),
    addKey: (key, how) => engine.write(() => addKey(tables, key, how ?? {})),
    revokeKey: (id, at) => engine.write(() => revokeKey(tables, id, at)),
    touchKey: (id, times) => engine.write(() => touchKey(tables, id, times)),
    webhooks: webhooksOn(engine),
    promiseMarks: promiseMarksOn(engine),
    addCounts: (counts) => addCounts(engine, counts),
    secret: async (name) => {
      const known = await engine.read(readSecret(tables, name));
      return Buffer.from(known ?? (await engine.write(() => makeSecret(tables, name))), "base64url");
    },
    erase: () => engine.erase(),
    ping: () => engine.read(ping()),
    load: () => engine.load(),
    close: () => engine.close(),
  };
}

function* ping() {
  yield sql`select 1`;
}
