import { sql } from "drizzle-orm";
import { foldKeyName, type StoredKey } from "../../domain/key.ts";
import type { KeyRefusal } from "../port/store.ts";
import type { Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";
import { decode, insertInto, type Steps, selectFrom } from "./statement.ts";

/** Keys: each function is the whole of one method of the store port. */

const asKey = (tables: Tables) => (row: Row) => decode(row, tables.keys) as unknown as StoredKey;
const columnsOf = (tables: Tables) => tables.keys.columns as Record<string, never>;

/** One row is read and decoded whether there is such a key or not: the time that it takes does not tell which. */
export function* getKey(tables: Tables, wanted: string): Steps<StoredKey | null> {
  const { from, selected } = tables.keys;
  const { id } = columnsOf(tables);
  const [row = {}] = yield sql`select ${selected} from (select ${wanted} as wanted) asked
    left join ${from} on ${id} = asked.wanted`;
  const key = asKey(tables)(row);
  return key.id === null ? null : key;
}

export function* listKeys(tables: Tables, page: { after?: string; limit: number }): Steps<StoredKey[]> {
  const { id } = columnsOf(tables);
  const after = page.after === undefined ? sql`` : sql` where ${id} > ${page.after}`;
  const rows = yield sql`${selectFrom(tables.keys)}${after} order by ${id} limit ${page.limit}`;
  return rows.map(asKey(tables));
}

export function* addKey(
  tables: Tables,
  key: StoredKey,
  { first, replaces }: { first?: boolean; replaces?: string },
): Steps<KeyRefusal | null> {
  const { table } = tables.keys;
  const { id, name, createdBy, revokedAt } = columnsOf(tables);
  if (first) {
    const [any] = yield sql`select 1 as found from ${table} limit 1`;
    if (any) return "not_first";
  }
  if (replaces !== undefined) {
    yield sql`update ${table} set revoked_at = ${key.createdAt}
      where ${createdBy} = ${replaces} and ${revokedAt} is null and ${id} <> ${key.id}`;
  }
  const [known] = yield sql`select 1 as found from ${table} where ${id} = ${key.id}`;
  if (known) return "exists";
  const held = yield sql`select ${name} as name from ${table} where ${revokedAt} is null`;
  const form = foldKeyName(key.name);
  if (held.some((row) => foldKeyName(String(row.name)) === form)) return "name_taken";
  yield insertInto(tables.keys, key as unknown as Row);
  return null;
}

export function* revokeKey(tables: Tables, key: string, at: string): Steps<boolean> {
  const { id, revokedAt } = columnsOf(tables);
  const [row] = yield sql`update ${tables.keys.table} set revoked_at = ${at}
    where ${id} = ${key} and ${revokedAt} is null returning 1 as revoked`;
  return row !== undefined;
}

/** Moves the time of the last use on, unless it is after `unlessAfter`. */
export function* touchKey(tables: Tables, key: string, times: { at: string; unlessAfter: string }): Steps<void> {
  const { id, lastUsedAt } = columnsOf(tables);
  yield sql`update ${tables.keys.table} set last_used_at = ${times.at}
    where ${id} = ${key} and (${lastUsedAt} is null or ${lastUsedAt} <= ${times.unlessAfter})`;
}
