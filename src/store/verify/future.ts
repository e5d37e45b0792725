import type { Kind } from "../port/entities.ts";
import { getTableName } from "../schema/drizzle.ts";
import { among, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { readRecord, selectRecords } from "../sql/records.ts";
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
  for (const { kind, date, earliest } of places) {
    const of = (field: string) => columnOf(tables, kind, field);
    const owner = kind === "commitment" ? "id" : "commitmentId";
    const rows = yield sql`${selectRecords(tables, kind)} where ${of(earliest)} > ${day} and ${of("deletedAt")} is null
      and exists (select 1 from ${commitments} as owner where owner.id = ${of(owner)} and owner.deleted_at is null)
      order by ${of("id")} limit ${mostShown}`;
    const records = rows.map((row) => readRecord(kind, row) as unknown as Record<string, string>);
    const owners = records.map((record) => record[owner] ?? "");
    const named =
      yield sql`select ${columns.id}, ${columns.slug} from ${commitments} where ${among(sql`${columns.id}`, owners)}`;
    const slugs = new Map(named.map(({ id, slug }) => [id, String(slug)]));
    const table = getTableName(tables[kind].table);
    for (const [n, record] of records.entries())
      found.push({
        ...{ table, key: String(record.id), field: date, date: String(record[date]) },
        commitment: slugs.get(owners[n]) ?? "",
      });
  }
  return found;
}
