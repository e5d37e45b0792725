import type { Context } from "../context.ts";
import { toInstant } from "../dates/edtf.ts";
import { AppError, invalid } from "../errors.ts";
import type { Slice } from "../store/query.ts";
import type { Store } from "../store/store.ts";
import type { Key, MadeKey, NewKey, StoredKey } from "./model.ts";
import { hashOf, keyIdOf, makeKeyText, matches } from "./secret.ts";

/** A key as it is shown: all but its hash. */
export function viewKey({ hash: _, ...key }: StoredKey): Key {
  return key;
}

/** A key as it is stored, made now by the caller of `ctx`. */
export function storedKey(ctx: Context, text: string, { name, role, expiresAt }: NewKey): StoredKey {
  return {
    id: keyIdOf(text),
    name,
    role,
    hash: hashOf(text),
    createdAt: ctx.now().toISOString(),
    createdBy: ctx.principal.name,
    expiresAt,
    revokedAt: null,
    lastUsedAt: null,
  };
}

/** Makes a key; its text is in the answer and nowhere else. @throws AppError already_exists, unprocessable */
export async function createKey(ctx: Context, input: NewKey): Promise<MadeKey> {
  const expiresAt = input.expiresAt === null ? null : toInstant(input.expiresAt);
  if (expiresAt !== null && expiresAt <= ctx.now().toISOString()) {
    throw invalid("/expiresAt", "past", "A key must expire in the future.");
  }
  const text = makeKeyText(ctx.newId());
  const key = storedKey(ctx, text, { ...input, name: input.name.normalize("NFC"), expiresAt });
  const refusal = await ctx.store.addKey(key);
  if (refusal !== null) {
    const detail = `A key named "${key.name}" is in use. Choose another name, or revoke that key first.`;
    throw new AppError("already_exists", detail, { errors: [{ pointer: "/name", code: "taken", detail }] });
  }
  return { ...viewKey(key), key: text };
}

/** A page of keys in the order of their making. */
export async function listKeys(ctx: Context, page: { after?: string; limit: number }): Promise<Slice<Key>> {
  const rows = (await ctx.store.listKeys({ ...page, limit: page.limit + 1 })).map(viewKey);
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return { rows: rows.slice(0, page.limit), next: last ? [last.id] : null };
}

/** @throws AppError not_found */
export async function findKey(ctx: Context, id: string): Promise<Key> {
  const key = await ctx.store.getKey(id.toLowerCase());
  if (key === null) throw new AppError("not_found", `There is no key "${id}".`);
  return viewKey(key);
}

/** Revokes a key for good, from the next request on, in every process. Revoking it again does nothing. @throws AppError not_found */
export async function revokeKey(ctx: Context, id: string): Promise<void> {
  const key = await findKey(ctx, id);
  await ctx.store.revokeKey(key.id, ctx.now().toISOString());
}

/** What no key text hashes to in practice; compared with where there is no key, so that both cases do the same work. */
const noHash = "0".repeat(64);

/**
 * The key that a text is, if it is in force. The store must be the primary: a revocation counts from the next request on.
 * @throws AppError invalid_token; why it is refused is told only to whom has the whole key
 */
export async function authenticate(store: Store, text: string, now: Date): Promise<StoredKey> {
  const key = await store.getKey(keyIdOf(text));
  const isRight = matches(text, key?.hash ?? noHash);
  if (key === null || !isRight) throw new AppError("invalid_token", "There is no such key.");
  if (key.revokedAt !== null) throw new AppError("invalid_token", `This key was revoked at ${key.revokedAt}.`);
  if (key.expiresAt !== null && key.expiresAt <= now.toISOString())
    throw new AppError("invalid_token", `This key expired at ${key.expiresAt}.`);
  return key;
}
