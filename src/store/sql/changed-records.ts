import type { Operation, RecordChange } from "../port/changes.ts";
import { type Kind, plain } from "../port/entities.ts";
import type { Head } from "../port/store.ts";
import { kinds } from "../schema/kinds.ts";
import { sql } from "../schema/sql.ts";
import type { TableOf, Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";
import { isSameValue, type Steps } from "./statement.ts";

/** What changed after a line: see `changesAfter` of the port. */
export function* changesAfter(
  { ledger, commitmentPast }: Tables,
  { seq: after, hash }: Pick<Head, "seq" | "hash">,
  atMost: number,
): Steps<RecordChange[] | null> {
  const { seq, hash: hashes } = ledger.columns;
  if (after > 0) {
    const [line] = yield sql`select ${hashes} from ${ledger.table} where ${seq} = ${after}`;
    if (line?.hash !== hash) return null;
  }
  const rows = yield sql`select line.seq, line.op, line.kind, line.id, line.commitment_id, line.hash, line.data,
      before.commitment_id as commitment_before, before.data as data_before,
      coalesce(line.purged_by, before.purged_by) as purged_by,
      exists (select 1 from ${commitmentPast.table} as past where line.kind = 'commitment' and past.until_seq = line.seq
        and past.id = line.id and (past.turns_on is not null or past.turned is not null)) as has_turned
    from ${ledger.table} as line left join ${ledger.table} as before
      on before.kind = line.kind and before.id = line.id and before.version = line.version - 1
    where line.seq > ${after} order by line.seq limit ${atMost + 1}`;
  if (rows.length > atMost) return null;
  return rows.map((row) => changeIn(row, ledger));
}

function changeIn(row: Row, ledger: TableOf): RecordChange {
  const owners = [row.commitment_id, row.commitment_before].filter((id) => id !== null);
  return {
    seq: Number(row.seq),
    hash: String(row.hash),
    op: row.op as Operation,
    kind: row.kind as Kind,
    id: String(row.id),
    commitmentIds: [...new Set(owners.map(String))],
    columns: row.op === "update" ? columnsChanged(row, ledger) : null,
  };
}

/**
 * Null where a version is not known any more, and where something took effect, or might have, between the two: then
 * what was read before the change is not what its line says.
 */
function columnsChanged(row: Row, ledger: TableOf): string[] | null {
  if (row.data_before === null || row.purged_by !== null || row.has_turned) return null;
  const [before, after] = [row.data_before, row.data].map((data) => columnsOf(row.kind as Kind, data, ledger));
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter((name) => !isSameValue(before?.[name], after?.[name]));
}

/** A record of a line with the columns that its table has beside. */
function columnsOf(kind: Kind, data: unknown, { columns }: TableOf): Row {
  const record = { ...plain[kind], ...(columns.data?.mapFromDriverValue(data) as object) };
  return { ...record, ...kinds[kind].extra(record as never) };
}
