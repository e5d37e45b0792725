import { type Column, sql } from "drizzle-orm";
import type { Commitment } from "../../domain/commitment.ts";
import type { Party } from "../../domain/party.ts";
import type { Quote } from "../../domain/quote.ts";
import { commitmentDocument, type Document, partyDocument } from "../../domain/search/documents.ts";
import type { Kind } from "../port/entities.ts";
import type { Change } from "../port/store.ts";
import type { Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";
import { decode, insertInto, ready, type Steps, selectFrom } from "./statement.ts";
import { among } from "./where.ts";

/** Keeping the words that are searched in step with the records: written in the transaction that changes these. */

export interface Words {
  kind: Kind;
  owner: string;
  document: Document;
}

const atOnce = 500;

/** Writes the words of the records that these changes touch, as of line `seq`, where they differ. */
export function* indexWords(tables: Tables, changes: readonly Change[], seq: number): Steps<void> {
  const quotes = idsOf(changes, "quote", "update");
  const created = new Set(idsOf(changes, "commitment", "create"));
  const commitments = new Set([
    ...created,
    ...idsOf(changes, "commitment", "update", "restore"),
    ...(yield* quoting(tables, quotes)),
  ]);
  const parties = changes.flatMap(({ kind, op, entity }) =>
    kind === "party" && op !== "delete" && op !== "purge" ? [entity] : [],
  );
  const words = [...new Map(parties.map((party) => [party.code, wordsOfParty(party)])).values()];
  for (const ids of inParts([...commitments])) words.push(...(yield* wordsOfCommitments(tables, ids)));
  for (const some of inParts(words)) yield* write(tables, some, { seq, created });
}

export function wordsOfParty(party: Party): Words {
  return { kind: "party", owner: party.code, document: partyDocument(party) };
}

export function wordsOfCommitment(commitment: Commitment, quotes: ReadonlyMap<string, Quote>): Words {
  const own = commitment.quotes.flatMap((id) => quotes.get(id) ?? []);
  return { kind: "commitment", owner: commitment.id, document: commitmentDocument(commitment, own) };
}

/**
 * Makes these the words of their records from ledger line `seq` on. `created`: owners that were created in that write,
 * and so have no words yet.
 */
export function* write(
  tables: Tables,
  words: readonly Words[],
  { seq, created }: { seq: number; created?: ReadonlySet<string> },
): Steps<void> {
  if (words.length === 0) return;
  const { table, columns } = tables.search;
  const { id, owner, untilSeq } = columns as Record<string, Column>;
  const owners = words.flatMap((each) => (created?.has(each.owner) ? [] : [each.owner]));
  const rows = owners.length === 0 ? [] : yield sql`${selectFrom(tables.search)} where ${among(sql`${owner}`, owners)}`;
  const found = new Map(rows.map((row) => decode(row, tables.search)).map((row) => [placeOf(row), row]));
  const changed = words.filter((each) => !isSame(found.get(placeOf(each)), each.document));
  if (changed.length === 0) return;
  const replaced = changed.flatMap((each) => found.get(placeOf(each))?.id ?? []) as number[];
  if (replaced.length > 0)
    yield sql`update ${table} set ${sql.identifier(untilSeq?.name ?? "")} = ${seq} where ${among(sql`${id}`, replaced)}`;
  const [last] = yield ready(tables.search, "last", () => sql`select max(${id}) as id from ${table}`, {});
  let next = Number(last?.id ?? 0);
  for (const { kind, owner: whose, document } of changed) {
    next += 1;
    yield insertInto(tables.search, { ...document, id: next, kind, owner: whose, sinceSeq: seq, untilSeq: null });
  }
}

const placeOf = ({ kind, owner }: Row | Words): string => `${kind} ${owner}`;

function isSame(row: Row | undefined, { title, labels, body }: Document): boolean {
  return row !== undefined && row.title === title && row.labels === labels && row.body === body;
}

function idsOf(changes: readonly Change[], of: Exclude<Kind, "party">, ...ops: Change["op"][]): string[] {
  return changes.flatMap(({ kind, op, entity }) =>
    kind === of && ops.includes(op) ? [(entity as Exclude<Change["entity"], Party>).id] : [],
  );
}

/** The commitments that rest on these quotes. Services change those too; who uses the store alone may not. */
function* quoting(tables: Tables, quotes: readonly string[]): Steps<string[]> {
  const { fromKind, fromId, toKind, toId } = tables.links.columns as Record<string, Column>;
  const found: string[] = [];
  for (const ids of inParts(quotes)) {
    const rows = yield sql`select ${fromId} from ${tables.links.table}
      where ${toKind} = 'quote' and ${among(sql`${toId}`, ids)} and ${fromKind} = 'commitment'`;
    found.push(...rows.map((row) => String(row.from_id)));
  }
  return found;
}

/** The words of these commitments, as these tables have them. */
export function* wordsOfCommitments(tables: Tables, ids: readonly string[]): Steps<Words[]> {
  const commitments = (yield* byKeys(tables, "commitment", ids)) as unknown as Commitment[];
  const quotes = new Map<string, Quote>();
  for (const some of inParts([...new Set(commitments.flatMap((commitment) => commitment.quotes))]))
    for (const quote of (yield* byKeys(tables, "quote", some)) as unknown as Quote[]) quotes.set(quote.id, quote);
  return commitments.map((commitment) => wordsOfCommitment(commitment, quotes));
}

function* byKeys(tables: Tables, kind: "commitment" | "quote", ids: readonly string[]): Steps<Row[]> {
  const { id } = tables[kind].columns as Record<string, Column>;
  const rows = yield sql`${selectFrom(tables[kind])} where ${among(sql`${id}`, ids)} order by ${id}`;
  return rows.map((row) => decode(row, tables[kind]));
}

export function* inParts<T>(items: readonly T[]): Generator<T[], void, undefined> {
  for (let n = 0; n < items.length; n += atOnce) yield items.slice(n, n + atOnce);
}
