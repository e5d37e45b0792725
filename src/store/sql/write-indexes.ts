import type { Entities, Kind } from "../port/entities.ts";
import type { Scalar } from "../port/query.ts";
import type { Change } from "../port/store.ts";
import { keyOf, kinds } from "../schema/kinds.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Kept, Tables } from "../schema/tables.ts";
import { linkRows, phaseRows, spanRows, timelineRows } from "./derived-rows.ts";
import type { Row } from "./row.ts";
import { decode, insertAll, isSameValue, type Steps, selectFrom } from "./statement.ts";
import { among } from "./where.ts";

/**
 * What a change means for the four tables of derived rows (links, timeline, phases, spans), and keeping the rows that
 * it replaces, there and of the records.
 */

type Entity = Entities[Kind];

/** Copies the rows that are about to be replaced by ledger line `seq` into the table of what was. */
export function* keep(tables: Tables, name: Kept, where: SQL, seq: number): Steps<void> {
  const { table, names } = tables[name];
  yield sql`insert into ${tables[`${name}Past`].table} (${names}, until_seq) select ${names}, ${seq} from ${table} where ${where}`;
}

/**
 * The rows of a record, or of a commitment's whole aggregate; `by`: rows that are alike in it are replaced together,
 * all where it is left out.
 */
interface Place {
  where: SQL;
  rows: readonly Row[];
  seq: number;
  by?: string;
}

/** Makes rows what an index says in this place. Those that it has already stay as they are. */
function* rewrite(tables: Tables, name: Kept, { where, rows, seq, by }: Place): Steps<void> {
  const of = tables[name];
  const fields = Object.keys(of.columns).filter((field) => field !== "sinceSeq");
  const textOf = (row: Row) => JSON.stringify(fields.map((field) => row[field] ?? null));
  const found = (yield sql`${selectFrom(of)} where ${where}`).map((row) => decode(row, of));
  const [before, after] = [found.map(textOf), rows.map(textOf)];
  if (before.toSorted().join() === after.toSorted().join()) return;
  const [was, is] = [new Set(before), new Set(after)];
  const changed = new Set(
    by === undefined
      ? []
      : [...found.filter((_, n) => !is.has(before[n] ?? "")), ...rows.filter((_, n) => !was.has(after[n] ?? ""))].map(
          (row) => row[by],
        ),
  );
  const isLeft = (row: Row) => by !== undefined && !changed.has(row[by]);
  const old = found.filter((row) => !isLeft(row));
  if (old.length > 0) {
    const those =
      by === undefined
        ? where
        : sql`${where} and ${among(
            sql`${of.columns[by]}`,
            old.map((row) => row[by] as Scalar),
          )}`;
    yield* keep(tables, name, those, seq);
    yield sql`delete from ${of.table} where ${those}`;
  }
  const added = rows.filter((row) => !isLeft(row));
  yield* insertAll(
    of,
    added.map((row) => ({ ...row, sinceSeq: seq })),
  );
}

/** What a record was before ledger line `seq`, and is from it on. */
interface Revised {
  was: Entity;
  entity: Entity;
  seq: number;
}

/**
 * Rewrites what the indexes say of a record that was there before; a deleted commitment takes the links of its
 * aggregate with it. Where a record stands for the same rows as before, they are not even read.
 */
export function* index(tables: Tables, change: Change, { was, entity, seq }: Revised): Steps<void> {
  const { op, kind } = change;
  const id = keyOf(kind, entity as never);
  const isGone = op === "delete";
  const isSame = (rowsOf: (kind: Kind, entity: Entity) => Row[]) =>
    op === "update" && isSameValue(rowsOf(kind, was), rowsOf(kind, entity));
  if (!isSame(linkRows)) {
    const { fromKind, fromId, commitmentId } = tables.links.columns as Record<string, never>;
    const isWhole = kind === "commitment" && op !== "update";
    yield* rewrite(tables, "links", {
      where: isWhole ? sql`${commitmentId} = ${id}` : sql`${fromKind} = ${kind} and ${fromId} = ${id}`,
      rows: isGone ? [] : [...linkRows(kind, entity), ...(isWhole ? yield* linksOfParts(tables, id) : [])],
      seq,
    });
  }
  if (kinds[kind].commitmentOf(entity as never) !== null && !isSame(timelineRows)) {
    const where = sql`${tables.timeline.columns.ref} = ${id}`;
    yield* rewrite(tables, "timeline", { where, rows: isGone ? [] : timelineRows(kind, entity), seq, by: "id" });
  }
  if (change.phases) {
    const where = sql`${tables.phases.columns.id} = ${id}`;
    yield* rewrite(tables, "phases", { where, rows: phaseRows(id, change.phases), seq, by: "fromDay" });
  }
  if (change.spans) {
    const where = sql`${tables.spans.columns.id} = ${id}`;
    yield* rewrite(tables, "spans", { where, rows: spanRows(id, change.spans), seq, by: "subject" });
  }
}

/** The parts of an aggregate, and the column that says of whose. */
const parts = [
  ["event", "commitmentId"],
  ["milestone", "commitmentId"],
  ["assessment", "commitmentId"],
  ["relation", "from"],
] as const;

function* linksOfParts(tables: Tables, commitmentId: string): Steps<Row[]> {
  const links: Row[] = [];
  for (const [kind, owner] of parts) {
    const { [owner]: parent, deletedAt } = tables[kind].columns as Record<string, never>;
    const rows = yield sql`${selectFrom(tables[kind])} where ${parent} = ${commitmentId} and ${deletedAt} is null`;
    links.push(...rows.flatMap((row) => linkRows(kind, decode(row, tables[kind]) as unknown as Entity)));
  }
  return links;
}
