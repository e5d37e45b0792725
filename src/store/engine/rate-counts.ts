import type { Count } from "../port/store.ts";
import { sql } from "../schema/sql.ts";
import type { Engine, Steps } from "../sql/statement.ts";

/**
 * Counts of requests, for processes that share a PostgreSQL database. They are worth nothing after two minutes, so the
 * table is UNLOGGED, belongs to no migration or copy, and is written outside the ledger's lock. A process that may not
 * create tables counts alone.
 */
const table = sql`rate_counts`;

function* create(): Steps<void> {
  yield sql`create unlogged table if not exists ${table}
    (period integer not null, bucket text collate "C" not null, used integer not null,
    constraint rate_counts_pkey primary key (period, bucket))`;
}

/** All processes lock the rows in the same order. */
function* add(counts: readonly Count[]): Steps<Count[]> {
  const newest = Math.max(...counts.map(({ period }) => period));
  yield sql`delete from ${table} where period < ${newest - 1}`;
  const rows = yield sql`insert into ${table} as held (period, bucket, used)
    select period, bucket, used from json_to_recordset(${JSON.stringify(counts)}::json)
    as told (period integer, bucket text, used integer) order by period, bucket
    on conflict (period, bucket) do update set used = held.used + excluded.used returning period, bucket, used`;
  return rows as unknown as Count[];
}

/** Adds counts to those of all processes and answers the sums; null on an engine that one process has to itself. */
export async function addCounts(engine: Engine, counts: readonly Count[]): Promise<Count[] | null> {
  if (!engine.isShared) return null;
  return engine.read(add(counts)).catch(async (error: unknown) => {
    if ((error as { code?: string }).code !== "42P01") throw error;
    await engine.read(create());
    return engine.read(add(counts));
  });
}
