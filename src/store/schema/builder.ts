import type { Column, SQL, Table } from "drizzle-orm";
import type { ExtraConfigColumn } from "drizzle-orm/pg-core";
import { getTableColumns, pg, sq, sql } from "./drizzle.ts";

/** A table is defined once, as plain data; the tables of both engines are made from that, and those of earlier rows. */

export type Dialect = "sqlite" | "postgresql";
export type Twins = Record<Dialect, Table>;
export type KeptTwins = Record<Dialect | `${Dialect}Past`, Table>;

/** A column has a value in every row unless it is nullable, and is named as its field, in snake case. */
interface ColumnOf extends Record<Dialect, (name: string) => Builder> {
  name?: string;
  /** Part of the primary key. */
  isKey?: boolean;
  isNullable?: boolean;
  default?: string | number | SQL;
  /** The table whose `id` it holds. */
  references?: Twins;
}
/** An index is named as its table and columns. */
interface IndexOf<Field> {
  on: readonly (Field | SQL)[];
  name?: string;
  isUnique?: boolean;
  isBothWays?: boolean;
  /** Of what is equal in the first field, the rest is read downwards, with unknowns last. */
  isDownwards?: boolean;
  /** It holds only the rows in which this is null. */
  whereNull?: Field;
  /** It holds only the rows with a value in it. */
  whereKnown?: Field;
  /** It holds only the rows for which this is so. */
  where?: SQL;
}
interface Definition<Field extends string> {
  columns: Readonly<Record<Field, ColumnOf>>;
  indexes: readonly IndexOf<NoInfer<Field>>[];
}

/** Compared by its UTF-8 bytes, as SQLite does, so that both engines sort alike whatever the server's locale. */
const collated = pg.customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });
export const text: ColumnOf = { sqlite: sq.text, postgresql: collated };
export const json: ColumnOf = { sqlite: (name) => sq.text(name, { mode: "json" }), postgresql: pg.json };
export const integer: ColumnOf = { sqlite: sq.integer, postgresql: pg.integer };
export const bigint: ColumnOf = { sqlite: sq.integer, postgresql: (name) => pg.bigint(name, { mode: "number" }) };
export const real: ColumnOf = { sqlite: sq.real, postgresql: pg.doublePrecision };
export const key = (column: ColumnOf): ColumnOf => ({ ...column, isKey: true });
export const nullable = (column: ColumnOf): ColumnOf => ({ ...column, isNullable: true });
export const reference = (to: Twins): ColumnOf => ({ ...text, references: to });

export const index = <Field extends string>(...on: (Field | SQL)[]): IndexOf<Field> => ({ on });
export const whereKnown = <Field extends string>(on: Field): IndexOf<Field> => ({ on: [on], whereKnown: on });
export const unique = <Field extends string>(...on: Field[]): IndexOf<Field> => ({ on, isUnique: true });
/**
 * PostgreSQL needs an index of its own to sort downwards with unknowns last; SQLite reads the one there is backwards.
 */
export const bothWays = <Field extends string>(...on: Field[]): IndexOf<Field> => ({ on, isBothWays: true });

/** The records with one value, from the highest of the next field on. PostgreSQL needs to be told of the direction. */
export const downFrom = <Field extends string>(...on: Field[]): IndexOf<Field> => ({ on, isDownwards: true });

export const sinceSeq: ColumnOf = { ...bigint, default: 0 };

export function define<Field extends string>(table: string, definition: Definition<Field>): Twins {
  return { sqlite: build("sqlite", table, definition), postgresql: build("postgresql", table, definition) };
}

/**
 * A table of what is, and one of what was: every row that a change replaced. A row held from ledger line `since_seq`
 * on, before line `until_seq`. Kept apart, so that what is stays small and its indexes too. Earlier rows are found by
 * `pastBy`. On SQLite those of several keys are clustered by them, since they are read by them alone (`without rowid`,
 * which drizzle-kit does not know of: the migration says so).
 */
export function defineKept<Field extends string>(
  table: string,
  definition: Definition<Field> & { pastBy: NoInfer<Field> },
): KeptTwins {
  const past: Definition<string> = {
    columns: { ...pastOf(definition.columns), untilSeq: bigint },
    indexes: [index(definition.pastBy), index("untilSeq")],
  };
  const { sqlite: sqlitePast, postgresql: postgresqlPast } = define(`${table}_past`, past);
  return { ...define(table, definition), sqlitePast, postgresqlPast };
}

/** The same columns, without keys, references and defaults. */
function pastOf(columns: Readonly<Record<string, ColumnOf>>): Record<string, ColumnOf> {
  const plain = Object.entries(columns).map(([field, { isKey, references, default: _, ...column }]) => [field, column]);
  return Object.fromEntries(plain);
}

/** What drizzle calls alike on both engines, and types apart. */
interface Builder {
  notNull(): unknown;
  default(value: never): unknown;
  primaryKey(): unknown;
  references(to: () => Column | undefined): unknown;
}
interface Core {
  table(name: string, columns: Record<string, Builder>, extra: (t: Fields) => object[]): Table;
  primaryKey(config: { name: string; columns: unknown[] }): object;
  index(name: string): { on(...columns: unknown[]): { where(condition: SQL): object } };
  uniqueIndex: Core["index"];
}
type Fields = Record<string, Column>;
const cores = {
  sqlite: { ...sq, table: sq.sqliteTable },
  postgresql: { ...pg, table: pg.pgTable },
} as unknown as Record<Dialect, Core>;

function build(dialect: Dialect, table: string, { columns, indexes }: Definition<string>): Table {
  const core = cores[dialect];
  const keys = Object.keys(columns).filter((field) => columns[field]?.isKey);
  const nameOf = (field: string) => columns[field]?.name ?? field.replace(/[A-Z]/g, (at) => `_${at.toLowerCase()}`);
  const built = Object.entries(columns).map(([field, column]) => {
    const builder = builderOf(dialect, nameOf(field), column);
    if (column.isKey && keys.length === 1) builder.primaryKey();
    return [field, builder];
  });
  const named = indexes.map((one) => {
    const covered = one.name ?? one.on.map((field) => nameOf(String(field))).join("_");
    return { ...one, name: `${table}_${covered}` };
  });
  return core.table(table, Object.fromEntries(built), (t) => [
    ...(keys.length > 1 ? [core.primaryKey({ name: `${table}_pkey`, columns: keys.map((field) => t[field]) })] : []),
    ...named.map((one) =>
      one.isDownwards && dialect === "postgresql" ? downwards(core, one, t, 1) : indexOf(core, one, t),
    ),
    ...named.filter((one) => one.isBothWays && dialect === "postgresql").map((one) => downwards(core, one, t, 0)),
  ]);
}

/** Drizzle's builders are changed by what is called on them. */
function builderOf(dialect: Dialect, name: string, column: ColumnOf): Builder {
  const builder = column[dialect](name);
  const { default: value, references } = column;
  if (!column.isNullable) builder.notNull();
  if (value !== undefined) builder.default(value as never);
  if (references) builder.references(() => getTableColumns(references[dialect]).id);
  return builder;
}

function indexOf(core: Core, one: IndexOf<string>, t: Fields): object {
  const { name, on, isUnique, whereNull, whereKnown: known, where } = one;
  const begun = isUnique ? core.uniqueIndex(`${name}_unique`) : core.index(`${name}_idx`);
  const whole = begun.on(...on.map((field) => (typeof field === "string" ? t[field] : field)));
  if (where !== undefined) return whole.where(where);
  if (known !== undefined) return whole.where(sql`${t[known]} is not null`);
  return whereNull === undefined ? whole : whole.where(sql`${t[whereNull]} is null`);
}

/** `equal`: so many fields lead to the rest. */
function downwards(core: Core, { name, on }: IndexOf<string>, t: Fields, equal: number): object {
  const columns = on.map((field) => t[String(field)] as ExtraConfigColumn);
  const [first, ...rest] = columns.slice(equal);
  return core
    .index(`${name}_desc_idx`)
    .on(...columns.slice(0, equal), first?.desc().nullsLast(), ...rest.map((column) => column.desc().nullsFirst()));
}
