import { bigint, define, index, integer, json, key, nullable, text, unique, whereKnown } from "./builder.ts";

/**
 * The ledger: append-only, one line a change, in commit order, each line hashed over the one before. `purgedBy`: the
 * later line that took the data of this one away. `changeSet`: the first line of work of several writes, such as an
 * import, that was committed as one; null: the write is all there was.
 */
export const { sqlite, postgresql } = define("ledger", {
  columns: {
    seq: key(bigint),
    tx: bigint,
    at: text,
    by: text,
    op: text,
    kind: text,
    id: text,
    commitmentId: nullable(text),
    version: integer,
    data: json,
    reason: nullable(text),
    hash: text,
    purgedBy: nullable(bigint),
    changeSet: nullable(bigint),
  },
  indexes: [unique("kind", "id", "version"), index("commitmentId", "seq"), whereKnown("changeSet")],
});
