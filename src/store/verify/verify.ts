import type { Column } from "drizzle-orm";
import type { Kind } from "../port/entities.ts";
import type { Head } from "../port/store.ts";
import { getTableName } from "../schema/drizzle.ts";
import { isSearched, kinds } from "../schema/kinds.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { placesOf } from "../sql/purge.ts";
import type { Row } from "../sql/row.ts";
import { type Steps, selectFrom } from "../sql/statement.ts";
import { checkChain } from "./chain.ts";
import type { Watch } from "./finding.ts";
import { type Ahead, recordedAhead } from "./future.ts";
import { checkFormer, checkFormerStrays } from "./history.ts";
import { checkKeys } from "./keys.ts";
import { checkPhases } from "./phases.ts";
import { checkWordStrays, checkWords } from "./search-index.ts";
import { checkBatch, checkStrays } from "./tables.ts";

export interface Verified {
  head: Head;
  /** Records by kind, deleted and purged ones included. */
  records: Record<Kind, number>;
  /** Lines whose data were taken away: their hashes alone are there. */
  purged: number;
  /** What says that it has happened and is still to come; none where the day is not known. */
  ahead: Ahead[];
}

const atOnce = 200;

/**
 * Walks the whole ledger, then derives from it the rows of every record (present and past), of its links, timeline,
 * phases and words, and compares them with the tables; keys it holds against their seals. Holds a few hundred lines at
 * a time. Reports every difference; without any, nothing was changed behind the service's back.
 */
export function* verify(tables: Tables, watch: Watch): Steps<Verified> {
  const head = yield* checkChain(tables, watch);
  const records = {} as Record<Kind, number>;
  for (const kind of Object.keys(kinds) as Kind[]) {
    records[kind] = yield* checkKind(tables, kind, watch);
    yield* checkFormerStrays(tables, kind, watch);
  }
  yield* checkStrays(tables, watch);
  yield* checkWordStrays(tables, watch);
  yield* checkKeys(tables, watch);
  const { table, columns } = tables.ledger;
  const ahead = watch.begun === undefined ? [] : yield* recordedAhead(tables, watch.begun);
  const [purged] = yield sql`select count(*) as lines from ${table} where ${columns.purgedBy} is not null`;
  return { head, records, purged: Number(purged?.lines), ahead };
}

/**
 * Goes through the records of a kind in the order of their keys, in batches, each with the rows between its first and
 * last key.
 */
function* checkKind(tables: Tables, kind: Kind, watch: Watch): Steps<number> {
  let after = "";
  for (let total = 0; ; ) {
    const newest = yield newestLines(tables, kind, after);
    const isLast = newest.length < atOnce;
    const until = newest.at(-1)?.id as string | undefined;
    const [purged, lines] = [newest.filter(isPurge), newest.filter((row) => !isPurge(row))];
    yield* checkPurged(tables, purged, watch);
    yield* checkBatch(tables, { kind, lines, after, ...(until !== undefined && !isLast && { until }) }, watch);
    yield* checkFormer(tables, kind, lines, watch);
    if (kind === "commitment") yield* checkPhases(tables, lines, watch);
    if (isSearched(kind)) yield* checkWords(tables, kind, lines, watch);
    total += newest.length;
    watch.progress(kind, total);
    if (isLast || until === undefined) return total;
    after = until;
  }
}

const isPurge = ({ op }: Row): boolean => op === "purge";

/** Nothing is left of what was purged. */
function* checkPurged(tables: Tables, lines: readonly Row[], { report }: Watch): Steps<void> {
  for (const { kind, id, commitment_id: commitmentId } of lines) {
    const record = { kind, id, commitmentId } as Parameters<typeof placesOf>[1];
    for (const { of, where } of placesOf(tables, record)) {
      const [left] = yield sql`select 1 as found from ${of.table} where ${where} limit 1`;
      const table = getTableName(of.table);
      if (left) report({ table, key: `${kind} ${id}`, problem: "extra", detail: "a row of what was purged" });
    }
  }
}

/** The newest line of each record. */
function newestLines(tables: Tables, of: Kind, after: string): SQL {
  const { table, columns } = tables.ledger;
  const { kind, id, version } = columns as Record<string, Column>;
  return sql`${selectFrom(tables.ledger)} where ${kind} = ${of} and ${id} > ${after} and ${version} =
    (select max(later.version) from ${table} as later where later.kind = ${kind} and later.id = ${id})
    order by ${id} limit ${atOnce}`;
}
