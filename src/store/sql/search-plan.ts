import { toFts5 } from "../../domain/search/match.ts";
import type { Kind } from "../port/entities.ts";
import type { Filter, Scalar } from "../port/query.ts";
import { type SQL, sql } from "../schema/sql.ts";
import { tables as live, type TableOf, type Tables } from "../schema/tables.ts";
import { after, type Cut, inRanges, orderBy, type Place, type Range, type Term } from "./order.ts";
import type { Row } from "./row.ts";
import { matchOf, type Searching } from "./search.ts";
import type { Steps } from "./statement.ts";
import { asked, where } from "./where.ts";

/**
 * How a page of what is searched for is read. SQLite does not know how common words are, and would gather every match
 * before it sorts. Where there are many, it is quicker to walk along the records in their order until enough of them
 * match; but they may all stand at its end. So matches are counted, no further than needed, and a walk goes so far
 * only, before they are gathered after all. PostgreSQL has statistics of its own, and chooses by itself.
 */

/** From so many matches on, a walk is tried. */
const common = 5_000;
/** To ask of one record whether it matches takes 50 to 300 µs, so that a walk in vain costs a tenth of a second. */
const farthest = 500;

interface Page extends Place {
  filters: readonly Filter[];
}

/** Reads rows of a range, in its order, for which the filters and what is added to their condition hold. */
type Read = (filters: readonly Filter[], range: Range, more: SQL, atMost: number) => Steps<Row[]>;

/** Reads a page. */
export function* readMatches(tables: Tables, kind: Kind, page: Page, read: Read): Steps<Row[]> {
  const search = yield* commonSearch(tables, kind, page.filters);
  const limits = { cut: cutOf(tables[kind], page.order), bound: boundOf(tables, page) };
  return yield* inRanges({ ...page, ...limits }, (range, enough) =>
    readRange(tables, kind, { ...page, search, range, enough }, read),
  );
}

/** Where an order of days ends for what was so on a day. */
function cutOf({ onDay }: TableOf, [first]: readonly Term[]): Cut | undefined {
  const beyond = onDay?.early.get(first?.column);
  return onDay && beyond && { at: onDay.day, beyond };
}

const untilDue: readonly string[] = ["not_yet_due", "due_now"];
const pastDue: readonly string[] = ["overdue", "awaiting_condition"];

/**
 * By what day, or from what day on, all was due that has this timeliness: so a list of what comes next, in the order of
 * deadlines, does not pass over all that was due long ago. Follows from `timelinessCase`.
 */
function boundOf(tables: Tables, { order, filters }: Page): Place["bound"] {
  const { dueLatest } = tables.commitment.columns;
  const [filter] = filters.flatMap((one) => ("timeliness" in one && !one.not ? [one] : []));
  if (dueLatest === undefined || order[0]?.column !== dueLatest || filter === undefined) return undefined;
  const all = (some: readonly string[]) => filter.timeliness.every((one) => some.includes(one));
  if (all(untilDue)) return (isFree) => sql`${asked(dueLatest, isFree)} >= ${filter.day}`;
  return all(pastDue) ? (isFree) => sql`${asked(dueLatest, isFree)} < ${filter.day}` : undefined;
}

/** Reads up to `enough` rows of a range. */
function* readRange(
  tables: Tables,
  kind: Kind,
  { filters, search, range, enough }: Omit<Page, "after"> & { search: Searching | null; range: Range },
  read: Read,
): Steps<Row[]> {
  if (search === null) return yield* read(filters, range, sql``, enough);
  const { order } = range;
  const others = where(
    tables,
    kind,
    filters.filter((filter) => filter !== search),
  );
  const places = sql.join(
    order.map(({ column }) => sql`${column}`),
    sql`, `,
  );
  const [end] = yield sql`select ${places} from ${tables[kind].from} where ${others} and ${range.where(false)}
    order by ${orderBy(order)} limit 1 offset ${farthest}`;
  const known = filters.map((filter) => (filter === search ? { ...search, isCommon: true } : filter));
  const near =
    end &&
    sql` and ${after(
      order,
      order.map(({ column }) => (end[column.name] ?? null) as Scalar),
    )} is not true`;
  const rows = yield* read(known, range, near ?? sql``, enough);
  return near === undefined || rows.length >= enough ? rows : yield* read(filters, range, sql``, enough);
}

/** The search among the filters, where it has many matches and the others are quick to be asked of each record. */
function* commonSearch(tables: Tables, kind: Kind, filters: readonly Filter[]): Steps<Searching | null> {
  const isPlain = filters.every(
    (filter) => "search" in filter || "bounds" in filter || ("in" in filter && filter.field !== "id"),
  );
  const searching = filters.find((filter) => "search" in filter);
  if (!searching || !isPlain || tables.commitment.from !== live.sqlite.commitment.from) return null;
  const match = matchOf(kind, searching);
  if (match === null) return null;
  const [row] = yield sql`select count(*) as found from
    (select 1 from search_index where search_index match ${toFts5(match)} limit ${common})`;
  return Number(row?.found) < common ? null : searching;
}
