import type { Column } from "drizzle-orm";
import { ever, laterOf } from "../../dates/calendar.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { fieldsOfPhase, sharedWithPhases } from "./as-of.ts";
import type { Steps } from "./statement.ts";

/**
 * The day turns, and what was done takes effect: rows of commitments hold the phase of the day on which they were
 * written, until one that has begun since takes its place. The ledger has no line of it, since nobody learned anything.
 * They never turn back: whoever lives on an earlier day, by a clock that is behind, reads the phases.
 */

const columnsOf = ({ commitment }: Tables) => commitment.columns as Record<string, Column>;

/** Of which days the rows of commitments are, as far as it matters (plain dates). */
export interface DaysOfRows {
  /** The last on which one was written, or took the values of a phase that had begun. */
  last: string;
  /** The first on which another phase of one begins. */
  next: string;
}

/** Under which name it is kept to which day they have turned. */
const turnedTo = "turned_to";

/** The day to which rows had turned by themselves, as a number of eight digits; 0 for none. */
export function* turnedOn(tables: Tables): Steps<number> {
  const { table, columns } = tables.derivations;
  const [row] = yield sql`select ${columns.version} from ${table} where ${columns.name} = ${turnedTo}`;
  return Number(row?.version ?? 0);
}

/** Each is asked for as an index knows it: the first, the last. */
export function* daysOfRows(tables: Tables): Steps<DaysOfRows> {
  const { turnsOn } = columnsOf(tables);
  const ledger = tables.ledger.table;
  const [row] = yield sql`select
    (select ${turnsOn} from ${tables.commitment.table} where ${turnsOn} is not null order by ${turnsOn} limit 1) as next,
    (select version from ${tables.derivations.table} where name = ${turnedTo}) as turned,
    (select at from ${ledger} where seq = (select max(seq) from ${ledger})) as written`;
  const { next, turned, written } = row ?? {};
  const turnedOn = String(turned ?? "").replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  return { last: laterOf(turnedOn, String(written ?? "").slice(0, 10)), next: String(next ?? ever) };
}

export function* turn(tables: Tables, day: string): Steps<void> {
  const { id, fromDay, untilDay } = tables.phases.columns as Record<string, Column>;
  const { turnsOn, turned, ...own } = columnsOf(tables);
  const shared = sharedWithPhases(tables);
  const names = [...shared.map(([field]) => own[field]), turnsOn, turned];
  const values = [
    ...shared.map(([, column]) => sql`${column}`),
    sql`nullif(${untilDay}, ${ever})`,
    fieldsOfPhase(tables),
  ];
  yield sql`update ${tables.commitment.table} set (${sql.join(
    names.map((column) => sql.identifier(column?.name ?? "")),
    sql`, `,
  )}) = (select ${sql.join(values, sql`, `)} from ${tables.phases.table} where ${id} = ${own.id}
    and ${fromDay} <= ${day} and ${untilDay} > ${day}) where ${turnsOn} <= ${day}`;
  yield sql`insert into ${tables.derivations.table} as held (name, version)
    values (${turnedTo}, ${Number(day.replaceAll("-", ""))})
    on conflict (name) do update set version = excluded.version where excluded.version > held.version`;
}
