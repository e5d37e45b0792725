import { expect, it } from "vitest";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import type { Tables } from "../../src/store/schema/tables.ts";
import { getKey } from "../../src/store/sql/keys.ts";
import type { Steps } from "../../src/store/sql/statement.ts";
import { openTestStore } from "../helpers/test-store.ts";

/** How many rows each of its statements reads. */
function* rowsRead(tables: Tables, id: string): Steps<{ rows: number[]; isKnown: boolean }> {
  const rows: number[] = [];
  const steps = getKey(tables, id);
  let step = steps.next();
  while (!step.done) {
    const read = yield step.value;
    rows.push(read.length);
    step = steps.next(read);
  }
  return { rows, isKnown: step.value !== null };
}

it("a key is looked up by the same work whether its id is known or not", async () => {
  const { store, url, close } = await openTestStore();
  const instants = { createdAt: "2026-11-23T09:00:00.000Z", expiresAt: null, revokedAt: null, lastUsedAt: null };
  await store.addKey({ id: "a", name: "ann", role: "reader", hash: "0", createdBy: "admin", ...instants });
  const [known, unknown] = [
    await readSnapshot(url, (tables) => rowsRead(tables, "a")),
    await readSnapshot(url, (tables) => rowsRead(tables, "b")),
  ];
  expect([known, unknown]).toEqual([
    { rows: [1], isKnown: true },
    { rows: [1], isKnown: false },
  ]);
  await close();
});
