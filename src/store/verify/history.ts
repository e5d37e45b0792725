import type { Column } from "drizzle-orm";
import type { Entities, Kind } from "../port/entities.ts";
import type { Line } from "../port/store.ts";
import { kinds } from "../schema/kinds.ts";
import { sql } from "../schema/sql.ts";
import type { TableOf, Tables } from "../schema/tables.ts";
import { recordRow } from "../sql/derived-rows.ts";
import type { Row } from "../sql/row.ts";
import { decode, type Steps, selectFrom } from "../sql/statement.ts";
import { among } from "../sql/where.ts";
import type { Watch } from "./finding.ts";
import { compareSets } from "./tables.ts";

/** Checking what records were: the rows that answers as of an earlier moment come from. */

const strays = 100;

/** Every version of these records but the newest has one row, which holds from its own line until the next. */
export function* checkFormer(tables: Tables, kind: Kind, newest: readonly Row[], watch: Watch): Steps<void> {
  const past = comparable(tables, kind);
  const ids = newest.map((row) => String(row.id));
  const of = tables.ledger.columns as Record<string, Column>;
  const lines = yield sql`${selectFrom(tables.ledger)}
    where ${of.kind} = ${kind} and ${among(sql`${of.id}`, ids)} order by ${of.id}, ${of.version}`;
  const expected = lines.flatMap((row, n) => {
    const next = lines[n + 1];
    return next?.id === row.id && row.purged_by === null ? formerRow(tables, row, Number(next?.seq)) : [];
  });
  const owners = newest.map((row) => row.commitment_id as string | null);
  const parent = past.columns.commitmentId;
  const nearby = parent ? sql`${among(sql`${parent}`, [...new Set(owners)])} and ` : sql``;
  const key = past.columns[kinds[kind].key] as Column;
  const found = yield sql`${selectFrom(past)} where ${nearby}${among(sql`${key}`, ids)}`;
  const rows = kind === "commitment" ? withoutTurned(tables, expected, found) : { expected, found };
  compareSets(past, { ...rows, key: kinds[kind].key }, watch);
}

/**
 * Where an act takes effect later, a row may have turned since its line was written, and what it was on a day is read
 * from its phases, which are checked by themselves.
 */
function withoutTurned(tables: Tables, expected: readonly Row[], found: readonly Row[]) {
  const { columns } = tables.commitmentPast;
  const turning = Object.entries(columns).filter(
    ([field]) => field in tables.phases.columns && field !== "id" && field !== "sinceSeq",
  );
  const place = (id: unknown, seq: unknown) => `${id} ${seq}`;
  const isSome = (list: unknown) => Array.isArray(list) && list.length > 0;
  const acting = expected.filter(({ effects, targets }) => isSome(effects) || isSome(targets));
  const places = new Set(acting.map(({ id, sinceSeq }) => place(id, sinceSeq)));
  const blank = (row: Row, isIn: boolean, names: readonly string[]): Row =>
    isIn ? { ...row, ...Object.fromEntries(names.map((name) => [name, null])) } : row;
  const [fields, names] = [turning.map(([field]) => field), turning.map(([, { name }]) => name)];
  return {
    expected: expected.map((row) => blank(row, places.has(place(row.id, row.sinceSeq)), fields)),
    found: found.map((row) => blank(row, places.has(place(row.id, row.since_seq)), names)),
  };
}

/** Former rows of what has no such line. */
export function* checkFormerStrays(tables: Tables, kind: Kind, watch: Watch): Steps<void> {
  const past = comparable(tables, kind);
  const of = tables.ledger.columns as Record<string, Column>;
  const key = past.columns[kinds[kind].key] as Column;
  const found = yield sql`${selectFrom(past)} where not exists (select 1 from ${tables.ledger.table}
    where ${of.kind} = ${kind} and ${of.id} = ${key}) limit ${strays}`;
  compareSets(past, { expected: [], found, key: kinds[kind].key }, watch);
}

/** The table of what was, without the text of a snapshot, which its hash stands for, and without what no line says. */
function comparable(tables: Tables, kind: Kind): TableOf {
  const past = tables[`${kind}Past`];
  const unsaid = kind === "snapshot" ? "text" : "turnsOn";
  return { ...past, columns: Object.fromEntries(Object.entries(past.columns).filter(([field]) => field !== unsaid)) };
}

function formerRow(tables: Tables, row: Row, untilSeq: number): Row[] {
  try {
    const { kind, op, at, seq, data } = decode(row, tables.ledger) as unknown as Line;
    const was = recordRow(kind, data as Entities[Kind], op === "delete" ? at : null);
    return [{ ...was, sinceSeq: seq, untilSeq }];
  } catch {
    return [];
  }
}
