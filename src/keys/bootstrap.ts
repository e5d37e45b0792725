import { presetName } from "../domain/key.ts";
import { makeKeyText } from "../domain/key-text.ts";
import type { Context } from "../records/context.ts";
import { storedKey } from "./service.ts";

/** The keys that a start makes: the one that the operator presets, or the very first one. */

const variable = "SERVANDA_ADMIN_KEY";

/**
 * Makes the text of SERVANDA_ADMIN_KEY an admin key, and revokes what the variable held before; any number of processes
 * may do so at once. Gives why it cannot be used, in words for the operator, or null.
 */
export async function presetKey(ctx: Context, text: string): Promise<string | null> {
  const by = { ...ctx, principal: { ...ctx.principal, name: variable } };
  const key = storedKey(by, text, { name: presetName, role: "admin", expiresAt: null });
  if ((await ctx.store.addKey(key, { replaces: variable })) === null) return null;
  const known = await ctx.store.getKey(key.id);
  if (known?.hash !== key.hash) return `${variable} cannot be used: its id belongs to another key. Choose a new one.`;
  if (known.revokedAt !== null)
    return `${variable} names a key that was revoked at ${known.revokedAt}. Choose a new one.`;
  return known.role === "admin"
    ? null
    : `${variable} names a key that is no admin's, but ${known.name}'s (${known.role}).`;
}

/**
 * Makes an admin key where there has never been a key, and gives its text; null where there has been one. Of several
 * processes, one makes it.
 */
export async function firstKey(ctx: Context): Promise<string | null> {
  const text = makeKeyText(ctx.newId());
  const key = storedKey(ctx, text, { name: "admin", role: "admin", expiresAt: null });
  return (await ctx.store.addKey(key, { first: true })) === null ? text : null;
}
