import { toInstant } from "../dates/edtf.ts";
import type { Key, MadeKey, NewKey, StoredKey } from "../domain/key.ts";
import { hashKeyText, keyIdOf, makeKeyText } from "../domain/key-text.ts";
import { AppError, invalid } from "../errors/errors.ts";
import type { Context } from "../records/context.ts";
import type { Slice } from "../store/port/query.ts";

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
    hash: hashKeyText(text),
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
  const key = storedKey(ctx, text, { ...input, expiresAt });
  const refusal = await ctx.store.addKey(key);
  if (refusal !== null) {
    const detail = `A key of the name "${key.name}", or one that looks like it, is in use. Choose another name, or revoke that key first.`;
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

/**
 * Revokes a key for good, from the next request on, in every process. Revoking it again does nothing.
 * @throws AppError not_found
 */
export async function revokeKey(ctx: Context, id: string): Promise<void> {
  const key = await findKey(ctx, id);
  await ctx.store.revokeKey(key.id, ctx.now().toISOString());
}
