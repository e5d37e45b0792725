import type { Column } from "drizzle-orm";
import { ever } from "../../dates/calendar.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { fieldsOfPhase, sharedWithPhases } from "./as-of.ts";
import type { Steps } from "./statement.ts";

/**
 * The day turns, and what was done takes effect: rows of commitments hold the phase of the day on which they were
 * written, until one that has begun since takes its place. The ledger has no line of it, since nobody learned anything.
 */

const columnsOf = ({ commitment }: Tables) => commitment.columns as Record<string, Column>;

/** Whether no row is of an earlier phase than that of this day. The first of all is asked for, which an index knows. */
export function* isOf(tables: Tables, day: string): Steps<boolean> {
  const { turnsOn } = columnsOf(tables);
  const [next] = yield sql`select ${turnsOn} from ${tables.commitment.table}
    where ${turnsOn} is not null order by ${turnsOn} limit 1`;
  return next === undefined || String(next.turns_on) > day;
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
}
