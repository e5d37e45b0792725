import { bigint, define, index, key, nullable, text } from "./builder.ts";

/**
 * The words of commitments, sources and quotes, and of parties' names, as they were from ledger line `since_seq` on,
 * before line `until_seq`. Each engine keeps an index of its own over them by itself (see the migration): SQLite the
 * FTS5 table `search_index`, by triggers; PostgreSQL the generated column `words`, a tsvector.
 */
export const { sqlite, postgresql } = define("search_documents", {
  columns: {
    id: key(bigint),
    kind: text,
    owner: text,
    sinceSeq: bigint,
    untilSeq: nullable(bigint),
    title: text,
    labels: text,
    body: text,
  },
  indexes: [index("owner", "untilSeq")],
});
