import type { Middle, Slippages, TallyQuery } from "../port/statistics.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import { dialectOf, type Tables } from "../schema/tables.ts";
import { keyNames, keysOf, selectFaceted } from "./facets.ts";
import type { Steps } from "./statement.ts";
import { columnOf } from "./where.ts";

/** Medians of slippage: counts how often each number of days occurs, and sums the counts in order up to the middle. */

type Keys = readonly (string | null)[];
/** Stands for a slippage without bound; no two days of the calendar are as far apart. */
export const unbounded = 9_999_999;

/** The slippage of each group, of all or of those that are shown. */
export function* middlesOf(
  tables: Tables,
  query: TallyQuery,
  shown: readonly Keys[] | null,
): Steps<(keys: Keys) => Slippages | null> {
  const found = new Map<string, Slippages>();
  const days = lateDays(tables, query.day);
  for (const bound of ["minDays", "maxDays"] as const) {
    for (const row of yield cumulated(tables, query, { days: days[bound], shown })) {
      const keys = JSON.stringify(keysOf(row, query.by));
      const middle: Middle = [finite(row.lower), finite(row.upper)];
      const known = found.get(keys) ?? { n: Number(row.total), minDays: middle, maxDays: middle };
      found.set(keys, { ...known, [bound]: middle });
    }
  }
  return (keys) => found.get(JSON.stringify(keys)) ?? null;
}

const finite = (days: unknown): number | null => (Number(days) === unbounded ? null : Number(days));

function cumulated(
  tables: Tables,
  { by, filters }: TallyQuery,
  { days, shown }: { days: SQL; shown: readonly Keys[] | null },
): SQL {
  const keys = keyNames(by);
  const late = selectFaceted(tables, by, {
    more: [sql`${days} as "days"`],
    filters,
    also: sql` and ${isMeasured(tables)}`,
  });
  const some =
    shown === null
      ? sql``
      : sql` where ${sql.join(
          by.map((_, n) => isShown(shown, n)),
          sql` and `,
        )}`;
  return sql`with cells as (select ${keys}, "days", count(*) as counted from (${late}) as late${some} group by ${keys}, "days"),
    running as (select ${keys}, "days", sum(counted) over (partition by ${keys} order by "days") as upto,
      sum(counted) over (partition by ${keys}) as total from cells)
    select ${keys}, max(total) as total, min(case when 2 * upto >= total then "days" end) as lower,
      min(case when 2 * upto > total then "days" end) as upper from running group by ${keys}`;
}

function isShown(shown: readonly Keys[], n: number): SQL {
  const key = sql.raw(`"k${n}"`);
  const values = [...new Set(shown.flatMap((keys) => keys[n] ?? []))];
  return sql`(${key} is null or ${among(key, values)})`;
}

/** It has a due date with bounds, and is not closed unmet. */
export function isMeasured(tables: Tables): SQL {
  const of = (field: string) => columnOf(tables, "commitment", field);
  return sql`(${of("dueEarliest")} is not null or ${of("dueLatest")} is not null)
    and ${of("status")} not in ('cancelled', 'superseded', 'lapsed')`;
}

/** The SQL twin of `slippage` in commitments/lateness.ts, for what is measured; a property test holds them together. */
export function lateDays(tables: Tables, day: string): { minDays: SQL; maxDays: SQL } {
  const [dueEarliest, dueLatest, doneEarliest, doneLatest] = [
    "dueEarliest",
    "dueLatest",
    "doneEarliest",
    "doneLatest",
  ].map((field) => sql`${columnOf(tables, "commitment", field)}`) as [SQL, SQL, SQL, SQL];
  const opens = sql`coalesce(${dueEarliest}, ${dueLatest})`;
  const isDone = sql`(${doneEarliest} is not null or ${doneLatest} is not null)`;
  const today = sql`cast(${day} as text)`;
  const after = (from: SQL, to: SQL) => sql`case when ${to} > ${from} then ${daysBetween(tables, from, to)} else 0 end`;
  const late = (done: SQL, open: SQL) => sql`case when ${isDone} then ${done}
    when ${dueLatest} is null or ${today} <= ${dueLatest} or ${today} < ${columnOf(tables, "commitment", "awaitedUntil")} then 0 else ${open} end`;
  return {
    minDays: late(after(dueLatest, doneEarliest), after(dueLatest, today)),
    maxDays: late(
      sql`case when ${doneLatest} is null then ${sql.raw(String(unbounded))} else ${after(opens, doneLatest)} end`,
      after(opens, today),
    ),
  };
}

/** Whole days; a PostgreSQL date has no year 0, but the calendar repeats itself every 400 years. */
function daysBetween(tables: Tables, from: SQL, to: SQL): SQL {
  if (dialectOf(tables.commitment) === "sqlite") return sql`cast(julianday(${to}) - julianday(${from}) as integer)`;
  const part = (day: SQL, place: string) => sql`cast(substr(${day}, ${sql.raw(place)}) as integer)`;
  const date = (day: SQL) => sql`make_date(${part(day, "1, 4")} + 400, ${part(day, "6, 2")}, ${part(day, "9, 2")})`;
  return sql`(${date(to)} - ${date(from)})`;
}
