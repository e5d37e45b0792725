import type { Column } from "drizzle-orm";
import type { Commitment } from "../../domain/commitment.ts";
import type { Party } from "../../domain/party.ts";
import type { Quote } from "../../domain/quote.ts";
import { type Part, quotesOf, type Searched } from "../../domain/search/documents.ts";
import type { Source } from "../../domain/source.ts";
import type { Line } from "../port/store.ts";
import { is, SQLiteTable } from "../schema/drizzle.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import type { Row } from "../sql/row.ts";
import { type Steps, selectFrom } from "../sql/statement.ts";
import { among } from "../sql/where.ts";
import { type Alone, isAlone, type Words, wordsAlone, wordsOfCommitment } from "../sql/write-search.ts";
import type { Watch } from "./finding.ts";
import { newestOf, read, recordsOf } from "./phases.ts";

/** Checking that the words which are searched are those of the records, by the ledger's newest lines. */

const table = "search_documents";
const strays = 100;

export function* checkWords(tables: Tables, kind: Searched, newest: readonly Row[], watch: Watch): Steps<void> {
  const lines = newest.flatMap((row) => read(tables, row)).filter(({ op }) => op !== "delete");
  const data = lines.map((line) => line.data);
  const expected = isAlone(kind)
    ? data.flatMap((entity) => (isReadable[kind](entity) ? [wordsAlone(kind, entity as never)] : []))
    : yield* ofCommitments(tables, data as Commitment[]);
  const { kind: of, owner } = tables.search.columns as Record<string, Column>;
  const found = yield sql`${selectFrom(tables.search)} where ${of} = ${kind}
    and ${among(
      sql`${owner}`,
      expected.map((words) => words.owner),
    )} and until_seq is null`;
  const rows = Map.groupBy(found, (row) => String(row.owner));
  for (const words of expected) compare(words, rows.get(words.owner) ?? [], watch);
}

/** Records that cannot be read are reported where their rows are compared. */
const isReadable: Record<Alone, (data: object) => boolean> = {
  party: (data) => typeof (data as Party).names === "object",
  source: (data) => typeof (data as Source).title === "string",
  quote: (data) => typeof (data as Quote).exact === "string",
};

function* ofCommitments(tables: Tables, commitments: readonly Commitment[]): Steps<Words[]> {
  const whole = commitments.filter(({ quotes, parties, tags }) => [quotes, parties, tags].every(Array.isArray));
  const parts = new Map<string, Part[]>();
  for (const kind of ["event", "milestone"] as const) {
    const lines = yield* newestOf(
      tables,
      kind,
      whole.map(({ id }) => id),
    );
    for (const { commitmentId, data } of lines as Line<"event" | "milestone">[])
      if (commitmentId !== null && typeof data.title === "string" && Array.isArray(data.evidence))
        parts.set(commitmentId, [...(parts.get(commitmentId) ?? []), data]);
  }
  const ofOne = ({ id }: Commitment) => parts.get(id) ?? [];
  const ids = whole.flatMap((commitment) => quotesOf(commitment, ofOne(commitment)));
  const quotes = yield* recordsOf<Quote>(tables, "quote", ids);
  for (const [id, { exact }] of quotes) if (typeof exact !== "string") quotes.delete(id);
  return whole.map((commitment) => wordsOfCommitment(commitment, { quotes, parts: ofOne(commitment) }));
}

function compare({ kind, owner, document }: Words, [row, another]: readonly Row[], { report }: Watch): void {
  const key = `${kind} ${owner}`;
  if (!row) report({ table, key, problem: "missing", detail: "it cannot be searched: its words are missing" });
  if (another) report({ table, key, problem: "extra", detail: "its words are there twice" });
  for (const field of ["title", "labels", "body"] as const) {
    if (row && row[field] !== document[field])
      report({ table, key, field, problem: "changed", detail: "these are not the words that the record has" });
  }
}

/** Words of what never was, and on SQLite words that its own index does not know of. */
export function* checkWordStrays(tables: Tables, watch: Watch): Steps<void> {
  const { kind, id } = tables.ledger.columns as Record<string, Column>;
  const { kind: of, owner, id: number } = tables.search.columns as Record<string, Column>;
  const unknown = yield sql`select ${of}, ${owner} from ${tables.search.table} where not exists
    (select 1 from ${tables.ledger.table} where ${kind} = ${of} and ${id} = ${owner}) limit ${strays}`;
  for (const row of unknown)
    watch.report({
      table,
      key: `${row.kind} ${row.owner}`,
      problem: "extra",
      detail: "words of what the ledger knows nothing of",
    });
  if (!is(tables.search.table, SQLiteTable)) return;
  const lost = yield sql`select ${of}, ${owner} from ${tables.search.table}
    where ${number} not in (select id from search_index_docsize) limit ${strays}`;
  for (const row of lost)
    watch.report({
      table: "search_index",
      key: `${row.kind} ${row.owner}`,
      problem: "missing",
      detail: "its words are not in the index",
    });
}
