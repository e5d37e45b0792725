import type { Column } from "drizzle-orm";
import { type Document, type Searched, searchedOfCommitment, searchedOfPart } from "../../domain/search/documents.ts";
import { isSame } from "../../validation/fields.ts";
import { type Kind, keyOf } from "../port/entities.ts";
import { inParts } from "../port/parts.ts";
import type { Change } from "../port/store.ts";
import { placeOf } from "../schema/kinds.ts";
import { among, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { laterParts, type Revision, revisedWords, revisionsIn } from "./revised-words.ts";
import type { Row } from "./row.ts";
import type { Steps } from "./statement.ts";
import { isAlone, isPart, ownerOf, type Words, wordsAlone, wordsInChanges, wordsOfCommitments } from "./words.ts";
import type { Batch } from "./write-records.ts";

/** Keeping the words that are searched in step with the records: written in the transaction that changes these. */

/** Writes the words of the records that these changes touch, as of line `seq`, where they differ. */
export function* indexWords(
  tables: Tables,
  changes: readonly Change[],
  { seq, before }: { seq: number; before: Batch["before"] },
): Steps<void> {
  const created = new Set(searchedKinds.flatMap((kind) => keysOf(changes, kind, "create")));
  const telling = changes.filter((change) => saysOtherwise(change, before));
  const resting = yield* quoting(tables, keysOf(changes, "quote", "update"));
  const commitments = new Set([
    ...keysOf(telling, "commitment", "create", "update", "restore"),
    ...telling.flatMap(({ kind, op, entity }) => (isPart(kind) && op !== "purge" ? ownerOf(kind, entity) : [])),
    ...resting,
  ]);
  const alone = changes.flatMap(({ kind, op, entity }) =>
    isAlone(kind) && op !== "delete" && op !== "purge" ? [wordsAlone(kind, entity as never)] : [],
  );
  const words = [...new Map(alone.map((each) => [whoseOf(each), each])).values()];
  const owners = new Set([...words.map(({ owner }) => owner), ...commitments]).difference(created);
  const revisions = revisionsIn(changes, before, commitments.difference(new Set(resting)));
  const known = yield* wordsNow(tables, [...owners], revisions);
  for (const ids of inParts([...commitments].sort())) {
    const made = new Map(revisedWords(revisions, known));
    for (const each of yield* wordsInChanges(tables, changes, new Set(ids).intersection(created)))
      made.set(each.owner, each);
    const others = ids.filter((id) => !made.has(id));
    for (const each of yield* wordsOfCommitments(tables, others)) made.set(each.owner, each);
    words.push(...ids.flatMap((id) => made.get(id) ?? []));
  }
  for (const some of inParts(words)) yield* write(tables, some, { seq, known });
}

const searchedKinds: readonly Searched[] = ["party", "source", "quote", "commitment"];

/** Whether a change may give its commitment other words; most updates change none of what is searched. */
function saysOtherwise({ kind, op, entity }: Change, before: Batch["before"]): boolean {
  const was = op === "update" ? before.get(placeOf(kind, keyOf(entity)))?.record : undefined;
  if (was === undefined || !(kind === "commitment" || isPart(kind))) return true;
  const searched: readonly string[] = kind === "commitment" ? searchedOfCommitment : searchedOfPart;
  return searched.some((field) => !isSame((was as unknown as Row)[field], (entity as unknown as Row)[field]));
}

/** The rows of words that these owners have, by `whoseOf`; of what is to be revised, with how much came `later`. */
function* wordsNow(
  tables: Tables,
  owners: readonly string[],
  revisions: ReadonlyMap<string, Revision>,
): Steps<Map<string, Row>> {
  const { selected, from, columns } = tables.search;
  const found = new Map<string, Row>();
  const later = laterParts(tables, revisions);
  for (const some of inParts(owners)) {
    const rows = yield sql`select ${selected}${later} from ${from} where ${among(sql`${columns.owner}`, some)}`;
    for (const row of rows) found.set(placeOf(row.kind as Kind, String(row.owner)), row);
  }
  return found;
}

/** Makes these the words of their records from ledger line `seq` on. `known`: what they are now. */
function* write(
  tables: Tables,
  words: readonly Words[],
  { seq, known }: { seq: number; known: ReadonlyMap<string, Row> },
): Steps<void> {
  if (words.length === 0) return;
  const { table, columns } = tables.search;
  const { id, untilSeq } = columns as Record<string, Column>;
  const changed = words.filter((each) => !isSameDocument(known.get(whoseOf(each)), each.document));
  if (changed.length === 0) return;
  const replaced = changed.flatMap((each) => known.get(whoseOf(each))?.id ?? []) as number[];
  if (replaced.length > 0)
    yield sql`update ${table} set ${sql.identifier(untilSeq?.name ?? "")} = ${seq} where ${among(sql`${id}`, replaced)}`;
  for (const { kind, owner: whose, document } of changed) {
    const { title, labels, body } = document;
    yield sql`insert into ${table} (id, kind, owner, since_seq, until_seq, title, labels, body)
      select coalesce(max(id), 0) + 1, ${kind}, ${whose}, cast(${seq} as bigint), cast(null as bigint),
        ${title}, ${labels}, ${body} from ${table}`;
  }
}

const whoseOf = ({ kind, owner }: Words): string => placeOf(kind, owner);

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
