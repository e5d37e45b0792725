import { wordsVersion } from "../../domain/search/tokens.ts";
import { type Change, type Line, tells } from "../port/store.ts";
import { placeOf } from "../schema/kinds.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { liveHead } from "../sql/apply.ts";
import { recordOf } from "../sql/records.ts";
import type { Row } from "../sql/row.ts";
import { tablesInOrder } from "../sql/rows.ts";
import { asLine, insertInto, type Steps, selectFrom } from "../sql/statement.ts";
import { index } from "../sql/write-indexes.ts";
import { beginBatch, flush, placeRecord } from "../sql/write-records.ts";
import { indexWords } from "../sql/write-search.ts";
import { courseOf } from "./phases.ts";

/**
 * The projections are all tables that follow from the ledger: rows of records, now and earlier, links, timelines,
 * phases, words. They can be made anew from it at any time, and are where another version of the code made them.
 */

/** To be counted up when the same lines give other rows: new columns, other rules. */
export const rowsVersion = 2;
const versions = { projections: rowsVersion, search_documents: wordsVersion };

/** The ledger, and what does not follow from it. */
export const kept = [
  ...(["ledger", "texts", "keys", "secrets", "idempotency"] as const),
  ...(["webhooks", "webhookDeliveries", "promiseMarks"] as const),
] as const satisfies (keyof Tables)[];
const isKept = (name: keyof Tables): boolean => kept.some((one) => one === name) || name === "derivations";

/** The names of the projections, each after those that it refers to. */
export const projections = (tables: Tables): (keyof Tables)[] => tablesInOrder(tables).filter((name) => !isKept(name));

/** Whether the projections were made by another version of the code, or not at all. */
export function* isBehind(tables: Tables): Steps<boolean> {
  const { name, version } = tables.derivations.columns;
  const rows = yield sql`select ${name}, ${version} from ${tables.derivations.table}`;
  const found = Object.fromEntries(rows.map((row) => [row.name, Number(row.version)]));
  return Object.entries(versions).some(([of, expected]) => found[of] !== expected);
}

export interface Rebuilding {
  /** Told how far the work is, in lines of the ledger. */
  progress?: (done: number, total: number) => void;
  /** Told of the records of a transaction that cannot be read, and is passed over; else that is an error. */
  unreadable?: (ids: readonly string[]) => void;
}

/** Makes all projections anew. To be run in a transaction beside which nobody writes. */
export function* rebuild(tables: Tables, { progress = () => {}, unreadable }: Rebuilding = {}): Steps<void> {
  for (const name of projections(tables).toReversed()) yield sql`delete from ${tables[name].table}`;
  const { seq: total } = yield* liveHead();
  for (let done = 0; done < total; ) {
    const rows = yield* rowsAfter(tables, done);
    for (const transaction of transactionsOf(rows)) {
      if (unreadable) yield* attempt(project(tables, transaction), () => unreadable(idsOf(transaction)));
      else yield* project(tables, transaction);
    }
    done = Number(rows.at(-1)?.seq ?? total);
    progress(done, total);
  }
  yield sql`delete from ${tables.derivations.table}`;
  for (const [name, version] of Object.entries(versions)) yield insertInto(tables.derivations, { name, version });
}

const idsOf = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ id, commitment_id: of }) => [String(id), ...(of === null ? [] : [String(of)])]);

/** Does a part of the work, or takes back what it has done. */
function* attempt(part: Steps<void>, failed: () => void): Steps<void> {
  yield sql`savepoint part`;
  try {
    yield* part;
  } catch {
    failed();
    yield sql`rollback to part`;
  }
  yield sql`release part`;
}

const atOnce = 1000;

/** Some lines of the ledger, as rows, up to the end of a transaction. */
function* rowsAfter(tables: Tables, after: number, limit = atOnce): Steps<Row[]> {
  const { seq } = tables.ledger.columns;
  const rows = yield sql`${selectFrom(tables.ledger)} where ${seq} > ${after} order by ${seq} limit ${limit}`;
  if (rows.length < limit) return rows;
  const whole = rows.slice(0, rows.findLastIndex(({ tx }) => tx !== rows.at(-1)?.tx) + 1);
  return whole.length > 0 ? whole : yield* rowsAfter(tables, after, 2 * limit);
}

function transactionsOf(rows: readonly Row[]): Row[][] {
  const transactions: Row[][] = [];
  for (const row of rows) {
    const last = transactions.at(-1);
    if (last?.[0]?.tx === row.tx) last?.push(row);
    else transactions.push([row]);
  }
  return transactions;
}

/** Writes the rows that follow from the lines of one transaction, all that come before being there. */
function* project(tables: Tables, rows: readonly Row[]): Steps<void> {
  const lines = rows.map(asLine(tables)).filter(tells);
  const changes = lines.map(changeOf);
  const batch = yield* beginBatch(tables, changes);
  for (const [n, change] of changes.entries()) {
    const { seq, at } = lines[n] as Line;
    yield* placeRecord(tables, change, { at, seq, batch });
  }
  yield* flush(tables, batch);
  for (const { kind, op, seq, at, data } of lines) {
    if (kind !== "commitment" || op === "delete") continue;
    const entity = recordOf(kind, data as unknown as Row);
    const change = { op: "update", kind, entity, ...(yield* courseOf(tables, entity, at.slice(0, 10))) } as const;
    yield* index(tables, change, { was: entity, entity, seq });
    const { id, turnsOn } = tables.commitment.columns;
    if (change.turnsOn !== (batch.known.get(placeOf(kind, entity.id))?.row.turnsOn ?? null))
      yield sql`update ${tables.commitment.table} set ${sql.identifier(turnsOn?.name ?? "")} = ${change.turnsOn} where ${id} = ${entity.id}`;
  }
  yield* indexWords(tables, changes, { seq: Number(rows.at(-1)?.seq), before: batch.before });
}

function changeOf({ op, kind, data }: Line): Exclude<Change, { op: "purge" }> {
  return { op, kind, entity: recordOf(kind, data as unknown as Row) } as Exclude<Change, { op: "purge" }>;
}
