import type { Column } from "drizzle-orm";
import type { Commitment } from "../../domain/commitment.ts";
import type { Event } from "../../domain/event.ts";
import type { Milestone } from "../../domain/milestone.ts";
import type { Quote } from "../../domain/quote.ts";
import {
  commitmentDocument,
  type Document,
  type Part,
  partyDocument,
  quoteDocument,
  quotesOf,
  type Searched,
  searchedOfCommitment,
  searchedOfPart,
  sourceDocument,
} from "../../domain/search/documents.ts";
import { isSame } from "../../validation/fields.ts";
import { type Entities, type Kind, keyOf } from "../port/entities.ts";
import { inParts } from "../port/parts.ts";
import type { Change } from "../port/store.ts";
import { isSearched, kinds, placeOf } from "../schema/kinds.ts";
import { among, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { readParts, recordsBy } from "./records.ts";
import type { Row } from "./row.ts";
import { decode, type Steps, selectFrom, together } from "./statement.ts";
import type { Batch } from "./write-records.ts";

/** Keeping the words that are searched in step with the records: written in the transaction that changes these. */

interface Words {
  kind: Kind;
  owner: string;
  document: Document;
}

/** Writes the words of the records that these changes touch, as of line `seq`, where they differ. */
export function* indexWords(
  tables: Tables,
  changes: readonly Change[],
  { seq, before }: { seq: number; before: Batch["before"] },
): Steps<void> {
  const created = new Set(searchedKinds.flatMap((kind) => keysOf(changes, kind, "create")));
  const telling = changes.filter((change) => saysOtherwise(change, before));
  const commitments = new Set([
    ...keysOf(telling, "commitment", "create", "update", "restore"),
    ...telling.flatMap(({ kind, op, entity }) => (isPart(kind) && op !== "purge" ? ownerOf(kind, entity) : [])),
    ...(yield* quoting(tables, keysOf(changes, "quote", "update"))),
  ]);
  const alone = changes.flatMap(({ kind, op, entity }) =>
    isAlone(kind) && op !== "delete" && op !== "purge" ? [wordsAlone(kind, entity as never)] : [],
  );
  const words = [...new Map(alone.map((each) => [whoseOf(each), each])).values()];
  for (const some of inParts(words)) yield* write(tables, some, { seq, found: yield* wordsNow(tables, some, created) });
  for (const ids of inParts([...commitments])) {
    const owners = ids.map((owner) => ({ owner }));
    const [some, known] = yield* together(wordsOfCommitments(tables, ids), wordsNow(tables, owners, created));
    yield* write(tables, some, { seq, found: known });
  }
}

const searchedKinds: readonly Searched[] = ["party", "source", "quote", "commitment"];
type Alone = Exclude<Searched, "commitment">;

/** Whether the words of such records are in themselves alone, and not in those that belong to them. */
const isAlone = (kind: Kind): kind is Alone => isSearched(kind) && kind !== "commitment";
/** Whether the words of such records are searched as those of their commitment. */
export const isPart = (kind: Kind): kind is "event" | "milestone" => kind === "event" || kind === "milestone";
const ownerOf = (kind: Kind, entity: Change["entity"]) => kinds[kind].commitmentOf(entity as never) ?? [];

/** Whether a change may give its commitment other words; most updates change none of what is searched. */
function saysOtherwise({ kind, op, entity }: Change, before: Batch["before"]): boolean {
  const was = op === "update" ? before.get(placeOf(kind, keyOf(entity)))?.record : undefined;
  if (was === undefined || !(kind === "commitment" || isPart(kind))) return true;
  const searched: readonly string[] = kind === "commitment" ? searchedOfCommitment : searchedOfPart;
  return searched.some((field) => !isSame((was as unknown as Row)[field], (entity as unknown as Row)[field]));
}

const documents: { [K in Alone]: (entity: Entities[K]) => Document } = {
  party: partyDocument,
  source: sourceDocument,
  quote: quoteDocument,
};

/** The words of a record that are in itself alone. */
function wordsAlone<K extends Alone>(kind: K, entity: Entities[K]): Words {
  return { kind, owner: keyOf(entity), document: documents[kind](entity) };
}

/** `parts`: its events and milestones; of `quotes`, those that it and they rest on are read. */
function wordsOfCommitment(
  commitment: Commitment,
  { quotes, parts }: { quotes: ReadonlyMap<string, Quote>; parts: readonly Part[] },
): Words {
  const own = quotesOf(commitment, parts).flatMap((id) => quotes.get(id) ?? []);
  return { kind: "commitment", owner: commitment.id, document: commitmentDocument(commitment, { quotes: own, parts }) };
}

/** The rows that hold the words of these owners now; those that were created in the same write have none yet. */
function* wordsNow(
  tables: Tables,
  of: readonly Pick<Words, "owner">[],
  created: ReadonlySet<string>,
): Steps<Map<string, Row>> {
  const owners = of.flatMap(({ owner }) => (created.has(owner) ? [] : [owner]));
  if (owners.length === 0) return new Map();
  const { owner } = tables.search.columns as Record<string, Column>;
  const rows = yield sql`${selectFrom(tables.search)} where ${among(sql`${owner}`, owners)}`;
  return new Map(rows.map((row) => decode(row, tables.search)).map((row) => [whoseOf(row), row]));
}

/** Makes these the words of their records from ledger line `seq` on. `found`: the rows that hold them now. */
function* write(
  tables: Tables,
  words: readonly Words[],
  { seq, found }: { seq: number; found: ReadonlyMap<string, Row> },
): Steps<void> {
  const { table, columns } = tables.search;
  const { id, untilSeq } = columns as Record<string, Column>;
  const changed = words.filter((each) => !isSameDocument(found.get(whoseOf(each)), each.document));
  if (changed.length === 0) return;
  const replaced = changed.flatMap((each) => found.get(whoseOf(each))?.id ?? []) as number[];
  if (replaced.length > 0)
    yield sql`update ${table} set ${sql.identifier(untilSeq?.name ?? "")} = ${seq} where ${among(sql`${id}`, replaced)}`;
  for (const { kind, owner: whose, document } of changed) {
    const { title, labels, body } = document;
    yield sql`insert into ${table} (id, kind, owner, since_seq, until_seq, title, labels, body)
      select coalesce(max(id), 0) + 1, ${kind}, ${whose}, cast(${seq} as bigint), cast(null as bigint),
        ${title}, ${labels}, ${body} from ${table}`;
  }
}

const whoseOf = ({ kind, owner }: Row | Words): string => placeOf(kind as Kind, String(owner));

function isSameDocument(row: Row | undefined, { title, labels, body }: Document): boolean {
  return row !== undefined && row.title === title && row.labels === labels && row.body === body;
}

function keysOf(changes: readonly Change[], of: Searched, ...ops: Change["op"][]): string[] {
  return changes.flatMap(({ kind, op, entity }) => (kind === of && ops.includes(op) ? [keyOf(entity)] : []));
}

/**
 * The commitments that rest on these quotes, or whose events or milestones do. Services change those too; who uses the
 * store alone may not.
 */
function* quoting(tables: Tables, quotes: readonly string[]): Steps<string[]> {
  const { toKind, toId, aggregateId } = tables.links.columns as Record<string, Column>;
  const found: string[] = [];
  for (const ids of inParts(quotes)) {
    const rows = yield sql`select distinct ${aggregateId} from ${tables.links.table}
      where ${toKind} = 'quote' and ${among(sql`${toId}`, ids)}`;
    found.push(...rows.map((row) => String(row.aggregate_id)));
  }
  return found;
}

/** The words of these commitments, as these tables have them. */
export function* wordsOfCommitments(tables: Tables, ids: readonly string[]): Steps<Words[]> {
  const [commitments, found] = yield* together(
    recordsBy(tables, "commitment", ids),
    readParts(tables, ["event", "milestone"], ids),
  );
  const parts = new Map<string, (Event | Milestone)[]>();
  const records = found.map(({ record }) => record);
  for (const part of records.toSorted((one, other) => (one.id < other.id ? -1 : 1)))
    parts.set(part.commitmentId, [...(parts.get(part.commitmentId) ?? []), part]);
  const ofOne = (commitment: Commitment) => parts.get(commitment.id) ?? [];
  const quoted = new Set(commitments.flatMap((commitment) => quotesOf(commitment, ofOne(commitment))));
  const quotes = new Map((yield* recordsBy(tables, "quote", [...quoted])).map((quote) => [quote.id, quote]));
  return commitments.map((commitment) => wordsOfCommitment(commitment, { quotes, parts: ofOne(commitment) }));
}
