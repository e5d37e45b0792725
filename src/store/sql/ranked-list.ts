import { invalidCursor } from "../../errors/errors.ts";
import type { Entities } from "../port/entities.ts";
import type { Filter, Query, Scalar, Slice } from "../port/query.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { orderBy, terms } from "./order.ts";
import { readRecord, selectRecords } from "./records.ts";
import type { Row } from "./row.ts";
import { readMatches } from "./search-plan.ts";
import type { Steps } from "./statement.ts";
import { where } from "./where.ts";

/**
 * Commitments by relevance to the search among the filters: one statement for each tier that the page reaches into,
 * limited to the rows that the page still lacks. A position is the tier, then the place in it: newest statement first,
 * then id.
 */
export function* listRanked(tables: Tables, query: Query): Steps<Slice<Entities["commitment"]>> {
  const { filters = [], limit } = query;
  const order = terms(tables, "commitment", [{ field: "statedEarliest", descending: true }]);
  const [first = 0, ...place] = query.after ?? [];
  const tiers = tiersOf(filters);
  if (!tiers.some((tier) => tier === first)) throw invalidCursor();
  const found: { tier: number; row: Row }[] = [];
  for (const tier of tiers.filter((each) => each >= Number(first))) {
    if (found.length > limit) break;
    const isGoingOn = query.after !== undefined && tier === first;
    const also = order.map(({ column }) => column);
    const enough = limit + 1 - found.length;
    const page = { filters: inTier(filters, tier), order, after: isGoingOn ? place : undefined, enough };
    const rows = yield* readMatches(tables, "commitment", page, function* (some, range, more, atMost) {
      return yield sql`${selectRecords(tables, "commitment", { also })}
        where ${where(tables, "commitment", some)} and ${range.where(false)}${more}
        order by ${orderBy(range.order)} limit ${atMost}`;
    });
    found.push(...rows.map((row) => ({ tier, row })));
  }
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    rows: found.slice(0, limit).map(({ row }) => readRecord("commitment", row)),
    next: last ? [last.tier, ...order.map(({ column }) => (last.row[column.name] ?? null) as Scalar)] : null,
  };
}

/** Where nothing is asked for but to leave words out, all that is left is equally relevant. */
function tiersOf(filters: readonly Filter[]): readonly number[] {
  const hasWords = filters.some((filter) => "search" in filter && filter.search.all.length > 0);
  return hasWords ? [0, 1, 2, 3] : [0];
}

function inTier(filters: readonly Filter[], tier: number): Filter[] {
  return filters.map((filter) => ("search" in filter ? { ...filter, tier } : filter));
}
