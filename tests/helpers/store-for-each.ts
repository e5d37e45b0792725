import { afterEach, beforeEach } from "vitest";
import { StoreConflict } from "../../src/store/port/conflict.ts";
import type { Kind } from "../../src/store/port/entities.ts";
import type { Change, Store } from "../../src/store/port/store.ts";
import { change, makeParty, stamp } from "./stored-records.ts";

/** A store for each test, opened before it and closed after it. */
export function storeForEach(open: () => Promise<Store>): () => Store {
  const held: { store?: Store } = {};
  beforeEach(async () => {
    held.store = await open();
  });
  afterEach(() => held.store?.close());
  return () => {
    if (!held.store) throw new Error("no test is running");
    return held.store;
  };
}

/** Writes new records, with the party that they all promise by before them. */
export async function seed(store: Store, changes: readonly Change[]): Promise<void> {
  await store.apply([change("create", "party", makeParty("AAA")), ...changes], stamp);
}

/** Why an `apply` wrote nothing: `reason kind id`. */
export async function conflictOf(applying: Promise<unknown>): Promise<string> {
  const error = await applying.then(
    () => new Error("nothing was refused"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof StoreConflict)) throw error;
  return `${error.reason} ${error.kind} ${error.id}`;
}

/** The keys of records, in the order given. */
export function keysOf(records: readonly ({ id: string } | { code: string })[]): string[] {
  return records.map((record) => ("id" in record ? record.id : record.code));
}

/** Every row of a list, in one page. */
export async function everything<K extends Kind>(store: Store, kind: K) {
  return (await store.list(kind, { limit: 10_000 })).rows;
}
