import type { Column } from "drizzle-orm";
import { addDays } from "../../dates/calendar.ts";
import { type Entry, entryKinds, type Slice, type TimelineQuery } from "../port/query.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import { dialectOf, tables as live, type Tables } from "../schema/tables.ts";
import { inRanges, orderBy, type Range, slice } from "./order.ts";
import { timelineMatches } from "./plan.ts";
import type { Row } from "./row.ts";
import { decode, type Steps, selectFrom } from "./statement.ts";
import { columnOf, overlap } from "./where.ts";
import { widthDays } from "./width.ts";

/** The places on the timeline, in their order: of one commitment, or of all that match. */
export function* timeline(tables: Tables, query: TimelineQuery): Steps<Slice<Entry>> {
  const { commitmentId, descending = false, limit } = query;
  const order = ["at", "latestKey", "recordedAt", "id"].map((field) => ({ column: of(tables, field), descending }));
  const rows = yield* inRanges({ order, after: query.after, enough: limit + 1 }, function* (range, atMost) {
    if (commitmentId === undefined) return yield* ofAll(tables, query, { range, atMost });
    return yield places(tables, query, { range, atMost, where: sql`${of(tables, "commitmentId")} = ${commitmentId}` });
  });
  return slice(rows, limit, order, (row) => decode(row, tables.timeline, hidden) as unknown as Entry);
}

const hidden: ReadonlySet<string> = new Set(["latestKey", "width", "sinceSeq"]);
const of = (tables: Tables, field: string): Column => columnOf(tables, "timeline", field);
const and = sql.raw(" and ");

/** So many of the first rows of a range. `isFree`: few, which no index need put in order. */
interface Some {
  range: Range;
  atMost: number;
  where: SQL;
  isFree?: boolean;
}

function places(tables: Tables, query: TimelineQuery, { range, atMost, where, isFree = false }: Some): SQL {
  const { entries, from, to } = query;
  const entry = of(tables, "entry");
  const conditions = [where, range.where(isFree)];
  if (entries) conditions.push(among(sql`${entry}`, entries));
  if (from !== undefined || to !== undefined) {
    const days = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    conditions.push(overlap({ earliest: of(tables, "earliest"), latest: of(tables, "latest") }, days));
    if (to !== undefined)
      conditions.push(sql`(${entry} not in ('due', 'original_due') or ${of(tables, "at")} <= ${to})`);
  }
  return sql`${selectFrom(tables.timeline)} where ${sql.join(conditions, and)}
    order by ${orderBy(range.order, isFree)} limit ${atMost}`;
}

function* ofAll(tables: Tables, query: TimelineQuery, some: Omit<Some, "where">): Steps<Row[]> {
  const { where, isFew } = yield* timelineMatches(tables, query.filters ?? [], of(tables, "commitmentId"));
  const isKept = tables.timeline.from === live[dialectOf(tables.timeline)].timeline.from;
  return yield isFew || !isKept
    ? places(tables, query, { ...some, where, isFree: isFew })
    : byParts(tables, query, { ...some, where });
}

/**
 * The first rows of each width, and of each kind of entry where some are asked for, together in order. Each of these is
 * a part of an index, in which those that overlap some days follow each other: what begins before the days reaches into
 * them only if it is as wide as that. Without parts by kind, all that is due in some year would be passed over to find
 * the few events of that width. What is searched for is sought in each part, so that fewer are quicker.
 */
function byParts(tables: Tables, query: TimelineQuery, { range, atMost, where }: Some): SQL {
  const { entries, ...ofEach } = query;
  const { from, to } = query;
  const at = of(tables, "at");
  const [first, ...rest] = range.order;
  const dated = first?.column === at ? { ...range, order: [{ ...first, isKnown: true }, ...rest] } : range;
  const part = (entry: Entry["entry"] | null, [width, days]: readonly [number, number | null]): SQL => {
    const bounds = [sql`${of(tables, "width")} = ${width}`, where];
    if (entry !== null) bounds.push(sql`${of(tables, "entry")} = ${entry}`);
    if (from !== undefined) bounds.push(sql`${of(tables, "latestKey")} >= ${from}`);
    if (from !== undefined && days !== null) bounds.push(sql`${at} >= ${addDays(from, -days) ?? ""}`);
    if (to !== undefined && days !== null) bounds.push(sql`${at} <= ${to}`);
    const own = { range: days === null ? range : dated, atMost, where: sql.join(bounds, and) };
    return places(tables, entry === null ? query : ofEach, own);
  };
  const asked = new Set(entries);
  const isSearched = query.filters?.some((filter) => "search" in filter) ?? false;
  const kinds = asked.size === 0 || asked.size === entryKinds.length || isSearched ? [null] : [...asked];
  const parts = kinds
    .flatMap((entry) => [...[...widthDays, null].entries()].map((width) => part(entry, width)))
    .map((rows, n) => sql`select * from (${rows}) as ${sql.identifier(`part_${n}`)}`);
  // SQLite merges parts in an order that it knows of, which takes longer than to sort so few rows.
  const isFree = dialectOf(tables.timeline) === "sqlite";
  return sql`select * from (${sql.join(parts, sql.raw(" union all "))}) as ${tables.timeline.table}
    order by ${orderBy(range.order, isFree)} limit ${atMost}`;
}
