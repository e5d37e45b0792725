import { randomBytes } from "node:crypto";
import type { Column } from "drizzle-orm";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { insertInto, type Steps, selectFrom } from "./statement.ts";

const bytes = 32;

export function* readSecret(tables: Tables, name: string): Steps<string | null> {
  const columns = tables.secrets.columns as Record<"name", Column>;
  const [row] = yield sql`${selectFrom(tables.secrets)} where ${columns.name} = ${name}`;
  return row ? String(row.value) : null;
}

/** To be run as a write: of several who find none, the first makes it, and the others read that. */
export function* makeSecret(tables: Tables, name: string): Steps<string> {
  const known = yield* readSecret(tables, name);
  if (known !== null) return known;
  const value = randomBytes(bytes).toString("base64url");
  yield insertInto(tables.secrets, { name, value });
  return value;
}
