import type { Column } from "drizzle-orm";
import type { RelationType } from "../../domain/codelists/codelists.ts";
import type { Ends } from "../port/query.ts";
import { among, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import type { Steps } from "./statement.ts";

const farthest = 10_000;

/**
 * Follows relations of one type forward and picks the shortest way to one of the goals. The Map is the queue: it grows
 * while it is walked, in the order in which records were reached.
 */
export function* pathAlong(tables: Tables, type: RelationType, ends: Ends): Steps<string[] | null | "too_far"> {
  const steps = yield* stepsFrom(tables, type, ends.from);
  if (steps.length > farthest) return "too_far";
  const beyond = Map.groupBy(steps, ({ from }) => from);
  const goals = new Set(ends.to);
  const before = new Map<string, string | null>(ends.from.map((id) => [id, null]));
  for (const id of before.keys()) {
    if (goals.has(id)) return wayTo(id, before);
    for (const { to } of beyond.get(id) ?? []) if (!before.has(to)) before.set(to, id);
  }
  return null;
}

interface Step {
  from: string;
  to: string;
}

/** Every relation on the ways from these commitments, or some `farthest + 1` of them. */
function* stepsFrom(tables: Tables, of: RelationType, ids: readonly string[]): Steps<Step[]> {
  const { from, to, type, deletedAt } = tables.relation.columns as Record<string, Column>;
  const start = among(sql`${from}`, ids);
  const counts = sql`${type} = ${of} and ${deletedAt} is null`;
  const rows = yield sql`with recursive reached(id) as (
      select ${to} from ${tables.relation.from} where ${start} and ${counts}
      union select ${to} from reached join ${tables.relation.from} on ${from} = reached.id and ${counts})
    select ${from}, ${to} from ${tables.relation.from}
    where ${counts} and (${start} or ${from} in (select id from reached limit ${farthest + 1}))
    order by ${from}, ${to} limit ${farthest + 1}`;
  return rows.map((row) => ({ from: String(row.from_id), to: String(row.to_id) }));
}

function wayTo(end: string, before: ReadonlyMap<string, string | null>): string[] {
  const way: string[] = [];
  for (let id: string | null = end; id !== null; id = before.get(id) ?? null) way.unshift(id);
  return way;
}
