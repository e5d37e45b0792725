import { StoreConflict } from "../port/conflict.ts";
import { type Once, type Remembered, rememberedMs, type Taken } from "../port/idempotency.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";
import { decode, insertInto, type Steps, selectFrom } from "./statement.ts";

/** Requests that take effect once: noted in the transaction of their write, so that both are there or neither is. */

const mine = (tables: Tables, { principal, key }: Pick<Once, "principal" | "key">) => {
  const columns = tables.idempotency.columns as Record<string, never>;
  return sql`${columns.principal} = ${principal} and ${columns.key} = ${key}`;
};

/** The instant before which keys are forgotten. */
const horizon = (at: string): string => new Date(Date.parse(at) - rememberedMs).toISOString();

/** @throws StoreConflict `repeated` when the request has taken effect already */
export function* takeOnce(tables: Tables, once: Once, { at, tx }: { at: string; tx: number | null }): Steps<void> {
  yield sql`delete from ${tables.idempotency.table} where ${tables.idempotency.columns.at} < ${horizon(at)}`;
  const [known] = yield sql`select 1 as found from ${tables.idempotency.table} where ${mine(tables, once)}`;
  if (known) throw new StoreConflict("repeated", "idempotency", once.key);
  yield insertInto(tables.idempotency, { ...once, at, tx, answer: null });
}

export function* taken(tables: Tables, which: Pick<Once, "principal" | "key">, now: string): Steps<Taken | null> {
  const { at } = tables.idempotency.columns as Record<string, never>;
  const [row] = yield sql`${selectFrom(tables.idempotency)} where ${mine(tables, which)} and ${at} >= ${horizon(now)}`;
  return row ? (decode(row, tables.idempotency) as unknown as Taken) : null;
}

/** Counts along the primary key; only where there are many are their rows looked at, since some may be over. */
export function* remembered(
  tables: Tables,
  principal: string,
  { now, limit }: { now: string; limit: number },
): Steps<Remembered> {
  const { table, columns } = tables.idempotency;
  const { principal: owner, at } = columns as Record<string, never>;
  const [some] = yield sql`select count(*) as held from
    (select 1 as one from ${table} where ${owner} = ${principal} limit ${limit}) as counted`;
  if (Number(some?.held) < limit) return { count: Number(some?.held), oldest: null };
  const [all] = yield sql`select count(*) as held, min(${at}) as oldest from ${table}
    where ${owner} = ${principal} and ${at} >= ${horizon(now)}`;
  return { count: Number(all?.held), oldest: (all?.oldest as string | null) ?? null };
}

/**
 * Keeps the answer to a request; one that changed nothing is noted only now. Nothing of what was purged since is kept.
 */
export function* keepAnswer(tables: Tables, request: Taken): Steps<void> {
  const { answer } = request;
  const { tx, purgedBy } = tables.ledger.columns;
  const [purged] = yield sql`select 1 as found from ${tables.idempotency.table} join ${tables.ledger.table}
    on ${tx} = ${tables.idempotency.columns.tx} where ${mine(tables, request)} and ${purgedBy} is not null limit 1`;
  if (purged) return;
  const [noted] =
    yield sql`update ${tables.idempotency.table} set answer = ${JSON.stringify(answer)} where ${mine(tables, request)} returning 1 as noted`;
  if (!noted) yield insertInto(tables.idempotency, request as unknown as Row);
}
