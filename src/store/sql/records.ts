import type { Column } from "drizzle-orm";
import type { Commitment } from "../../domain/commitment.ts";
import { isId } from "../../validation/fields.ts";
import { type Entities, type Kind, type Part, type PartOf, plain } from "../port/entities.ts";
import { inParts } from "../port/parts.ts";
import { kinds } from "../schema/kinds.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import { dialectOf, type Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";
import type { Steps } from "./statement.ts";

/**
 * Records are read from the ledger: the row of each in the table of its kind says which line has it as it is, and holds
 * beside that only what filters and sorts need.
 */

const commas = sql.raw(", ");
const dataOf = {
  sqlite: sql.raw("select data from ledger where seq ="),
  postgresql: sql.raw("select data::text from ledger where seq ="),
};

/** `select` the records in a table of a kind, with columns of their rows. `without`: fields that are not read. */
export function selectRecords(
  tables: Tables,
  kind: Kind,
  { also = [], without = [] }: { also?: readonly Column[]; without?: readonly string[] } = {},
): SQL {
  const of = tables[kind];
  const parts = [
    sql`(${dataOf[dialectOf(of)]} ${of.columns.sinceSeq}) as data`,
    ...also.map((column) => sql`${column}`),
  ];
  if (of.differing) parts.push(sql`${of.differing} as differing`);
  if (kind === "snapshot" && !without.includes("text")) parts.push(textOf(tables));
  return sql`select ${sql.join(parts, commas)} from ${of.from}`;
}

function textOf({ snapshot, texts }: Tables): SQL {
  const { snapshotId, text } = texts.columns;
  return sql`(select ${text} from ${texts.table} where ${snapshotId} = ${snapshot.columns.id}) as text`;
}

/** The records of these keys, deleted or not, in the order of keys (500 at a time). */
export function* recordsBy<K extends Kind>(tables: Tables, kind: K, keys: readonly string[]): Steps<Entities[K][]> {
  const key = sql`${tables[kind].columns[kinds[kind].key]}`;
  const found: Entities[K][] = [];
  for (const some of inParts(keys)) {
    const rows = yield sql`${selectRecords(tables, kind)} where ${among(key, some)} order by ${key}`;
    found.push(...rows.map((row) => readRecord(kind, row)));
  }
  return found;
}

/** The parts, of some kinds, of commitments, in one statement; in whatever order. */
export function* readParts<K extends Part>(
  tables: Tables,
  of: readonly K[],
  commitmentIds: readonly string[],
): Steps<PartOf<K>[]> {
  const rows = yield sql.join(
    of.map((kind) => selectParts(tables, kind, (owner) => among(owner, commitmentIds))),
    unionAll,
  );
  return rows.map((row) => ({ kind: row.kind, record: readRecord(row.kind as K, row) }) as PartOf<K>);
}

const unionAll = sql.raw(" union all ");

/** The records of a kind whose commitments are meant; a commitment is its own. */
function selectParts(tables: Tables, kind: Part | "commitment", isMeant: (owner: SQL) => SQL): SQL {
  const { columns, differing = sql`cast(null as text)`, from: own } = tables[kind];
  const { id, commitmentId, from, deletedAt, sinceSeq } = columns;
  const owner = sql`${kind === "commitment" ? id : (commitmentId ?? from)}`;
  return sql`select ${kind} as kind, (${dataOf[dialectOf(tables[kind])]} ${sinceSeq}) as data,
      ${differing} as differing from ${own} where ${isMeant(owner)} and ${deletedAt} is null`;
}

/** A commitment, by its id or its slug, with its parts of some kinds, in one statement; null where there is none. */
export function* readAggregate<K extends Part>(
  tables: Tables,
  of: readonly K[],
  key: string,
): Steps<{ commitment: Commitment; parts: PartOf<K>[] } | null> {
  const { columns, from } = tables.commitment;
  const ofSlug = (owner: SQL) => sql`${owner} in (select ${columns.id} from ${from} where ${columns.slug} = ${key})`;
  const isMeant = isId(key) ? (owner: SQL) => sql`${owner} = ${key}` : ofSlug;
  const rows = yield sql.join(
    (["commitment", ...of] as const).map((kind) => selectParts(tables, kind, isMeant)),
    unionAll,
  );
  const own = rows.find(({ kind }) => kind === "commitment");
  if (own === undefined) return null;
  const parts = rows.filter((row) => row !== own);
  return {
    commitment: readRecord("commitment", own),
    parts: parts.map((row) => ({ kind: row.kind, record: readRecord(row.kind as K, row) }) as PartOf<K>),
  };
}

/** One field of the record of a row, as text, where no column has it. @throws Error for what is no field */
export function fieldOf(tables: Tables, kind: Kind, field: string): SQL {
  const { columns } = tables[kind];
  if (!kinds[kind].fields.some((name) => name === field)) throw new Error(`no field ${field} in ${kind}`);
  return sql`(select data ->> ${sql.raw(`'${field}'`)} from ledger where seq = ${columns.sinceSeq})`;
}

/** A row that `selectRecords` gave, as the record. */
export function readRecord<K extends Kind>(kind: K, row: Row): Entities[K] {
  const data = JSON.parse(String(row.data)) as Row;
  if (typeof row.differing === "string")
    for (const fields of row.differing.split("\n")) Object.assign(data, JSON.parse(fields));
  if (kind === "snapshot") data.text = data.hasText === false ? null : row.text;
  return recordOf(kind, data);
}

/** A record with all its fields in their order, of what a line of whatever version has of it. */
export function recordOf<K extends Kind>(kind: K, data: Row): Entities[K] {
  const { fields } = kinds[kind];
  const names = Object.keys(data);
  if (names.length === fields.length && names.every((name, n) => name === fields[n])) return data as never;
  const record: Row = {};
  for (const field of fields) record[field] = data[field] ?? (plain[kind] as Row | undefined)?.[field] ?? null;
  return record as unknown as Entities[K];
}
