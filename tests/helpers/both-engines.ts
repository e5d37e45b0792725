import { join } from "node:path";
import { expect, inject } from "vitest";
import { openStore } from "../../src/store/open.ts";
import type { Scalar, Slice } from "../../src/store/port/query.ts";
import type { Store } from "../../src/store/port/store.ts";
import { borrowDatabase } from "./postgres-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A store on each engine, to be asked the same. */
export interface Both {
  sqlite: Store;
  postgresql: Store;
  close: () => Promise<void>;
}

/** More rows than any world has. */
export const all = 1000;

export async function openBoth(): Promise<Both> {
  const folder = await temporaryFolder();
  const { url, drop } = await borrowDatabase(inject("postgresUrl"));
  const sqlite = await openStore(`file:${join(folder.path, "test.db")}`);
  const postgresql = await openStore(url);
  const close = async () => {
    await Promise.all([sqlite.close(), postgresql.close()]);
    await Promise.all([drop(), folder.remove()]);
  };
  return { sqlite, postgresql, close };
}

/** The answer that both engines give, equal to the byte. */
export async function same<T>(both: Both, ask: (store: Store) => Promise<T>): Promise<T> {
  const [expected, answer] = await Promise.all([ask(both.sqlite), ask(both.postgresql)]);
  expect(answer).toEqual(expected);
  expect(JSON.stringify(answer)).toBe(JSON.stringify(expected));
  return expected;
}

/** Walks a list page by page on both engines; the pages put together are the list read at once, which it answers. */
export async function walk<E, Q extends { limit: number }>(
  both: Both,
  query: Q,
  read: (store: Store, query: Q) => Promise<Slice<E>>,
): Promise<E[]> {
  const whole = await same(both, (store) => read(store, { ...query, limit: all }));
  const seen: E[] = [];
  for (let after: Scalar[] | null | undefined; after !== null; ) {
    const page = { ...query, ...(after && { after }) };
    const slice = await same(both, (store) => read(store, page));
    seen.push(...slice.rows);
    after = slice.next;
  }
  expect(seen).toEqual(whole.rows);
  return seen;
}
