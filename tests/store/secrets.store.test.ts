import { afterEach, beforeEach, expect, it } from "vitest";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/port/store.ts";
import { newDatabase } from "../helpers/test-store.ts";

/** Two processes are two stores on one database. */
const held = {} as { stores: [Store, Store]; drop: () => Promise<unknown> };

beforeEach(async () => {
  const { url, drop } = await newDatabase();
  Object.assign(held, { stores: [await openStore(url), await openStore(url)], drop });
});
afterEach(async () => {
  await Promise.all(held.stores.map((store) => store.close()));
  await held.drop();
});

it("a secret is made once, by whichever process asks first, and is the same for all of them ever after", async () => {
  const asked = Array.from({ length: 20 }, (_, n) => held.stores[n % 2]?.secret("cursors"));
  const secrets = new Set((await Promise.all(asked)).map((secret) => secret?.toString("hex")));
  expect(secrets.size).toBe(1);
  expect((await held.stores[1].secret("cursors")).toString("hex")).toBe([...secrets][0]);
});

it("a secret has 32 bytes, which no other name and no other database has", async () => {
  const other = await newDatabase();
  const elsewhere = await openStore(other.url);
  const secrets = [
    await held.stores[0].secret("cursors"),
    await held.stores[0].secret("x' or '1' = '1"),
    await elsewhere.secret("cursors"),
  ];
  expect(secrets.map(({ length }) => length)).toEqual([32, 32, 32]);
  expect(new Set(secrets.map((secret) => secret.toString("hex"))).size).toBe(3);
  await elsewhere.close();
  await other.drop();
});
