import type { Column } from "drizzle-orm";
import type { Kind } from "../port/entities.ts";
import type { Filter, Sort } from "../port/query.ts";
import { type SQL, sql } from "../schema/sql.ts";
import { dialectOf, tables as live, type OnDay, type Tables } from "../schema/tables.ts";
import { orderBy, type Range } from "./order.ts";
import type { Steps } from "./statement.ts";
import { columnOf, condition, pointing, where } from "./where.ts";

/**
 * How SQLite shall find a page: by what matches, sorted, or along the order that is asked for until the page is full.
 * It would choose by what its statistics say on average, where one code has half of all records and another a few.
 * PostgreSQL knows which codes are common, and chooses by itself.
 */
export interface Plan {
  where: SQL;
  orderBy: SQL;
}

/**
 * Whether a page of commitments is found along one index, however many there are. Other pages may take as long as it
 * takes to look at all of them, so they are not read where everybody waits for them.
 */
export function isDirect(tables: Tables, filters: readonly Filter[], sort: readonly Sort[] = []): boolean {
  if (!isLive(tables)) return isOnDay(tables) && filters.length === 0 && sort[0]?.field === "statedEarliest";
  return filters.some(isOfIds) || (filters.length < 2 && filters.every((filter) => isIndexed("commitment", filter)));
}

const isOnDay = ({ commitment }: Tables): boolean => commitment.onDay !== undefined;

/** Fewer than so many are found and sorted quicker than a page of them is met along an order. */
const few = 500;
/** Each has some ten places on the timeline. */
const fewOnTimeline = 100;

/** The plan for rows of a range of records of a kind. */
export function* planOf(
  tables: Tables,
  kind: Kind,
  { filters, sort, range }: { filters: readonly Filter[]; sort: readonly Sort[]; range: Range },
): Steps<Plan> {
  const matching = (isWalk: boolean) => where(tables, kind, filters, isWalk);
  const planned = (isWalk: boolean, isFree: boolean, also = matching(isWalk)): Plan => ({
    where: sql`${also} and ${range.where(isFree)}`,
    orderBy: orderBy(range.order, isFree),
  });
  const plain = planned(false, false);
  if (filters.some(isApart)) return plain;
  const indexed = filters.filter((filter) => isIndexed(kind, filter));
  const { onDay } = tables[kind];
  if (onDay !== undefined && dialectOf(tables[kind]) === "sqlite") {
    if (yield* areFewOn(onDay, indexed)) return planned(false, true);
    if (sort[0]?.field !== "statedEarliest" && (yield* areFewBy(onDay)))
      return planned(true, true, sql`${matching(true)} and ${statedBy(tables, onDay)}`);
    // Of what seems to depend on the phase. Else SQLite first reads all commitments to know which may match.
    const isByPhase = range.order.at(-1)?.column === onDay.key;
    return planned(true, false, isByPhase ? sql`(${matching(true)} or ${onDay.key} = '')` : matching(true));
  }
  const isPlain = filters.length === 1 && filters.every((filter) => leadsTo(kind, filter, sort));
  if (!isLive(tables) || isPlain || indexed.length === 0) return plain;
  const isSorted = yield* areFew(tables, kind, { filters: indexed, few });
  return planned(!isSorted, isSorted);
}

/** Whether one of these filters leaves few on a day, by what all days have. */
function* areFewOn({ ofPhases }: OnDay, filters: readonly Filter[]): Steps<boolean> {
  const { commitment, phases } = live.sqlite;
  for (const filter of filters) {
    const isOfPhase = "field" in filter && ofPhases.has(commitment.columns[filter.field]);
    if (isOfPhase && filter.field !== "status") continue;
    const among = isOfPhase ? { ...live.sqlite, commitment: phases } : live.sqlite;
    if (yield* areFew(among, "commitment", { filters: [filter], few })) return true;
  }
  return false;
}

/** Whether few commitments were stated by a day. */
function* areFewBy({ day }: OnDay): Steps<boolean> {
  const { from, columns } = live.sqlite.commitment;
  const [last] =
    yield sql`select 1 as found from ${from} where ${columns.statedEarliest} <= ${day} limit 1 offset ${few - 1}`;
  return last === undefined;
}

/** Whatever had a phase by then, as indexes know it. */
function statedBy(tables: Tables, { day, early }: OnDay): SQL {
  const { statedEarliest } = tables.commitment.columns;
  return sql`(${statedEarliest} <= ${day} or ${early.get(statedEarliest) ?? sql`1 = 0`} or ${statedEarliest} is null)`;
}

/**
 * Which places on the timeline are those of commitments that match; `isFew`: the commitments are few, so that it is
 * quickest to find all of their places. `commitmentId`: the column that says whose a place is.
 */
export function* timelineMatches(
  tables: Tables,
  filters: readonly Filter[],
  commitmentId: Column,
): Steps<{ where: SQL; isFew: boolean }> {
  const id = columnOf(tables, "commitment", "id");
  const matching = (isWalk: boolean) =>
    sql`${tables.commitment.from} where ${where(tables, "commitment", filters, isWalk)}`;
  if (!isLive(tables)) {
    const isAny = sql`exists (select 1 from ${matching(false)} and ${id} = ${commitmentId})`;
    return { where: isAny, isFew: false };
  }
  const indexed = filters.filter((filter) => isIndexed("commitment", filter));
  if (yield* areFew(tables, "commitment", { filters: indexed, few: fewOnTimeline }))
    return { where: sql`${commitmentId} in (select ${id} from ${matching(false)})`, isFew: true };
  // A scalar, since SQLite would read all commitments first for a filter on what it joins.
  return { where: sql`(select 1 from ${matching(true)} and ${id} = ${commitmentId}) is not null`, isFew: false };
}

/** Whether these are the tables of SQLite themselves, not what stands in for them as of a moment. */
export const isLive = (tables: Tables): boolean =>
  (["commitment", "links", "timeline"] as const).every((name) => tables[name].from === live.sqlite[name].from);

/** Whether one of these filters leaves fewer than so many: each is looked at alone, along its index, no further. */
function* areFew(
  tables: Tables,
  kind: Kind,
  { filters, few: most }: { filters: readonly Filter[]; few: number },
): Steps<boolean> {
  for (const filter of filters) {
    const matches =
      "link" in filter
        ? sql`${tables.links.from} where ${pointing(tables, kind, filter).where}`
        : sql`${tables[kind].from} where ${condition(tables, kind, filter, false)}`;
    const [last] = yield sql`select 1 as found from ${matches} limit 1 offset ${most - 1}`;
    if (last === undefined) return true;
  }
  return false;
}

/** Words are found by an index and a plan of their own; ids are few. */
const isApart = (filter: Filter): boolean => "search" in filter || isOfIds(filter);
const isOfIds = (filter: Filter): boolean => "in" in filter && filter.field === "id" && !filter.not;

/** Whether an index says which records match, of which there may be many. */
function isIndexed(kind: Kind, filter: Filter): boolean {
  if ("link" in filter) return !filter.not;
  if (kind !== "commitment" || !("field" in filter)) return "near" in filter || "duplicateOf" in filter;
  if ("before" in filter) return false;
  return "in" in filter ? !filter.not && filter.in.length > 0 : filter.from !== undefined;
}

/** Whether one index has the records that match in the order that is asked for: see the table of commitments. */
function leadsTo(kind: Kind, filter: Filter, sort: readonly Sort[]): boolean {
  const isOne = "in" in filter && filter.in.length === 1;
  return kind === "commitment" && isOne && sort.length === 1 && sort[0]?.field === "statedEarliest";
}
