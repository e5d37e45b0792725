import type { Column } from "drizzle-orm";
import { inParts } from "../port/parts.ts";
import type { Scalar } from "../port/query.ts";
import type { Head } from "../port/store.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { liveHead } from "../sql/apply.ts";
import { stateOf } from "../sql/counts.ts";
import { isMeasured, lateDays } from "../sql/medians.ts";
import type { Row } from "../sql/row.ts";
import type { Steps } from "../sql/statement.ts";
import { turnedOn } from "../sql/turn-of-day.ts";
import { columnOf, timelinessCase } from "../sql/where.ts";
import { type Counted, type CountedPhase, columnNames, type Name, type Pointer, phaseFields } from "./columns.ts";

/** Reading what is counted of commitments, as the columns in memory have it. */

/** What the rows are as of; read before them. */
export function* readPlace(tables: Tables): Steps<{ head: Head; turned: number }> {
  return { head: yield* liveHead(), turned: yield* turnedOn(tables) };
}

/** Those that are not deleted, in the order of ids; `after`: one of them. */
export function* readSome(tables: Tables, day: string, after: string, limit: number): Steps<Counted[]> {
  const { id, deletedAt } = tables.commitment.columns;
  const rows =
    yield sql`${selectCounted(tables, day)} where ${id} > ${after} and ${deletedAt} is null order by ${id} limit ${limit}`;
  const last = rows.at(-1)?.id;
  if (last === undefined) return [];
  const own = (key: Column | undefined) => sql`${key} > ${after} and ${key} <= ${last}`;
  return yield* withMore(tables, rows, own);
}

/** The commitments that lines of the ledger are about. `isGone`: deleted or purged. */
export interface Since {
  head: Head;
  changed: Counted[];
  gone: string[];
}

/**
 * What changed after a line that was the head; null where that is no longer so, it is more than `most`, or rows have
 * turned to another day since.
 */
export function* readSince(
  tables: Tables,
  day: string,
  { line, turned, most }: { line: Head; turned: number; most: number },
): Steps<Since | null> {
  const head = yield* liveHead();
  if ((yield* turnedOn(tables)) !== turned) return null;
  if (line.seq > 0) {
    const [known] = yield sql`select hash from ledger where seq = ${line.seq}`;
    if (known?.hash !== line.hash) return null;
  }
  const lines =
    yield sql`select distinct id from ledger where seq > ${line.seq} and kind = 'commitment' limit ${most + 1}`;
  if (lines.length > most) return null;
  const ids = lines.map((row) => String(row.id));
  const changed: Counted[] = [];
  const { id, deletedAt } = tables.commitment.columns;
  for (const some of inParts(ids)) {
    const rows = yield sql`${selectCounted(tables, day)} where ${among(sql`${id}`, some)} and ${deletedAt} is null`;
    changed.push(...(yield* withMore(tables, rows, (key) => among(sql`${key}`, some))));
  }
  const found = new Set(changed.map((one) => one.id));
  return { head, changed, gone: ids.filter((one) => !found.has(one)) };
}

function selectCounted(tables: Tables, day: string): SQL {
  const late = lateDays(tables, day);
  const ifMeasured = (days: SQL) => sql`case when ${isMeasured(tables)} then ${days} end`;
  const judged: Record<string, SQL> = {
    timeliness: timelinessCase(tables, day),
    state: stateOf(tables, day),
    minDays: ifMeasured(late.minDays),
    maxDays: ifMeasured(late.maxDays),
  };
  const selected = columnNames.map(
    (name) => sql`${judged[name] ?? columnOf(tables, "commitment", name)} as ${sql.identifier(name)}`,
  );
  return sql`select ${tables.commitment.columns.id} as id, ${sql.join(selected, sql`, `)} from ${tables.commitment.from}`;
}

/**
 * `own`: the condition on the key of these commitments. Links are found by it alone: SQLite would rather go through all
 * links to parties, tags and sectors for each thousand.
 */
function* withMore(tables: Tables, rows: readonly Row[], own: (key: Column | undefined) => SQL): Steps<Counted[]> {
  const { aggregateId, fromKind, toKind, toId, rel } = tables.links.columns;
  const links = yield sql`select ${aggregateId} as id, ${toKind} as kind, ${rel} as rel, ${toId} as target
    from ${tables.links.from} where ${own(aggregateId)} and ${fromKind} = 'commitment' and ${toKind} || '' in ('party', 'tag', 'sector')`;
  const { id, fromDay, untilDay, ...of } = tables.phases.columns;
  const fields = sql.join(phaseFields.map((field) => sql`, ${of[field]}`));
  const phases = yield sql`select ${id} as id, ${fromDay} as first, ${untilDay} as next${fields}
    from ${tables.phases.from} where ${own(id)}`;
  const [pointersOf, phasesOf] = [Map.groupBy(links, (row) => row.id), Map.groupBy(phases, (row) => row.id)];
  return rows.map((row) => ({
    id: String(row.id),
    cells: Object.fromEntries(columnNames.map((name) => [name, cellOf(row, name)])) as Counted["cells"],
    pointers: (pointersOf.get(row.id) ?? []).map(pointerOf),
    phases: (phasesOf.get(row.id) ?? []).map(phaseOf),
  }));
}

const numbers: readonly Name[] = ["state", "minDays", "maxDays"];

function cellOf(row: Row, name: Name): Scalar {
  const value = row[name] ?? null;
  return value === null ? null : numbers.includes(name) ? Number(value) : String(value);
}

const pointerOf = ({ kind, rel, target }: Row): Pointer => ({
  kind: String(kind),
  rel: String(rel),
  to: String(target),
});

function phaseOf({ first, next, ...row }: Row): CountedPhase {
  const state = Object.fromEntries(phaseFields.map((field) => [field, String(row[field])])) as CountedPhase["state"];
  return { fromDay: String(first), untilDay: String(next), state };
}
