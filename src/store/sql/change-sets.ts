import type { Slice } from "../port/query.ts";
import type { ChangeSet } from "../port/store.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { liveHead } from "./apply.ts";
import { ofTransaction } from "./read.ts";
import type { Row } from "./row.ts";
import type { Steps } from "./statement.ts";

/** Change sets: the ledger's lines by what was committed as one. Their lines follow each other without a gap. */

/** How many lines of others are passed over in one read. */
const farthest = 10_000;

type Query = { before?: number; limit: number; by?: string };

export function* changeSets(tables: Tables, { before, limit, by }: Query): Steps<Slice<ChangeSet>> {
  const { seq, by: author } = tables.ledger.columns;
  const rows: ChangeSet[] = [];
  let end = before ?? (yield* liveHead()).seq + 1;
  const last = by === undefined ? 0 : Math.max(0, end - 1 - farthest);
  while (rows.length < limit) {
    const own = by === undefined ? sql`` : sql` and ${author} = ${by}`;
    const found = yield* newest(tables, sql`${seq} < ${end} and ${seq} > ${last}${own}`);
    if (found === null) return { rows, next: last === 0 ? null : [last + 1] };
    rows.push(yield* whole(tables, found));
    end = found.id;
  }
  return { rows, next: end === 1 ? null : [end] };
}

export function* changeSet(tables: Tables, id: number): Steps<ChangeSet | null> {
  const { seq, changeSet: set, tx } = tables.ledger.columns;
  const [first] = yield sql`select ${set}, ${tx} from ${tables.ledger.table} where ${seq} = ${id}`;
  if (first === undefined || idOf(first) !== id) return null;
  const isAlone = first.change_set === null;
  const found = yield* newest(tables, isAlone ? ofTransaction(tables, id) : sql`${set} = ${id}`);
  return found && (yield* whole(tables, found));
}

type Found = Omit<ChangeSet, "counts">;
const idOf = ({ change_set: set, tx }: Row): number => Number(set ?? tx);

/** The change set of the newest line that fits. */
function* newest(tables: Tables, condition: SQL): Steps<Found | null> {
  const { seq, at, by, tx, changeSet: set, reason } = tables.ledger.columns;
  const [row] = yield sql`select ${seq}, ${at}, ${by}, ${tx}, ${set}, ${reason} from ${tables.ledger.table}
    where ${condition} order by ${seq} desc limit 1`;
  if (row === undefined) return null;
  const [through, said] = [Number(row.seq), row.reason as string | null];
  return { id: idOf(row), through, at: String(row.at), by: String(row.by), reason: said };
}

function* whole(tables: Tables, found: Found): Steps<ChangeSet> {
  const { seq, kind, op } = tables.ledger.columns;
  const rows = yield sql`select ${kind}, ${op}, count(*) as lines from ${tables.ledger.table}
    where ${seq} >= ${found.id} and ${seq} <= ${found.through} group by ${kind}, ${op} order by ${kind}, ${op}`;
  const counts = rows.map((row) => ({ kind: row.kind, op: row.op, lines: Number(row.lines) }));
  return { ...found, counts: counts as ChangeSet["counts"] };
}
