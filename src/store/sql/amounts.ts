import type { Column } from "drizzle-orm";
import type { AmountsQuery, AmountTally } from "../port/statistics.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import type { Steps } from "./statement.ts";
import { columnOf, where } from "./where.ts";

/**
 * Sums of the money that events tell of, by type, currency and year, in hundredths: whole numbers, alike everywhere.
 */
export function* amounts(tables: Tables, { filters, byYear, limit }: AmountsQuery): Steps<AmountTally[]> {
  const { type, amount, dateKey, commitmentId, deletedAt } = tables.event.columns as Record<string, Column>;
  const year = byYear ? sql`substr(${dateKey}, 1, 4)` : sql`cast(null as text)`;
  const hundredths = sql`cast(round(cast(${amount} ->> 'value' as numeric) * 100) as bigint)`;
  const rows = yield sql`select ${type} as type, ${amount} ->> 'currency' as currency, ${year} as year,
      count(*) as events, count(distinct ${commitmentId}) as commitments, cast(sum(${hundredths}) as text) as total
    from ${tables.event.from} where ${deletedAt} is null and ${amount} is not null and ${commitmentId} in
      (select ${columnOf(tables, "commitment", "id")} from ${tables.commitment.from} where ${where(tables, "commitment", filters)})
    group by 1, 2, 3 order by 2, 3, 1 limit ${limit}`;
  return rows.map((row) => ({
    type: String(row.type),
    currency: String(row.currency),
    year: row.year === null ? null : String(row.year),
    events: Number(row.events),
    commitments: Number(row.commitments),
    hundredths: BigInt(String(row.total)),
  }));
}
