import { type Column, sql } from "drizzle-orm";
import type { RelationType } from "../codelists/model.ts";
import type { Tables } from "./kinds.ts";
import type { Steps } from "./statement.ts";
import type { Ends } from "./store.ts";
import { among } from "./where.ts";

const farthest = 10_000;
const atOnce = 500;

/** Walks relations of one type forward, nearest first, until one of the goals is reached. */
export function* pathAlong(tables: Tables, type: RelationType, ends: Ends): Steps<string[] | null | "too_far"> {
  const goals = new Set(ends.to);
  const before = new Map<string, string | null>(ends.from.map((id) => [id, null]));
  for (let edge = [...before.keys()]; edge.length > 0; ) {
    const reached = edge.find((id) => goals.has(id));
    if (reached !== undefined) return wayTo(reached, before);
    if (before.size > farthest) return "too_far";
    const beyond: string[] = [];
    for (let n = 0; n < edge.length; n += atOnce) {
      for (const [from, to] of yield* stepsFrom(tables, type, edge.slice(n, n + atOnce))) {
        if (before.has(to)) continue;
        before.set(to, from);
        beyond.push(to);
      }
    }
    edge = beyond;
  }
  return null;
}

function* stepsFrom(tables: Tables, of: RelationType, ids: readonly string[]): Steps<[from: string, to: string][]> {
  const { from, to, type, deletedAt } = tables.relation.columns as Record<string, Column>;
  const rows = yield sql`select ${from}, ${to} from ${tables.relation.from}
    where ${among(sql`${from}`, ids)} and ${type} = ${of} and ${deletedAt} is null order by ${from}, ${to} limit ${farthest + 1}`;
  return rows.map((row) => [String(row.from_id), String(row.to_id)]);
}

function wayTo(end: string, before: ReadonlyMap<string, string | null>): string[] {
  const way: string[] = [];
  for (let id: string | null = end; id !== null; id = before.get(id) ?? null) way.unshift(id);
  return way;
}
