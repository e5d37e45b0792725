import type { Column, Table } from "drizzle-orm";
import { configOf, getTableName } from "../schema/drizzle.ts";
import { type SQL, sql } from "../schema/sql.ts";
import { dialectOf, type TableOf, type Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";

/** Whole tables as rows that mean the same on both engines: every column in order, JSON as its text. */

const isJson = ({ dataType }: Column) => dataType === "json";
const asText = (column: Column) => sql`cast(${column} as text)`;
const columnsOf = ({ columns }: TableOf): Column[] => Object.values(columns);

/** Every row, in whatever order. */
export function anyRow(of: TableOf): SQL {
  const names = columnsOf(of).map((column) =>
    isJson(column) ? sql`${asText(column)} as ${sql.identifier(column.name)}` : sql`${column}`,
  );
  return sql`select ${sql.join(names, sql`, `)} from ${of.table}`;
}

/** Every row by its primary key, or by all columns where no single column is that. By bytes, unknowns first. */
export function everyRow(of: TableOf): SQL {
  const columns = columnsOf(of);
  const primary = columns.filter((column) => column.primary);
  const order = (primary.length > 0 ? primary : columns).map((column) => orderBy(column, of.table));
  return sql`${anyRow(of)} order by ${sql.join(order, sql`, `)}`;
}

/** PostgreSQL is told to order as SQLite does by itself. */
function orderBy(column: Column, table: Table): SQL {
  if (dialectOf({ table }) === "sqlite") return sql`${column}`;
  const value = column.dataType === "number" ? sql`${column}` : sql`${asText(column)} collate "C"`;
  return column.notNull ? value : sql`${value} nulls first`;
}

/** How many rows there are (`total`), and how many bytes the longest has as text (`longest`). */
export function sizeOf(of: TableOf): SQL {
  const bytes = columnsOf(of).map((column) => sql`coalesce(octet_length(${asText(column)}), 0)`);
  return sql`select count(*) as total, coalesce(max(${sql.join(bytes, sql` + `)}), 0) as longest from ${of.table}`;
}

/** A row as one value for each column. */
export function valuesOf(row: Row, of: TableOf): unknown[] {
  return columnsOf(of).map((column) => {
    const value = row[column.name] ?? null;
    return value === null || isJson(column) ? value : column.mapFromDriverValue(value);
  });
}

/** What a driver is given for such values. */
export function parametersOf(values: readonly unknown[], of: TableOf): unknown[] {
  return columnsOf(of).map((column, n) => {
    const value = values[n];
    return value === null || isJson(column) ? value : column.mapToDriverValue(value);
  });
}

/** `insert` of so many rows at once; `place` names the nth parameter, from 1 on. */
export function insertText(of: TableOf, rows: number, place: (n: number) => string): string {
  const names = columnsOf(of).map(({ name }) => `"${name}"`);
  const tuples = Array.from(
    { length: rows },
    (_, row) => `(${names.map((_, n) => place(row * names.length + n + 1)).join(", ")})`,
  );
  return `insert into "${getTableName(of.table)}" (${names.join(", ")}) values ${tuples.join(", ")}`;
}

/** The names of the tables, each after those that it refers to. */
export function tablesInOrder(tables: Tables): (keyof Tables)[] {
  const names = Object.keys(tables) as (keyof Tables)[];
  const done = new Set<keyof Tables>();
  const visit = (name: keyof Tables) => {
    if (done.has(name)) return;
    const referred = referredBy(tables[name].table);
    for (const other of names) if (other !== name && referred.has(getTableName(tables[other].table))) visit(other);
    done.add(name);
  };
  names.forEach(visit);
  return [...done];
}

function referredBy(table: Table): Set<string> {
  return new Set(configOf(table).foreignKeys.map((key) => getTableName(key.reference().foreignTable)));
}
