import { v7 } from "uuid";
import type { Rank } from "../domain/key.ts";
import type { Warning } from "../domain/warning.ts";
import type { Language } from "../languages/languages.ts";
import type { Once } from "../store/port/idempotency.ts";
import type { Store } from "../store/port/store.ts";

/**
 * Who asks: `id` tells them from all others, ever (the id of a key, `oidc:` and a subject); `name` is what the ledger
 * records. Anyone without a key is somebody too, of the rank `none`.
 */
export interface Principal {
  id: string;
  name: string;
  role: Rank;
}

/** All that a service may touch. Nothing else is global: no clock, no id source, no database handle. */
export interface Context {
  store: Store;
  /** The current instant. */
  now: () => Date;
  /** A new UUIDv7 (RFC 9562), increasing within the process. */
  newId: () => string;
  principal: Principal;
  /** Why it is done, if whoever asks for it says. */
  reason?: string;
  /** The request that this is done for, if it must take effect only once. */
  once?: Once;
  /** The operator's reading of undated due words, as durations from the statement: {"in the near future": "P2Y"}. */
  duePolicy: Readonly<Record<string, string>>;
  /** The language of labels; English when left out. */
  language?: Language;
  /** Where warnings about what is written are gathered, if anybody is to be told. */
  warnings?: Warning[];
}

/** The context of work that no request asked for; `name` is what the ledger records. */
export function systemContext(store: Store, { duePolicy }: Pick<Context, "duePolicy">, name: string): Context {
  return { store, now: () => new Date(), newId: () => v7(), principal: { id: name, name, role: "admin" }, duePolicy };
}
