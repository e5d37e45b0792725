import type { Document } from "../../domain/search/documents.ts";
import { StoreConflict } from "../port/conflict.ts";
import { type Kind, keyOf } from "../port/entities.ts";
import type { Change, Line, Purge } from "../port/store.ts";
import { kinds } from "../schema/kinds.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import type { Kept, TableOf, Tables } from "../schema/tables.ts";
import { tablesAt } from "./as-of.ts";
import { readRecord, selectRecords } from "./records.ts";
import { decode, insertInto, type Steps, selectFrom } from "./statement.ts";
import { isPart, wordsOfCommitments } from "./words.ts";

/**
 * Taking what a record holds out of the database for good. Its lines stay in the ledger with their hashes and without
 * their data, marked with the line that says who did it and why.
 */

type Part = Pick<Line, "kind" | "id" | "commitmentId">;
type Place = { of: TableOf; where: SQL };

/** Everywhere beside the ledger that a record stands or stood; verifying looks for it there too. */
export function placesOf(tables: Tables, { kind, id, commitmentId }: Part): Place[] {
  const both = (name: Kept, fields: { [field: string]: string }): Place[] =>
    [tables[name], tables[`${name}Past`]].map((of) => ({ of, where: equal(of, fields) }));
  const owner = commitmentId !== null && "commitmentId" in tables[kind].columns ? { commitmentId } : {};
  const isWhole = kind === "commitment";
  return [
    ...both("links", isWhole ? { aggregateId: id } : { aggregateId: commitmentId ?? id, fromKind: kind, fromId: id }),
    ...(commitmentId === null ? [] : both("timeline", { commitmentId, ...(!isWhole && { ref: id }) })),
    ...(isWhole ? [...both("phases", { id }), ...both("spans", { id })] : []),
    { of: tables.search, where: equal(tables.search, { kind, owner: id }) },
    ...(kind === "snapshot" ? [{ of: tables.texts, where: equal(tables.texts, { snapshotId: id }) }] : []),
    ...(kind === "source" ? [{ of: tables.promiseMarks, where: equal(tables.promiseMarks, { sourceId: id }) }] : []),
    ...(kind === "snapshot" ? marksOfText(tables, id) : []),
    ...both(kind, { ...owner, [kinds[kind].key]: id }),
  ];
}

/** Marks of a text: those that were made of it as that of its source, and those made by its hash, of no source. */
function marksOfText(tables: Tables, id: string): Place[] {
  const { promiseMarks: of } = tables;
  const { sourceId, sha256 } = of.columns;
  const hashes = [tables.snapshot, tables.snapshotPast].map(
    ({ table, columns }) => sql`select ${columns.sha256} from ${table} where ${columns.id} = ${id}`,
  );
  const isOne = sql.join(
    hashes.map((hash) => sql`${sha256} in (${hash})`),
    sql` or `,
  );
  return [
    { of, where: equal(of, { snapshotId: id }) },
    { of, where: sql`${sourceId} is null and (${isOne})` },
  ];
}

function equal({ columns }: TableOf, fields: { [field: string]: string }): SQL {
  const parts = Object.entries(fields).map(([field, value]) => sql`${columns[field]} = ${value}`);
  return sql.join(parts, sql` and `);
}

/** Of which column of which kind a record is the owner: without it, those cannot be. */
const parts: Partial<{ [K in Kind]: readonly (readonly [Kind, string])[] }> = {
  source: [
    ["snapshot", "sourceId"],
    ["quote", "sourceId"],
  ],
  commitment: [
    ["event", "commitmentId"],
    ["milestone", "commitmentId"],
    ["assessment", "commitmentId"],
    ["relation", "from"],
    ["relation", "to"],
  ],
};

/** Writes the line of a record's purge, and answers its number. */
type Append = (record: Part & { version: number; data: Purge }) => Steps<number>;

/**
 * Purges a record with all its parts, deleted ones too; each gets a line of its own.
 * @throws StoreConflict version when it has changed, in_use when another record points at it
 */
export function* purge(tables: Tables, change: Change & { op: "purge" }, append: Append): Steps<void> {
  const { kind, entity, reason } = change;
  const id = keyOf(entity);
  const [found] = yield sql`${selectRecords(tables, kind)} where ${tables[kind].columns[kinds[kind].key]} = ${id}`;
  if (!found || readRecord(kind, found).version !== entity.version) throw new StoreConflict("version", kind, id);
  yield* checkUnused(tables, kind, id);
  const own = { kind, id, commitmentId: kinds[kind].commitmentOf(entity as never) };
  for (const part of [...(yield* partsOf(tables, own)), own]) {
    yield* take(tables, part, { reason, append });
    if (part.kind === "quote") yield* forgetWords(tables, yield* onceResting(tables, part.id));
  }
  if (isPart(kind) && own.commitmentId !== null) yield* forgetWords(tables, [own.commitmentId]);
  yield* forgetAnswers(tables, own);
}

/** Nothing that others point at may go; its own parts go with it. */
function* checkUnused({ links }: Tables, kind: Kind, id: string): Steps<void> {
  const { toKind, toId, aggregateId } = links.columns;
  const [pointing] = yield sql`select 1 as found from ${links.table} where ${toKind} = ${kind} and ${toId} = ${id}
    and ${aggregateId} <> ${id} limit 1`;
  if (pointing) throw new StoreConflict("in_use", kind, id);
}

function* partsOf(tables: Tables, { kind, id }: Part): Steps<Part[]> {
  const found: Part[] = [];
  for (const [part, owner] of parts[kind] ?? []) {
    const rows = yield sql`${selectRecords(tables, part)} where ${tables[part].columns[owner]} = ${id}`;
    const entities = rows.map((row) => readRecord(part, row) as never);
    found.push(
      ...entities.map((entity) => ({
        kind: part,
        id: keyOf(entity),
        commitmentId: kinds[part].commitmentOf(entity),
      })),
    );
  }
  return found;
}

function* take(tables: Tables, part: Part, { reason, append }: { reason: string; append: Append }): Steps<void> {
  const { kind, id } = part;
  const { table, columns } = tables.ledger;
  const own = sql`${columns.kind} = ${kind} and ${columns.id} = ${id}`;
  const lines = yield sql`select ${columns.seq}, ${columns.version} from ${table} where ${own} order by ${columns.seq}`;
  for (const { of, where } of placesOf(tables, part)) yield sql`delete from ${of.table} where ${where}`;
  const last = Number(lines.at(-1)?.version ?? 0);
  const data = { reason, purged: lines.map(({ seq }) => Number(seq)) };
  const seq = yield* append({ ...part, version: last + 1, data });
  yield sql`update ${table} set data = ${"{}"}, reason = null, purged_by = ${seq} where ${own} and ${columns.version} <= ${last}`;
}

/** The commitments that once rested on a quote that is no more, or whose timelines showed it. */
function* onceResting({ linksPast }: Tables, quoteId: string): Steps<string[]> {
  const { toKind, toId, aggregateId } = linksPast.columns;
  const rows = yield sql`select distinct ${aggregateId} from ${linksPast.table}
    where ${toKind} = 'quote' and ${toId} = ${quoteId}`;
  return rows.map((row) => String(row.aggregate_id));
}

/** What was searched of these commitments, without the words of what is no more. */
function* forgetWords(tables: Tables, commitments: readonly string[]): Steps<void> {
  const { table, columns } = tables.search;
  const documents = yield sql`select ${columns.id}, ${columns.owner}, ${columns.sinceSeq} from ${table}
    where ${columns.kind} = 'commitment' and ${among(sql`${columns.owner}`, commitments)}`;
  for (const { id, owner, since_seq: seq } of documents) {
    const then = tablesAt(tables, { seq: Number(seq) });
    const [words] = yield* wordsOfCommitments(then, [String(owner)]);
    if (words) yield* rewrite(tables, Number(id), words.document);
  }
}

/** The index over documents learns of their coming and going alone. */
function* rewrite({ search }: Tables, id: number, document: Document): Steps<void> {
  const own = sql`${search.columns.id} = ${id}`;
  const [row] = yield sql`${selectFrom({ ...search, from: sql`${search.table}` })} where ${own}`;
  yield sql`delete from ${search.table} where ${own}`;
  yield insertInto(search, { ...decode(row ?? {}, search), ...document });
}

/**
 * Answers that were kept to be given again, where they show the record or are of what wrote it: whoever repeats such a
 * request is told of the purge. A kept body is JSON within JSON.
 */
function* forgetAnswers({ idempotency, ledger }: Tables, { kind, id }: Part): Steps<void> {
  const { table, columns } = idempotency;
  const answer = sql`cast(${columns.answer} as text)`;
  const shown = sql`replace(${answer}, ${`"${id}\\"`}, '') <> ${answer}`;
  const own = sql`from ${ledger.table} where ${ledger.columns.kind} = ${kind} and ${ledger.columns.id} = ${id}`;
  yield sql`update ${table} set answer = null, tx = (select max(${ledger.columns.tx}) ${own})
    where ${shown} or ${columns.tx} in (select ${ledger.columns.tx} ${own})`;
}
