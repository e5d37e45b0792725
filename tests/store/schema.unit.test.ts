import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generateDrizzleJson, generateSQLiteDrizzleJson } from "drizzle-kit/api";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import config from "../../drizzle.config.ts";
import type { Entities, Kind } from "../../src/store/port/entities.ts";
import { projections, rowsVersion } from "../../src/store/rebuild/rebuild.ts";
import { getTableName, sq } from "../../src/store/schema/drizzle.ts";
import { kinds } from "../../src/store/schema/kinds.ts";
import { migrationsFor } from "../../src/store/schema/migrate.ts";
import { type Dialect, tables } from "../../src/store/schema/tables.ts";
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

interface Table {
  name: string;
  columns: Record<string, { name: string }>;
  indexes: Record<string, { name: string }>;
  foreignKeys: Record<string, { name: string }>;
  compositePrimaryKeys: Record<string, { name: string }>;
}
type Schema = Record<string, Table>;
const root = fileURLToPath(new URL("../../", import.meta.url));

/** The tables as drizzle-kit finds them: among what the files that its configuration names export. */
async function definedFor(dialect: Dialect): Promise<Schema> {
  const files = globSync(String(config.schema), { cwd: root });
  const modules = await Promise.all(files.map((file): Promise<object> => import(pathToFileURL(root + file).href)));
  const exported = Object.fromEntries(modules.flatMap((one) => Object.values(one)).map((value, n) => [n, value]));
  const generate = dialect === "sqlite" ? generateSQLiteDrizzleJson : generateDrizzleJson;
  return (await generate(exported)).tables;
}

/** The tables as the newest migration leaves them. */
function migratedFor(dialect: Dialect): Schema {
  const newest = migrationsFor(dialect).at(-1)?.tag.slice(0, 4);
  const snapshot = readFileSync(`${root}migrations/${dialect}/meta/${newest}_snapshot.json`, "utf8");
  return (JSON.parse(snapshot) as { tables: Schema }).tables;
}

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

describe.each(["sqlite", "postgresql"] as const)("the schema on %s", (dialect) => {
  it("is what the newest migration leaves: there is none to generate", async () => {
    expect(await definedFor(dialect)).toEqual(migratedFor(dialect));
  });

  it("has the tables that reads and writes name, and no others", () => {
    const named = Object.values(tables[dialect]).map(({ table }) => getTableName(table));
    const migrated = Object.values(migratedFor(dialect)).map(({ name }) => name);
    expect(named.sort()).toEqual(migrated.sort());
  });

  it("has names in snake case that PostgreSQL keeps whole, also of constraints, which begin with their table's", () => {
    for (const { name, columns, ...rest } of Object.values(migratedFor(dialect))) {
      const { indexes, foreignKeys, compositePrimaryKeys } = rest;
      const constraints = [indexes, foreignKeys, compositePrimaryKeys].flatMap((of) => Object.values(of));
      for (const constraint of constraints) expect(constraint.name.startsWith(`${name}_`), constraint.name).toBe(true);
      for (const one of [{ name }, ...Object.values(columns), ...constraints])
        expect(one.name).toMatch(/^(?=.{1,63}$)[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
    }
  });
});

describe("the projections", () => {
  it("are made anew where their tables are others: rowsVersion says so", async () => {
    const names = projections(tables.sqlite).map((name) => getTableName(tables.sqlite[name].table));
    const defined = Object.values(await definedFor("sqlite")).filter(({ name }) => names.includes(name));
    const columns = defined.map(({ name, columns }) => [name, Object.keys(columns)]).toSorted();
    const digest = createHash("sha256").update(JSON.stringify(columns)).digest("hex").slice(0, 12);
    expect({ [rowsVersion]: digest }).toEqual({ 2: "8987b0842f86" });
  });

  it("of several keys are clustered by them on SQLite", () => {
    const [newest] = migrationsFor("sqlite").filter(({ tag }) => tag === "0014_projections");
    const clustered = newest?.statements.filter((statement) => statement.endsWith("WITHOUT ROWID;")) ?? [];
    const named = clustered.map((statement) => /CREATE TABLE `(\w+)`/.exec(statement)?.[1]);
    expect(named.toSorted()).toEqual(["links", "phases", "spans", "timeline"]);
  });
});

describe("the table of every kind", () => {
  it.each(Object.keys(kinds) as Kind[])(
    "has columns for fields of a %s, all its extra columns, deletedAt and sinceSeq",
    (kind) => {
      const entity = examples[kind];
      const extra = [...Object.keys(kinds[kind].extra(entity as never)), "deletedAt", "sinceSeq"];
      const ofPhases = ["turnsOn", "turned"];
      const columns = Object.keys(tables.sqlite[kind].columns).filter((field) => !ofPhases.includes(field));
      expect(columns).toEqual(expect.arrayContaining(extra));
      expect(Object.keys(entity)).toEqual(expect.arrayContaining(columns.filter((field) => !extra.includes(field))));
    },
  );

  it.each(Object.keys(kinds) as Kind[])("a %s is read with all its fields, and no others", (kind) => {
    expect([...kinds[kind].fields].sort()).toEqual(Object.keys(examples[kind]).sort());
  });

  it.each(Object.keys(kinds) as Kind[])("finds a %s by a primary key, and by a slug that is unique", (kind) => {
    const { key, hasSlug } = kinds[kind];
    const { columns } = tables.sqlite[kind];
    expect(columns[key]?.primary).toBe(true);
    expect("slug" in columns).toBe(hasSlug);
    const unique = sq
      .getTableConfig(tables.sqlite[kind].table as SQLiteTable)
      .indexes.filter(({ config }) => config.unique);
    expect(unique.some(({ config }) => config.columns.length === 1 && config.columns[0] === columns.slug)).toBe(
      hasSlug,
    );
  });
});
