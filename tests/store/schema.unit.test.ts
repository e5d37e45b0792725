import type { Column } from "drizzle-orm";
import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import type { Entities, Kind } from "../../src/store/port/entities.ts";
import { kinds } from "../../src/store/schema/kinds.ts";
import { type TableOf, tables } from "../../src/store/schema/tables.ts";
import {
  makeAssessment,
  makeCommitment,
  makeEvent,
  makeMilestone,
  makeParty,
  makeQuote,
  makeRelation,
  makeSnapshot,
  makeSource,
} from "../helpers/stored-records.ts";

type Name = keyof typeof tables.sqlite;
const names = Object.keys(tables.sqlite) as Name[];

/** Drizzle's class of a column of SQLite, and the PostgreSQL types that hold the same values. */
const counterparts: Readonly<Record<string, readonly string[]>> = {
  SQLiteText: ['text COLLATE "C"'],
  SQLiteTextJson: ["json"],
  SQLiteInteger: ["integer", "bigint"],
  SQLiteReal: ["double precision"],
};

const sqliteConfig = ({ table }: TableOf) => sq.getTableConfig(table as sq.SQLiteTable);
const pgConfig = ({ table }: TableOf) => pg.getTableConfig(table as pg.PgTable);
type Config = ReturnType<typeof sqliteConfig> | ReturnType<typeof pgConfig>;

const nameOf = (column: unknown) => (column as { name: string }).name;
const columnOf = ([field, { name, notNull, primary, isUnique }]: [string, Column]) => ({
  field,
  name,
  notNull,
  primary,
  isUnique,
});
const indexesOf = ({ indexes }: Config) =>
  indexes.map(({ config: { name, unique, columns } }) => ({ name, unique, columns: columns.map(nameOf) }));
const foreignKeysOf = ({ foreignKeys }: Config) =>
  foreignKeys.map((key) => {
    const { columns, foreignColumns, foreignTable } = key.reference();
    const to = Object.entries(foreignTable).flatMap(([, value]) => (value === foreignColumns[0] ? [value.name] : []));
    return {
      columns: columns.map(nameOf),
      foreignColumns: foreignColumns.map(nameOf),
      to,
      onDelete: key.onDelete ?? "no action",
    };
  });
/** PostgreSQL needs an index of its own to sort downwards with unknowns last; SQLite reads the one there is backwards. */
const isReversed = ({ config }: Config["indexes"][number]) => config.name?.endsWith("_desc_idx") ?? false;
const shapeOf = (of: TableOf, config: Config) => ({
  name: config.name,
  columns: Object.entries(of.columns).map(columnOf),
  indexes: indexesOf(config),
  foreignKeys: foreignKeysOf(config),
  primaryKeys: config.primaryKeys.length,
  uniqueConstraints: config.uniqueConstraints.length,
  checks: config.checks.length,
});

const examples: { [K in Kind]: Entities[K] } = {
  party: makeParty("AAA"),
  source: makeSource(1),
  snapshot: makeSnapshot(1, makeSource(1).id),
  quote: makeQuote(1, makeSource(1).id),
  commitment: makeCommitment(1),
  event: makeEvent(1),
  milestone: makeMilestone(1),
  assessment: makeAssessment(1),
  relation: makeRelation(1),
};

describe("the twins of every table", () => {
  it("are there for the same records", () => {
    expect(Object.keys(tables.postgresql)).toEqual(names);
  });

  it.each(names)("agree on %s: columns, nullability, keys, uniqueness, indexes", (name) => {
    const [sqlite, postgresql] = [tables.sqlite[name], tables.postgresql[name]];
    const config = pgConfig(postgresql);
    const common = { ...config, indexes: config.indexes.filter((index) => !isReversed(index)) };
    expect(shapeOf(postgresql, common)).toEqual(shapeOf(sqlite, sqliteConfig(sqlite)));
  });

  it.each(names)("has, where PostgreSQL sorts %s downwards, an index that sorts upwards", (name) => {
    const config = pgConfig(tables.postgresql[name]);
    const known = config.indexes.map((index) => index.config.name);
    for (const index of config.indexes.filter(isReversed))
      expect(known).toContain(index.config.name?.replace("_desc_idx", "_idx"));
  });

  it.each(names)("agree on the types of %s, with text compared by its bytes", (name) => {
    for (const [field, column] of Object.entries(tables.sqlite[name].columns)) {
      const type = tables.postgresql[name].columns[field]?.getSQLType();
      expect(counterparts[column.columnType], `${name}.${field}`).toContain(type);
    }
  });

  it.each(names)("name what the indexes of %s cover", (name) => {
    for (const { name: index, unique, columns } of indexesOf(sqliteConfig(tables.sqlite[name]))) {
      const { name: table } = sqliteConfig(tables.sqlite[name]);
      const covered = columns.every((column) => column !== undefined) ? columns.join("_") : "tally";
      expect(index).toBe(`${table}_${covered}_${unique ? "unique" : "idx"}`);
    }
  });
});

describe("the table of every kind", () => {
  it.each(Object.keys(kinds) as Kind[])(
    "has a column for each field of a %s, its extra columns, deletedAt and sinceSeq",
    (kind) => {
      const entity = examples[kind];
      const extra = kinds[kind].extra(entity as never);
      const expected = [...Object.keys(entity), "deletedAt", "sinceSeq", ...Object.keys(extra)];
      expect(Object.keys(tables.sqlite[kind].columns).sort()).toEqual(expected.sort());
    },
  );

  it.each(Object.keys(kinds) as Kind[])("finds a %s by a primary key, and by a slug that is unique", (kind) => {
    const { key, hasSlug } = kinds[kind];
    const { columns } = tables.sqlite[kind];
    expect(columns[key]?.primary).toBe(true);
    expect("slug" in columns).toBe(hasSlug);
    const unique = indexesOf(sqliteConfig(tables.sqlite[kind])).filter((index) => index.unique);
    expect(unique.some((index) => index.columns.join() === "slug")).toBe(hasSlug);
  });
});
