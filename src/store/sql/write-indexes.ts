import type { Entities, Kind } from "../port/entities.ts";
import type { Change } from "../port/store.ts";
import { keyOf, kinds } from "../schema/kinds.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Kept, Tables } from "../schema/tables.ts";
import { linkRows, phaseRows, timelineRows } from "./derived-rows.ts";
import type { Row } from "./row.ts";
import { decode, insertInto, type Steps, selectFrom } from "./statement.ts";

/**
 * What a change means for the three tables of derived rows (links, timeline, phases), and keeping the rows that it
 * replaces, there and of the records.
 */

type Entity = Entities[Kind];

/** Copies the rows that are about to be replaced by ledger line `seq` into the table of what was. */
export function* keep(tables: Tables, name: Kept, where: SQL, seq: number): Steps<void> {
  const { table, names } = tables[name];
  yield sql`insert into ${tables[`${name}Past`].table} (${names}, until_seq) select ${names}, ${seq} from ${table} where ${where}`;
}

/** `isNew`: nothing can be there yet. */
interface Place {
  where: SQL;
  rows: readonly Row[];
  seq: number;
  isNew?: boolean;
}

/** Makes rows what an index says in this place; where it says so already, nothing is written. */
function* rewrite(tables: Tables, name: Kept, place: Place): Steps<void> {
  const { where, rows, seq, isNew = false } = place;
  const { table } = tables[name];
  const found = isNew ? [] : yield sql`${selectFrom(tables[name])} where ${where}`;
  if (
    isSame(
      found.map((row) => decode(row, tables[name], since)),
      rows,
    )
  )
    return;
  if (found.length > 0) {
    yield* keep(tables, name, where, seq);
    yield sql`delete from ${table} where ${where}`;
  }
  for (let n = 0; n < rows.length; n += atOnce)
    yield insertInto(tables[name], ...rows.slice(n, n + atOnce).map((row) => ({ ...row, sinceSeq: seq })));
}

const atOnce = 20;

const since: ReadonlySet<string> = new Set(["sinceSeq"]);

function isSame(found: readonly Row[], rows: readonly Row[]): boolean {
  const text = (row: Row) =>
    JSON.stringify(
      Object.entries(row)
        .filter(([, value]) => value !== null && value !== undefined)
        .sort(),
    );
  const all = (these: readonly Row[]) => these.map(text).sort().join();
  return found.length === rows.length && all(found) === all(rows);
}

/** Rewrites what the indexes say of a record; a deleted commitment takes the links of its aggregate with it. */
export function* index(tables: Tables, change: Change, { entity, seq }: { entity: Entity; seq: number }): Steps<void> {
  const { op, kind } = change;
  const id = keyOf(kind, entity as never);
  const isGone = op === "delete";
  const isNew = op === "create";
  const { fromKind, fromId, commitmentId } = tables.links.columns as Record<string, never>;
  const own = sql`${fromKind} = ${kind} and ${fromId} = ${id}`;
  const isWhole = kind === "commitment" && (isGone || op === "restore");
  yield* rewrite(tables, "links", {
    where: isWhole ? sql`${commitmentId} = ${id}` : own,
    rows: isGone ? [] : [...linkRows(kind, entity), ...(isWhole ? yield* linksOfParts(tables, id) : [])],
    seq,
    isNew,
  });
  if (kinds[kind].commitmentOf(entity as never) !== null) {
    const where = sql`${tables.timeline.columns.ref} = ${id}`;
    yield* rewrite(tables, "timeline", { where, rows: isGone ? [] : timelineRows(kind, entity), seq, isNew });
  }
  if (change.phases) {
    const where = sql`${tables.phases.columns.id} = ${id}`;
    yield* rewrite(tables, "phases", { where, rows: phaseRows(id, change.phases), seq, isNew });
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
