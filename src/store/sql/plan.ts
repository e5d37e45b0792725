import type { Kind } from "../port/entities.ts";
import type { Filter, Sort } from "../port/query.ts";
import { type SQL, sql } from "../schema/sql.ts";
import { tables as live, type Tables } from "../schema/tables.ts";
import type { Steps } from "./statement.ts";
import { columnOf, condition, orderBy, pointing, type Term, where } from "./where.ts";

/**
 * How SQLite shall find a page: by what matches, sorted, or along the order that is asked for until the page is full.
 * It would choose by what its statistics say on average, where one code has half of all records and another a few.
 * PostgreSQL knows which codes are common, and chooses by itself.
 */
export interface Plan {
  where: SQL;
  orderBy: SQL;
}

/** Fewer than so many are found and sorted quicker than a page of them is met along an order. */
const few = 500;
/** Each has some ten places on the timeline. */
const fewOnTimeline = 100;

/** The plan for a page of records of a kind; `order`: the sort with the key. */
export function* planOf(
  tables: Tables,
  kind: Kind,
  { filters, sort, order }: { filters: readonly Filter[]; sort: readonly Sort[]; order: readonly Term[] },
): Steps<Plan> {
  const plain = { where: where(tables, kind, filters), orderBy: orderBy(order) };
  const isPlain = filters.length === 1 && filters.every((filter) => leadsTo(kind, filter, sort));
  if (!isLive(tables) || isPlain || filters.some(isApart)) return plain;
  const indexed = filters.filter((filter) => isIndexed(kind, filter));
  if (indexed.length === 0) return plain;
  if (yield* areFew(tables, kind, { filters: indexed, few }))
    return { where: plain.where, orderBy: orderBy(order, true) };
  return { where: where(tables, kind, filters, true), orderBy: plain.orderBy };
}

/** As planOf, for the places on the timeline of the commitments that match. */
export function* timelinePlan(
  tables: Tables,
  { filters, order, commitmentId }: { filters: readonly Filter[]; order: readonly Term[]; commitmentId: SQL },
): Steps<Plan> {
  const id = columnOf(tables, "commitment", "id");
  const matching = (isWalk = false) =>
    sql`${tables.commitment.from} where ${where(tables, "commitment", filters, isWalk)}`;
  if (!isLive(tables)) {
    const isAny = sql`exists (select 1 from ${matching()} and ${id} = ${commitmentId})`;
    return { where: isAny, orderBy: orderBy(order) };
  }
  const indexed = filters.filter((filter) => isIndexed("commitment", filter));
  if (yield* areFew(tables, "commitment", { filters: indexed, few: fewOnTimeline }))
    return { where: sql`${commitmentId} in (select ${id} from ${matching()})`, orderBy: orderBy(order, true) };
  // A scalar, since SQLite would read all commitments first for a filter on what it joins.
  const isOne = sql`(select 1 from ${matching(true)} and ${id} = ${commitmentId}) is not null`;
  return { where: isOne, orderBy: orderBy(order) };
}

/** Whether these are the tables of SQLite themselves, not what stands in for them as of a moment. */
const isLive = (tables: Tables): boolean =>
  (["commitment", "links", "timeline"] as const).every((name) => tables[name].from === live.sqlite[name].from);

/** Whether one of these filters leaves fewer than so many: each is counted alone, along its index, no further. */
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
    const [row] = yield sql`select count(*) as found from (select 1 from ${matches} limit ${most})`;
    if (Number(row?.found) < most) return true;
  }
  return false;
}

/** Words are found by an index and a plan of their own; ids are few. */
const isApart = (filter: Filter): boolean => "search" in filter || ("field" in filter && filter.field === "id");

/** Whether an index says which records match, of which there may be many. */
function isIndexed(kind: Kind, filter: Filter): boolean {
  if ("link" in filter) return !filter.not;
  if (kind !== "commitment" || !("field" in filter)) return "near" in filter;
  if ("before" in filter) return false;
  return "in" in filter ? !filter.not && filter.in.length > 0 : filter.from !== undefined;
}

/** Whether one index has the records that match in the order that is asked for: see the table of commitments. */
function leadsTo(kind: Kind, filter: Filter, sort: readonly Sort[]): boolean {
  const isOne = "in" in filter && filter.in.length === 1;
  return kind === "commitment" && isOne && sort.length === 1 && sort[0]?.field === "statedEarliest";
}
