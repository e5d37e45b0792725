import type { Kind } from "../port/entities.ts";
import type { Line } from "../port/store.ts";
import { kinds } from "../schema/kinds.ts";
import { among, sql } from "../schema/sql.ts";
import type { Kept, TableOf, Tables } from "../schema/tables.ts";
import { hashLine } from "./apply.ts";
import type { Row } from "./row.ts";
import { asLine, type Steps, selectFrom } from "./statement.ts";

/**
 * Work that takes long writes its lines under the instant at which it began, and others read meanwhile. Before it is
 * committed, its lines are given the instant of the commit: an `asOf` answered in between must not find them later.
 * They are the last of the ledger, and are given their hashes now.
 */

/** Where restamping stands: the newest line that is done, and its hash. */
export interface Restamped {
  seq: number;
  hash: string;
}

interface Instants {
  /** Under which the lines were written. */
  from: string;
  /** That of the commit. */
  to: string;
}

const linesAtOnce = 500;
const fields = ["createdAt", "recordedAt", "updatedAt", "deletedAt"] as const;

/** Restamps the next lines after `done`; null: there are no more. Each is hashed over the one before it. */
export function* restampSome(tables: Tables, done: Restamped, instants: Instants): Steps<Restamped | null> {
  const { table, columns } = tables.ledger;
  const rows =
    yield sql`${selectFrom(tables.ledger)} where ${columns.seq} > ${done.seq} order by ${columns.seq} limit ${linesAtOnce}`;
  if (rows.length === 0) return null;
  const lines = rows.map(asLine(tables));
  let { hash } = done;
  for (const line of lines) {
    const { hash: _, ...renewed } = { ...line, at: instants.to, data: restamped(line.data, instants) };
    hash = hashLine(renewed as Omit<Line, "hash">, hash);
    yield sql`update ${table} set at = ${instants.to}, data = ${JSON.stringify(renewed.data)}, hash = ${hash}
      where ${columns.seq} = ${line.seq}`;
  }
  for (const [kind, some] of instants.from < instants.to ? Map.groupBy(lines, (line) => line.kind) : [])
    yield* restampRecords(tables, kind, some, instants);
  return { seq: lines.at(-1)?.seq ?? done.seq, hash };
}

function restamped<D extends object>(data: D, { from, to }: Instants): D {
  const changed = fields.filter((field) => (data as Row)[field] === from).map((field) => [field, to]);
  return { ...data, ...Object.fromEntries(changed) };
}

/** The rows of these records, now and earlier, and their places on the timeline. */
function* restampRecords(tables: Tables, kind: Kind, lines: readonly Line[], instants: Instants): Steps<void> {
  const ids = [...new Set(lines.map(({ id }) => id))];
  const key = kinds[kind].key;
  const owners = [...new Set(lines.flatMap(({ commitmentId }) => commitmentId ?? []))];
  const tablesOf: [Kept, Place][] = [
    [kind, { [key]: ids }],
    ["timeline", { commitmentId: owners, ref: ids }],
  ];
  for (const [name, place] of tablesOf)
    for (const table of [tables[name], tables[`${name}Past`]])
      for (const field of fields.filter((each) => each in table.columns))
        yield* restampColumn(table, { field, place }, instants);
}

/** The values that columns have in the rows that are meant. */
type Place = Readonly<Record<string, readonly string[]>>;

function* restampColumn(
  { table, columns }: TableOf,
  { field, place }: { field: string; place: Place },
  { from, to }: Instants,
): Steps<void> {
  const own = columns[field];
  const where = Object.entries(place).map(([column, values]) => sql`${among(sql`${columns[column]}`, values)} and `);
  yield sql`update ${table} set ${sql.identifier(own?.name ?? "")} = ${to} where ${sql.join(where)}${own} = ${from}`;
}
