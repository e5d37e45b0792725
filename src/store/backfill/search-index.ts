import type { Column } from "drizzle-orm";
import type { Commitment } from "../../domain/commitment.ts";
import type { Event } from "../../domain/event.ts";
import { coordinatesOf } from "../../domain/geo.ts";
import type { Quote } from "../../domain/quote.ts";
import type { Part } from "../../domain/search/documents.ts";
import { wordsVersion } from "../../domain/search/tokens.ts";
import { type Line, tells } from "../port/store.ts";
import { type Ready, type SQL, sql } from "../schema/sql.ts";
import type { TableOf, Tables } from "../schema/tables.ts";
import { linkRows } from "../sql/derived-rows.ts";
import type { Row } from "../sql/row.ts";
import { decode, insertInto, type Steps, selectFrom } from "../sql/statement.ts";
import { isAlone, isPart, type Words, wordsAlone, wordsOfCommitment, write } from "../sql/write-search.ts";

/**
 * For a database whose words were written by another version of the code, or that had none yet: writes the words of all
 * its records, now and earlier, their places and their sectors, from the ledger. Does nothing where they are this
 * version's.
 */
export function* learnWords(tables: Tables): Steps<void> {
  if (!(yield* lacksWords(tables))) return;
  yield sql`delete from ${tables.search.table}`;
  const state: State = { quotes: new Map(), commitments: new Map(), parts: new Map() };
  for (let lines = yield* linesAfter(tables, 0); lines.length > 0; ) {
    for (const transaction of Map.groupBy(lines, ({ tx }) => tx).values())
      yield* write(tables, wordsIn(transaction, state), { seq: transaction.at(-1)?.seq ?? 0 });
    lines = yield* linesAfter(tables, lines.at(-1)?.seq ?? 0);
  }
  yield* learnPlaces(tables.commitment, tables);
  yield* learnPlaces(tables.commitmentPast, tables);
  yield* learnSectors(tables);
  yield sql`delete from ${tables.derivations.table} where ${tables.derivations.columns.name} = ${derivation}`;
  yield insertInto(tables.derivations, { name: derivation, version: wordsVersion });
}

const derivation = "search_documents";

/** Whether its words are not those that this version of the code writes. */
export function* lacksWords(tables: Tables): Steps<boolean> {
  const { name, version } = tables.derivations.columns as Record<string, Column>;
  const [row] = yield sql`select ${version} from ${tables.derivations.table} where ${name} = ${derivation}`;
  return Number(row?.version ?? 0) !== wordsVersion;
}

/** A page of lines that ends where a transaction does. */
export function* linesAfter(tables: Tables, after: number): Steps<Line[]> {
  const { seq, tx } = tables.ledger.columns as Record<string, never>;
  const last = sql`select max(page.tx) from (select ${tx} from ${tables.ledger.table} where ${seq} > ${after} order by ${seq} limit 1000) as page`;
  const rows = yield sql`${selectFrom(tables.ledger)} where ${seq} > ${after} and ${tx} <= (${last}) order by ${seq}`;
  return rows.map((row) => decode(row, tables.ledger) as unknown as Line);
}

interface State {
  quotes: Map<string, Quote>;
  commitments: Map<string, Commitment>;
  /** The events and milestones of each commitment, by their ids. */
  parts: Map<string, Map<string, Part>>;
}

/** The words that a transaction left behind of the records it touched. */
function wordsIn(transaction: readonly Line[], { quotes, commitments, parts }: State): Words[] {
  const words = new Map<string, () => Words[]>();
  const ofCommitment = (id: string) =>
    words.set(id, () => {
      const commitment = commitments.get(id);
      return commitment ? [wordsOfCommitment(commitment, { quotes, parts: [...(parts.get(id)?.values() ?? [])] })] : [];
    });
  for (const { kind, op, id, commitmentId, data } of transaction.filter(tells)) {
    if (isPart(kind) && commitmentId !== null) {
      const own = parts.get(commitmentId) ?? new Map<string, Part>();
      parts.set(commitmentId, own);
      if (op === "delete") own.delete(id);
      else own.set(id, data as Event);
      ofCommitment(commitmentId);
    }
    if (kind === "quote") quotes.set(id, data as Quote);
    if (kind === "commitment") commitments.set(id, data as Commitment);
    if (op === "delete") continue;
    if (isAlone(kind)) words.set(`${kind} ${id}`, () => [wordsAlone(kind, data as never)]);
    if (kind === "commitment") ofCommitment(id);
  }
  return [...words.values()].flatMap((read) => read());
}

const atOnce = 500;

function* learnPlaces(of: TableOf, tables: Tables): Steps<void> {
  const { id, sinceSeq, location, placeX } = of.columns as Record<string, Column>;
  for (;;) {
    const rows = yield sql`select ${id}, ${sinceSeq}, ${location} from ${of.table}
      where ${location} is not null and ${placeX} is null limit ${atOnce}`;
    for (const row of rows) {
      const { placeX: x, placeY: y, placeZ: z } = coordinatesOf(read(row, tables).location);
      yield sql`update ${of.table} set place_x = ${x}, place_y = ${y}, place_z = ${z}
        where ${id} = ${row.id} and ${sinceSeq} = ${row.since_seq}`;
    }
    if (rows.length < atOnce) return;
  }
}

/** Links by sector, of every row that is or was a living commitment's. */
function* learnSectors(tables: Tables): Steps<void> {
  const [known] = yield sql`select 1 as found from ${tables.links.table} where to_kind = 'sector' limit 1`;
  if (known) return;
  yield* eachWithSectors(tables.commitment, tables, (row) => insertInto(tables.links, row));
  yield* eachWithSectors(tables.commitmentPast, tables, (row) => insertInto(tables.linksPast, row));
}

function* eachWithSectors(of: TableOf, tables: Tables, insert: (row: Row) => SQL | Ready): Steps<void> {
  const { sinceSeq, sectors, deletedAt } = of.columns as Record<string, Column>;
  for (let after = -1; ; ) {
    const rows = yield sql`${selectFrom(of)} where ${sinceSeq} > ${after} and ${deletedAt} is null
      and cast(${sectors} as text) <> '[]' order by ${sinceSeq} limit ${atOnce}`;
    for (const row of rows) {
      after = Number(row.since_seq);
      const links = linkRows("commitment", read(row, tables)).filter(({ toKind }) => toKind === "sector");
      for (const link of links) yield insert({ ...link, sinceSeq: after, untilSeq: row.until_seq ?? null });
    }
    if (rows.length < atOnce) return;
  }
}

function read(row: Row, tables: Tables): Commitment {
  return decode(row, tables.commitment) as unknown as Commitment;
}
