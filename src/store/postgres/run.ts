import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type pg from "pg";
import { built } from "../schema/sql.ts";
import type { Row } from "../sql/row.ts";
import type { Steps } from "../sql/statement.ts";

/** Runs a generator on one connection: each statement prepared, and awaited before the next. */
export async function runOn<T>(client: pg.ClientBase, steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    const { text, values } = built(step.value, "postgresql");
    const { rows } = await client.query<Row>({ ...(isKnown(text) && { name: nameOf(text) }), text, values });
    step = steps.next(rows);
  }
  return step.value;
}

/**
 * A full-text search is planned anew each time: whether to walk an index or to sort what is found depends on how common
 * the words are, which a plan for any words cannot know.
 */
const isKnown = (sql: string): boolean => !sql.includes("::tsquery");

const names = new LRUCache<string, string>({ max: 1000 });

/** Prepared statements are known to the server by name. */
function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = createHash("sha1").update(sql).digest("base64url");
  names.set(sql, name);
  return name;
}
