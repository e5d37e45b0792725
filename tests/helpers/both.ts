import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject } from "vitest";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { createDatabase } from "./postgres.ts";

/** A new database of each engine. */
export interface Both {
  sqlite: Store;
  postgresql: Store;
  close: () => Promise<void>;
}

export async function openBoth(): Promise<Both> {
  const folder = await mkdtemp(join(tmpdir(), "servanda-"));
  const { url, drop } = await createDatabase(inject("postgresUrl"));
  const sqlite = await openStore(`file:${join(folder, "test.db")}`);
  const postgresql = await openStore(url);
  const close = async () => {
    await Promise.all([sqlite.close(), postgresql.close()]);
    await Promise.all([drop(), rm(folder, { recursive: true, force: true })]);
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
