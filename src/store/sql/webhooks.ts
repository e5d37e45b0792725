import type { StoredDelivery, StoredWebhook, WebhookProgress, WebhookSettings } from "../../domain/webhook.ts";
import type { Delivered, Waiting, WebhookState } from "../port/webhooks.ts";
import { sql } from "../schema/sql.ts";
import { dialectOf, type Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";
import { decode, insertInto, replaceAll, type Steps, selectFrom, updateOf } from "./statement.ts";

/** Webhooks: each function is the whole of one method of the port. */

const unseen = new Set(["leaseBy", "leaseUntil"]);
const asWebhook = (tables: Tables) => (row: Row) => decode(row, tables.webhooks, unseen) as unknown as StoredWebhook;
const columnsOf = (tables: Tables) => tables.webhooks.columns as Record<string, never>;

/** How many of the newest messages of each are kept, and how many more until they are cleared away. */
const mostKept = 200;
const clearedBy = 50;

/** Leases are by the clock of the server, which all processes share. A process that owns its database needs none. */
const isShared = ({ webhooks }: Tables): boolean => dialectOf(webhooks) === "postgresql";
const instant = (moment: string) => sql.raw(`to_char(${moment} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
const serverTime = instant("clock_timestamp()");
const leaseEnd = instant("(clock_timestamp() + interval '30 seconds')");

export function* addWebhook(
  tables: Tables,
  webhook: StoredWebhook,
  most: { each: number; all: number },
): Steps<"each" | "all" | null> {
  const { table } = tables.webhooks;
  const [held] = yield sql`select count(*) as total,
    count(case when ${columnsOf(tables).ownerId} = ${webhook.ownerId} then 1 end) as own from ${table}`;
  if (Number(held?.own) >= most.each) return "each";
  if (Number(held?.total) >= most.all) return "all";
  yield insertInto(tables.webhooks, webhook as unknown as Row);
  return null;
}

export function* getWebhook(tables: Tables, id: string): Steps<StoredWebhook | null> {
  const [row] = yield sql`${selectFrom(tables.webhooks)} where ${columnsOf(tables).id} = ${id}`;
  return row ? asWebhook(tables)(row) : null;
}

export function* listWebhooks(
  tables: Tables,
  { after = "", limit, ownerId }: { after?: string; limit: number; ownerId?: string },
): Steps<StoredWebhook[]> {
  const { id, ownerId: owner } = columnsOf(tables);
  const rows = yield sql`${selectFrom(tables.webhooks)} where ${id} > ${after}
    ${ownerId === undefined ? sql`` : sql` and ${owner} = ${ownerId}`} order by ${id} limit ${limit}`;
  return rows.map(asWebhook(tables));
}

export function* changeWebhook(
  tables: Tables,
  { id, revision }: WebhookState,
  changes: Partial<WebhookSettings & WebhookProgress>,
): Steps<StoredWebhook | null> {
  const was = yield* getWebhook(tables, id);
  if (was === null || was.revision !== revision) return null;
  const next = { ...was, ...changes, revision: revision + 1 };
  const [row] = yield sql`${updateOf(tables.webhooks, asRow(was), asRow(next))}
    where ${columnsOf(tables).id} = ${id} and ${columnsOf(tables).revision} = ${revision} returning ${tables.webhooks.names}`;
  return row ? asWebhook(tables)(row) : null;
}

/** Leases are left as they are: only columns that differ are set, and of these nothing is known in either. */
const asRow = (webhook: object): Row => webhook as Row;

export function* deleteWebhook(tables: Tables, id: string): Steps<boolean> {
  const deliveries = tables.webhookDeliveries;
  const [row] =
    yield sql`delete from ${tables.webhooks.table} where ${columnsOf(tables).id} = ${id} returning 1 as gone`;
  yield sql`delete from ${deliveries.table} where ${deliveries.columns.webhookId} = ${id}`;
  return row !== undefined;
}

export function* waitingWebhooks(
  tables: Tables,
  now: { seq: number; day: string; now: string; latest: string; limit: number },
): Steps<Waiting[]> {
  const { id, ownerId, failures, seq, day, replayThrough, disabledAt, nextAttemptAt, leaseUntil } = columnsOf(tables);
  const free = isShared(tables) ? sql` and (${leaseUntil} is null or ${leaseUntil} < ${serverTime})` : sql``;
  const rows = yield sql`select ${id} as id, ${ownerId} as owner, ${failures} as failures from ${tables.webhooks.table}
    where ${disabledAt} is null and (${nextAttemptAt} is null or ${nextAttemptAt} <= ${now.now} or ${nextAttemptAt} > ${now.latest})
    and (${seq} < ${now.seq} or ${day} < ${now.day} or ${replayThrough} is not null)${free}
    order by case when ${failures} > 0 then 1 else 0 end, ${seq}, ${id} limit ${now.limit}`;
  return rows.map((row) => ({ id: String(row.id), ownerId: String(row.owner), failures: Number(row.failures) }));
}

export function* claimWebhook(tables: Tables, wanted: string, by: string): Steps<StoredWebhook | null> {
  if (!isShared(tables)) return yield* getWebhook(tables, wanted);
  const { id, leaseBy, leaseUntil } = columnsOf(tables);
  const [row] = yield sql`update ${tables.webhooks.table} set lease_by = ${by}, lease_until = ${leaseEnd}
    where ${id} = ${wanted} and (${leaseUntil} is null or ${leaseUntil} < ${serverTime} or ${leaseBy} = ${by})
    returning ${tables.webhooks.names}`;
  return row ? asWebhook(tables)(row) : null;
}

export function* advanceWebhook(
  tables: Tables,
  { id, seq, day, dayPlace }: StoredWebhook,
  { to, by }: { to: Pick<WebhookProgress, "seq" | "day" | "dayPlace">; by: string },
): Steps<void> {
  const columns = columnsOf(tables);
  const mine = isShared(tables) ? sql` and ${columns.leaseBy} = ${by}` : sql``;
  yield sql`update ${tables.webhooks.table} set seq = ${to.seq}, day = ${to.day}, day_place = ${to.dayPlace}
    where ${columns.id} = ${id} and ${columns.seq} = ${seq} and ${columns.day} = ${day}
    and ${columns.dayPlace} is not distinct from ${dayPlace}${mine}`;
}

export function* leaveWebhook(tables: Tables, wanted: string, by: string): Steps<void> {
  if (!isShared(tables)) return;
  const { id, leaseBy } = columnsOf(tables);
  yield sql`update ${tables.webhooks.table} set lease_by = null, lease_until = null
    where ${id} = ${wanted} and ${leaseBy} = ${by}`;
}

/**
 * The place first: what is to be delivered follows from it alone, and messages are only shown. Each statement is good
 * by itself, so that on PostgreSQL they need no transaction, which would wait for other writes.
 */
export function* recordDeliveries(
  tables: Tables,
  state: WebhookState,
  by: string,
  { progress, deliveries, disabled, isLast }: Delivered,
): Steps<StoredWebhook | null> {
  const columns = columnsOf(tables);
  const stopped = disabled && { disabledAt: disabled.at, disabledReason: disabled.reason };
  const set = Object.entries({ ...progress, ...stopped }).map(
    ([field, value]) => sql`${nameOf(tables, field)} = ${value}`,
  );
  const lease = isLast ? sql`, lease_by = null, lease_until = null` : sql`, lease_until = ${leaseEnd}`;
  const shared = isShared(tables);
  const [row] = yield sql`update ${tables.webhooks.table} set ${sql.join(set, sql`, `)}${shared ? lease : sql``}
    where ${columns.id} = ${state.id} and ${columns.revision} = ${state.revision}
    ${shared ? sql` and ${columns.leaseBy} = ${by}` : sql``} returning ${tables.webhooks.names}`;
  if (row === undefined) return null;
  if (deliveries.length > 0) yield* keepMessages(tables, state.id, { deliveries, tried: progress.tried });
  return asWebhook(tables)(row);
}

function* keepMessages(
  { webhookDeliveries: log }: Tables,
  webhookId: string,
  { deliveries, tried }: { deliveries: readonly StoredDelivery[]; tried: number },
): Steps<void> {
  yield* replaceAll(log, deliveries.slice(-mostKept) as unknown as Row[]);
  const clearings = (count: number) => Math.floor(count / clearedBy);
  if (clearings(tried) === clearings(tried - deliveries.length)) return;
  yield sql`delete from ${log.table} where ${log.columns.webhookId} = ${webhookId}
    and ${log.columns.ordinal} <= ${tried - mostKept}`;
}

const nameOf = ({ webhooks }: Tables, field: string) => sql.identifier(webhooks.columns[field]?.name ?? field);

export function* listDeliveries(
  tables: Tables,
  webhookId: string,
  { before, limit }: { before?: number; limit: number },
): Steps<StoredDelivery[]> {
  const { webhookId: owner, ordinal } = tables.webhookDeliveries.columns as Record<string, never>;
  const rows = yield sql`${selectFrom(tables.webhookDeliveries)} where ${owner} = ${webhookId}
    ${before === undefined ? sql`` : sql` and ${ordinal} < ${before}`} order by ${ordinal} desc limit ${limit}`;
  return rows.map((row) => decode(row, tables.webhookDeliveries) as unknown as StoredDelivery);
}
