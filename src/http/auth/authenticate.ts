import type { StoredKey } from "../../domain/key.ts";
import { keyIdOf, matches } from "../../domain/key-text.ts";
import { AppError } from "../../errors/errors.ts";
import type { Store } from "../../store/port/store.ts";

/** What no key text hashes to in practice; compared with where there is no key, so that both cases do the same work. */
const noHash = "0".repeat(64);

/**
 * The key with this text, if it is in force. The store must be the primary: a revocation counts from the next request
 * on.
 * @throws AppError invalid_token; only who has the whole key is told why
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
