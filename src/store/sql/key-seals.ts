import { createHmac } from "node:crypto";
import type { Column } from "drizzle-orm";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";
import { makeSecret, readSecret } from "./secrets.ts";
import { decode, type Steps, selectFrom } from "./statement.ts";

/**
 * Each key is sealed with a secret of the database, over all that decides who may do what; the time of its last use is
 * free. So a row that was written by whoever does not know the secret is seen.
 */

const secretName = "keys";
const sealed = ["id", "name", "role", "hash", "createdAt", "createdBy", "expiresAt", "revokedAt"] as const;

/** Makes the seal of a key, by its fields as they shall be. */
export type Seal = (key: Row) => string;

/** What seals the keys of this database; null before it was first opened by a version that seals. */
export function* sealOf(tables: Tables): Steps<Seal | null> {
  const secret = yield* readSecret(tables, secretName);
  return secret === null ? null : sealBy(secret);
}

const sealBy =
  (secret: string): Seal =>
  (key) =>
    createHmac("sha256", Buffer.from(secret, "base64url"))
      .update(JSON.stringify(sealed.map((field) => key[field] ?? null)))
      .digest("base64url");

/** All keys with their seals. */
export function* sealedKeys(tables: Tables): Steps<Row[]> {
  const { id } = tables.keys.columns as Record<"id", Column>;
  return (yield sql`${selectFrom(tables.keys)} order by ${id}`).map((row) => decode(row, tables.keys));
}

/**
 * Seals the keys that are there, once, when the secret is made: a key without a seal that comes later is nobody's. To
 * be run as a write.
 */
export function* sealKeys(tables: Tables): Steps<Seal> {
  const known = yield* sealOf(tables);
  if (known !== null) return known;
  const seal = sealBy(yield* makeSecret(tables, secretName));
  const { id } = tables.keys.columns as Record<"id", Column>;
  for (const key of yield* sealedKeys(tables))
    yield sql`update ${tables.keys.table} set seal = ${seal(key)} where ${id} = ${key.id}`;
  return seal;
}
