import { type SQL, sql } from "drizzle-orm";
import type { TableOf, Tables } from "./kinds.ts";

/**
 * Store logic is written once, as generators that yield SQL and are given rows. An adapter runs them: SQLite synchronously,
 * inside one transaction where that is asked for; PostgreSQL by awaiting each statement on one client.
 */
export type Row = Record<string, unknown>;
export type Steps<T> = Generator<SQL, T, Row[]>;

/** A database that can run such generators. `read` needs no transaction; `write` is all or nothing, one at a time. */
export interface Engine {
  tables: Tables;
  /** Whether other processes may work on the same database. */
  isShared: boolean;
  read<T>(steps: Steps<T>): Promise<T>;
  /** A read that may take long: over one unchanging state, and without keeping others waiting. */
  aside<T>(steps: Steps<T>): Promise<T>;
  /** `tells`: processes that listen on the same database hear of it as it is committed. */
  write<T>(steps: () => Steps<T>, options?: { tells: boolean }): Promise<T>;
  close(): Promise<void>;
}

const commas = sql.raw(", ");

/** `select` every column of a table, but for those of the fields `without`. */
export function selectFrom({ from, selected, columns }: TableOf, without: readonly string[] = []): SQL {
  if (without.length === 0) return sql`select ${selected} from ${from}`;
  const kept = Object.entries(columns).filter(([field]) => !without.includes(field));
  return sql`select ${sql.join(
    kept.map(([, column]) => sql`${column}`),
    commas,
  )} from ${from}`;
}

/** A database row as the record's own fields, without the columns named in `hidden`. */
export function decode(row: Row, { columns }: TableOf, hidden: ReadonlySet<string> = new Set()): Row {
  const record: Row = {};
  for (const [field, column] of Object.entries(columns)) {
    if (hidden.has(field)) continue;
    const value = row[column.name];
    record[field] = value === null || value === undefined ? null : column.mapFromDriverValue(value);
  }
  return record;
}

/** `insert` of one record with one value for every column; fields that are missing are null. */
export function insertInto({ table, columns, names }: TableOf, record: Row): SQL {
  const values = Object.entries(columns).map(([field, column]) => sql.param(record[field] ?? null, column));
  return sql`insert into ${table} (${names}) values (${sql.join(values, commas)})`;
}

/** `set` of every column but those in `except`. */
export function assignments({ columns }: TableOf, record: Row, except: readonly string[]): SQL {
  const pairs = Object.entries(columns)
    .filter(([field]) => !except.includes(field))
    .map(([field, column]) => sql`${sql.identifier(column.name)} = ${sql.param(record[field] ?? null, column)}`);
  return sql.join(pairs, sql`, `);
}
