import { foldKeyName, type StoredKey } from "../../domain/key.ts";
import type { KeyRefusal } from "../port/store.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { sealKeys } from "./key-seals.ts";
import type { Row } from "./row.ts";
import { decode, insertInto, type Steps, selectFrom } from "./statement.ts";

/** Keys: each function is the whole of one method of the store port. */

const hidden = new Set(["seal"]);
const asKey = (tables: Tables) => (row: Row) => decode(row, tables.keys, hidden) as unknown as StoredKey;
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
    const replaced = yield sql`${selectFrom(tables.keys)}
      where ${createdBy} = ${replaces} and ${revokedAt} is null and ${id} <> ${key.id}`;
    for (const row of replaced) yield* revoke(tables, asKey(tables)(row), key.createdAt);
  }
  const [known] = yield sql`select 1 as found from ${table} where ${id} = ${key.id}`;
  if (known) return "exists";
  const held = yield sql`select ${name} as name from ${table} where ${revokedAt} is null`;
  const form = foldKeyName(key.name);
  if (held.some((row) => foldKeyName(String(row.name)) === form)) return "name_taken";
  const seal = yield* sealKeys(tables);
  const row = key as unknown as Row;
  yield insertInto(tables.keys, { ...row, seal: seal(row) });
  return null;
}

export function* revokeKey(tables: Tables, id: string, at: string): Steps<boolean> {
  const key = yield* getKey(tables, id);
  if (key === null || key.revokedAt !== null) return false;
  yield* revoke(tables, key, at);
  return true;
}

function* revoke(tables: Tables, key: StoredKey, at: string): Steps<void> {
  const seal = yield* sealKeys(tables);
  yield sql`update ${tables.keys.table} set revoked_at = ${at}, seal = ${seal({ ...key, revokedAt: at })}
    where ${columnsOf(tables).id} = ${key.id}`;
}

/** Moves the time of the last use on, unless it is after `unlessAfter`. */
export function* touchKey(tables: Tables, key: string, times: { at: string; unlessAfter: string }): Steps<void> {
  const { id, lastUsedAt } = columnsOf(tables);
  yield sql`update ${tables.keys.table} set last_used_at = ${times.at}
    where ${id} = ${key} and (${lastUsedAt} is null or ${lastUsedAt} <= ${times.unlessAfter})`;
}
