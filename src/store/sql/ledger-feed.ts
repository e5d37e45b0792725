import type { Column } from "drizzle-orm";
import type { LinesQuery, LinesSlice } from "../port/store.ts";
import { among, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { readHead } from "./apply.ts";
import { asLine, type Steps, selectFrom } from "./statement.ts";

/** How many lines a filter may pass over in one read. */
const farthest = 10_000;

/** The ledger as a feed. The head is read first and bounds the lines, so that one never knows more than the other. */
export function* readLines(tables: Tables, { after, limit, kinds = [], commitmentId }: LinesQuery): Steps<LinesSlice> {
  const head = yield* readHead(tables);
  const { seq, tx, kind, commitmentId: owner, hash } = tables.ledger.columns as Record<string, Column>;
  const end = kinds.length === 0 ? head.seq : Math.min(head.seq, after + farthest);
  const rows = yield sql`${selectFrom(tables.ledger)} where ${seq} > ${after} and ${seq} <= ${end}
    ${kinds.length === 0 ? sql`` : sql` and ${among(sql`${kind}`, kinds)}`}
    ${commitmentId === undefined ? sql`` : sql` and ${owner} = ${commitmentId}`}
    order by ${seq} limit ${limit}`;
  const lines = rows.map(asLine(tables));
  const before = yield sql`select ${seq}, ${hash} from ${tables.ledger.table}
    where ${among(
      sql`${seq}`,
      lines.map((line) => line.seq - 1),
    )}`;
  const hashes = new Map(before.map((row) => [Number(row.seq), String(row.hash)]));
  const through = lines.length === limit ? (lines.at(-1)?.seq ?? end) : end;
  const [beyond] = yield sql`select ${tx} from ${tables.ledger.table} where ${seq} = ${through + 1}`;
  return {
    head,
    rows: lines.map((line) => ({ ...line, previous: hashes.get(line.seq - 1) ?? "" })),
    through,
    goesOn: beyond !== undefined && Number(beyond.tx) === lines.at(-1)?.tx,
  };
}
