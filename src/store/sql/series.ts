import type { Column } from "drizzle-orm";
import type { Timeliness } from "../../domain/codelists/codelists.ts";
import type { Filter } from "../port/query.ts";
import type { Series, SeriesQuery } from "../port/statistics.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { listFields } from "./read.ts";
import type { Row } from "./row.ts";
import type { Steps } from "./statement.ts";
import { columnOf, timelinessCase, where } from "./where.ts";

/** Counting by period: where phases begin and end, which gives the stock of any day; what was stated, was due. */
export function* series(tables: Tables, query: SeriesQuery): Steps<Series> {
  const of = (field: string) => sql`${columnOf(tables, "commitment", field)}`;
  const among = sql`from ${tables.commitment.from} where ${where(tables, "commitment", query.filters)}`;
  const within = (day: SQL) => sql`${day} >= ${query.from} and ${day} <= ${query.to}`;
  const changes = yield changesOf(tables, query);
  const said = sql`coalesce(${of("statedEarliest")}, ${of("statedLatest")})`;
  const stated = yield sql`select ${periodOf(said, query)} as period, count(*) as counted
    ${among} and ${within(said)} group by 1 order by 1`;
  const due =
    yield sql`select ${periodOf(of("dueLatest"), query)} as period, ${timelinessCase(tables, query.day)} as timeliness,
    count(*) as counted ${among} and ${within(of("dueLatest"))} group by 1, 2 order by 1, 2`;
  return {
    changes: changes.map((row) => ({ key: String(row.key), ...counted(row) })),
    stated: stated.map(counted),
    due: due.map((row) => ({ timeliness: row.timeliness as Timeliness, ...counted(row) })),
  };
}

export const byStatement = [{ field: "statedEarliest", descending: false }];

export function* firstStated(tables: Tables, filters: readonly Filter[]): Steps<string | null> {
  const [first] = yield* listFields(tables, "commitment", { filters, sort: byStatement, limit: 1 }, [
    ...["statedEarliest", "statedLatest", "id"],
  ]);
  return (first?.statedEarliest ?? first?.statedLatest ?? null) as string | null;
}

const counted = (row: Row) => ({ period: String(row.period), count: Number(row.counted) });
const periodOf = (day: SQL, { width }: SeriesQuery): SQL => sql`substr(${day}, 1, ${sql.raw(String(width))})`;

/** What is before the first period is counted as one, so that there are no more rows than periods and values. */
function changesOf(tables: Tables, query: SeriesQuery): SQL {
  const of = tables[query.of ?? "phases"];
  const { id, fromDay, untilDay, subject } = of.columns as Record<string, Column>;
  const value = of.columns[query.field];
  if (!value) throw new Error(`no column ${query.field} in ${query.of}`);
  const axis = query.of === "spans" ? sql` and ${of.columns.axis} = 'participation'` : sql``;
  const whose = query.subjects === undefined ? sql`` : sql` and ${among(sql`${subject}`, query.subjects)}`;
  const begun = (day: Column | undefined, change: number) => sql`select ${value} as key,
    case when ${day} < ${query.from} then '' else ${periodOf(sql`${day}`, query)} end as period, ${sql.raw(String(change))} as change
    from ${tables.commitment.from} join ${of.from} on ${id} = ${columnOf(tables, "commitment", "id")}
    where ${where(tables, "commitment", query.filters)} and ${day} <= ${query.until}${axis}${whose}`;
  return sql`select key, period, sum(change) as counted
    from (${begun(fromDay, 1)} union all ${begun(untilDay, -1)}) as changes group by key, period order by key, period`;
}
