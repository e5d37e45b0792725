import type { Column } from "drizzle-orm";
import type { Head, Line, Purge } from "../port/store.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { hashLine } from "../sql/apply.ts";
import type { Row } from "../sql/row.ts";
import { asLine, type Steps } from "../sql/statement.ts";
import type { Watch } from "./finding.ts";

const atOnce = 200;
type Walked = Pick<Line, "seq" | "hash">;

/**
 * Walks the ledger from its first line: numbers without a gap, every line hashed over the one before, and each record's
 * versions 1, 2, 3, ... in that order, by operations that can follow each other. A purged line has its hash alone,
 * which the line after it was hashed over; a later line must say that it was purged. Answers the head that it reached.
 */
export function* checkChain(tables: Tables, watch: Watch): Steps<Head> {
  const newest = yield sql`select max(${tables.ledger.columns.seq}) as seq from ${tables.ledger.table}`;
  const total = Number(newest[0]?.seq ?? 0);
  let head: Head = { seq: 0, at: null, hash: "" };
  for (;;) {
    const rows = yield linesAfter(tables, head.seq);
    for (const row of rows) head = checkLine(tables, row, { before: head, watch });
    watch.progress("ledger", head.seq, total);
    if (rows.length < atOnce) break;
  }
  checkRemembered(head, watch);
  return head;
}

/** Lines in order, each with the line of the version before it of the same record. */
function linesAfter(tables: Tables, after: number) {
  const { table, columns } = tables.ledger;
  const { seq, kind, id, version, op, purgedBy } = columns as Record<string, Column>;
  const names = sql.join(
    Object.values(columns).map((column) => sql`${column}`),
    sql`, `,
  );
  return sql`select ${names}, earlier.seq as earlier_seq, earlier.op as earlier_op,
    purge.seq as purge_seq, purge.op as purge_op, purge.kind as purge_kind, purge.id as purge_id, purge.data as purge_data,
    case when ${op} <> 'purge' then 0 else (select count(*) from ${table} as kept where kept.kind = ${kind}
      and kept.id = ${id} and kept.purged_by is null and kept.seq <> ${seq}) end as kept from ${table}
    left join ${table} as purge on purge.seq = ${purgedBy}
    left join ${table} as earlier on earlier.kind = ${kind} and earlier.id = ${id} and earlier.version = ${version} - 1
    where ${seq} > ${after} order by ${seq} limit ${atOnce}`;
}

function checkLine(tables: Tables, row: Row, { before, watch }: { before: Walked; watch: Watch }): Head {
  const seq = Number(row.seq);
  const stored = { seq, at: String(row.at), hash: String(row.hash) };
  const name = `${row.kind} ${row.id}, version ${row.version}`;
  const report = (problem: "changed" | "missing", detail: string, key = String(seq)) =>
    watch.report({ table: "ledger", key, problem, detail });
  if (stored.hash === watch.remembered?.hash && (watch.remembered.seq ?? seq) === seq) watch.remembered.found = true;
  if (seq !== before.seq + 1) {
    const last = seq - 1;
    const key = before.seq + 1 === last ? `${last}` : `${before.seq + 1}-${last}`;
    report("missing", `no line ${key.replace("-", " to ")}; line ${seq} (${name}) cannot be checked`, key);
  } else if (isPurged(row)) {
    const fault = purgeFault(tables, row);
    if (fault !== null) report("changed", `${fault} (${name})`);
  } else if (contentHash(tables, row, before.hash) !== stored.hash) {
    const other = before.seq === 0 ? "" : `, or the hash of line ${before.seq}`;
    report("changed", `does not agree with its hash: it was changed (${name})${other}`);
  }
  const fault = orderFault(row);
  if (fault !== null) report("changed", `${fault} (${name})`);
  return stored;
}

const isPurged = ({ purged_by }: Row): boolean => purged_by !== null && purged_by !== undefined;

/** Who marks a line as purged must also have written a line that says so, which the chain holds. */
function purgeFault(tables: Tables, row: Row): string | null {
  const { seq, kind, id, data, purge_seq, purge_op, purge_kind, purge_id } = row;
  const isTold = purge_op === "purge" && purge_kind === kind && purge_id === id && Number(purge_seq) > Number(seq);
  if (!isTold || !purgedIn(tables, row.purge_data).includes(Number(seq)))
    return "marked as purged, which no later line says";
  return JSON.stringify(readJson(tables, data)) === "{}" ? null : "purged, but there are data in it";
}

function purgedIn(tables: Tables, data: unknown): number[] {
  const { purged } = (readJson(tables, data) ?? {}) as Partial<Purge>;
  return Array.isArray(purged) ? purged : [];
}

function readJson(tables: Tables, data: unknown): unknown {
  try {
    return tables.ledger.columns.data?.mapFromDriverValue(data);
  } catch {
    return null;
  }
}

function contentHash(tables: Tables, row: Row, previous: string): string | null {
  try {
    return hashLine(asLine(tables)(row), previous);
  } catch {
    return null;
  }
}

function orderFault({ seq, op, version, earlier_seq, earlier_op, kept }: Row): string | null {
  if (op === "purge" && Number(kept) > 0) return "a purge, but other lines of the record were not purged";
  const isFirst = Number(version) === 1;
  if (isFirst !== (op === "create")) return isFirst ? "the first version is no creation" : "created a second time";
  if (isFirst) return null;
  if (earlier_seq === null || earlier_seq === undefined) return "the version before it is missing";
  if (Number(earlier_seq) > Number(seq)) return "comes before the version that it follows";
  if (earlier_op === "purge") return `${op} cannot follow ${earlier_op}`;
  if (op === "purge") return null;
  return (op === "restore") === (earlier_op === "delete") ? null : `${op} cannot follow ${earlier_op}`;
}

/** A ledger that was cut at its end is whole in itself: only who remembers an earlier head can tell. */
function checkRemembered(head: Head, { remembered, report }: Watch): void {
  if (!remembered || remembered.found) return;
  const { seq, hash } = remembered;
  const place = seq === undefined ? hash : `${seq}:${hash}`;
  const ends = head.seq === 0 ? "which is empty" : `which ends at ${head.seq}:${head.hash}`;
  const detail = `the remembered head ${place} is not in the ledger, ${ends}: lines were cut off, or it was written anew`;
  report({ table: "ledger", key: String(seq ?? hash), problem: "missing", detail });
}
