import type { Column } from "drizzle-orm";
import type { Kind } from "../port/entities.ts";
import { getTableName } from "../schema/drizzle.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import type { Steps } from "../sql/statement.ts";
import { columnOf } from "../sql/where.ts";

/** A record that says of something still to come that it has happened. */
export interface Ahead {
  /** The table, by its SQL name, the record's id, and the field. */
  table: string;
  key: string;
  field: string;
  /** The date as recorded (EDTF). */
  date: string;
  /** The slug of the commitment that it belongs to. */
  commitment: string;
}

/** Where each kind says when something happened. */
const places = [
  { kind: "commitment", date: "statedOn", earliest: "statedEarliest" },
  { kind: "event", date: "date", earliest: "earliest" },
  { kind: "milestone", date: "metOn", earliest: "metEarliest" },
  { kind: "assessment", date: "on", earliest: "earliest" },
] as const satisfies { kind: Kind; date: string; earliest: string }[];

const mostShown = 100;

/**
 * What lies wholly after `day`, the first hundred of each kind: no difference from the ledger, since it was recorded
 * so, but a mistake of whoever recorded it.
 */
export function* recordedAhead(tables: Tables, day: string): Steps<Ahead[]> {
  const found: Ahead[] = [];
  const { table: commitments, columns } = tables.commitment;
  const { id, slug, deletedAt } = columns as Record<string, Column>;
  for (const { kind, date, earliest } of places) {
    const { table } = tables[kind];
    const of = (field: string) => columnOf(tables, kind, field);
    const join =
      kind === "commitment"
        ? sql``
        : sql` join ${commitments} on ${id} = ${of("commitmentId")} and ${deletedAt} is null`;
    const rows =
      yield sql`select ${of("id")} as "key", ${of(date)} as "date", ${slug} as "commitment" from ${table}${join}
      where ${of(earliest)} > ${day} and ${of("deletedAt")} is null order by ${of("id")} limit ${mostShown}`;
    for (const row of rows)
      found.push({
        table: getTableName(table),
        key: String(row.key),
        field: of(date).name,
        date: String(row.date),
        commitment: String(row.commitment),
      });
  }
  return found;
}
