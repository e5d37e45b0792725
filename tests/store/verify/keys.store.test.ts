import { beforeEach, describe, expect, it } from "vitest";
import type { StoredKey } from "../../../src/domain/key.ts";
import { openStore } from "../../../src/store/open.ts";
import { databaseToVerify } from "../../helpers/database-to-verify.ts";
import { tamper } from "../../helpers/tamper.ts";

const { store, url, names } = databaseToVerify();
const idOf = (n: number) => `01900000-0000-7000-9000-${String(n).padStart(12, "0")}`;
const key = (n: number, more: Partial<StoredKey> = {}): StoredKey => ({
  id: idOf(n),
  name: `key ${n}`,
  role: "reader",
  hash: "0".repeat(64),
  createdAt: "2026-11-23T09:00:00.000Z",
  createdBy: "admin",
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  ...more,
});

describe("verify", () => {
  beforeEach(async () => {
    await store().addKey(key(1));
    await store().addKey(key(2));
    await store().revokeKey(idOf(2), "2026-11-24T09:00:00.000Z");
    await store().touchKey(idOf(1), { at: "2026-11-24T09:00:00.000Z", unlessAfter: "2026-11-24T08:59:00.000Z" });
  });

  it("finds nothing in keys that the service made, used, replaced and revoked, and shows no seal", async () => {
    await store().addKey(key(3, { createdBy: "preset", name: "preset" }), { replaces: "preset" });
    await store().addKey(key(4, { createdBy: "preset", name: "preset" }), { replaces: "preset" });
    expect(await names()).toEqual([]);
    const keys = await store().listKeys({ limit: 9 });
    expect(keys.map(({ revokedAt }) => revokedAt !== null)).toEqual([false, true, true, false]);
    expect(Object.keys(keys[0] ?? {})).not.toContain("seal");
  });

  it.each([
    [
      "was added",
      `insert into keys (id, name, role, hash, created_at, created_by)
      values ('${idOf(9)}', 'evil', 'admin', '0', '2026', 'admin')`,
      [`extra keys ${idOf(9)}`],
    ],
    [
      "was added as a copy of another",
      `insert into keys (id, name, role, hash, created_at, created_by, seal)
      select '${idOf(9)}', 'evil', role, '0', created_at, created_by, seal from keys where id = '${idOf(1)}'`,
      [`changed keys ${idOf(9)}`],
    ],
    ["was given another role", `update keys set role = 'admin' where id = '${idOf(1)}'`, [`changed keys ${idOf(1)}`]],
    ["was given another text", `update keys set hash = '1' where id = '${idOf(1)}'`, [`changed keys ${idOf(1)}`]],
    ["was put back in force", `update keys set revoked_at = null where id = '${idOf(2)}'`, [`changed keys ${idOf(2)}`]],
    ["lost its seal", `update keys set seal = null where id = '${idOf(2)}'`, [`extra keys ${idOf(2)}`]],
  ])("names a key that %s behind the service's back", async (_what, statement, expected) => {
    await tamper(url(), statement);
    expect(await names()).toEqual(expected);
  });
});

it("keys of a database from before are sealed when it is first opened, and no others ever after", async () => {
  await store().addKey(key(1));
  await tamper(url(), "update keys set seal = null", "delete from secrets where name = 'keys'");
  await (await openStore(url())).close();
  expect(await names()).toEqual([]);
  await tamper(url(), "update keys set seal = null");
  await (await openStore(url())).close();
  expect(await names()).toEqual([`extra keys ${idOf(1)}`]);
});
