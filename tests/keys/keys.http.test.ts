import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config/config.ts";
import { firstKey, presetKey } from "../../src/keys/bootstrap.ts";
import { createKey } from "../../src/keys/service.ts";
import { systemContext } from "../../src/records/context.ts";
import { openStore } from "../../src/store/open.ts";
import { type App, openWithParties, promise, refused } from "../helpers/http-bodies.ts";
import { type Requests, requestsTo } from "../helpers/test-app.ts";
import { newDatabase, openTestStore } from "../helpers/test-store.ts";

let t: App;
let admin: Requests;
beforeAll(async () => {
  t = await openWithParties();
  admin = await t.as("admin", { name: "boss" });
});
afterAll(() => t.close());

const keyForm = /^svd_[0-9a-f]{32}_[\w-]{43}$/;
const make = (more: object = {}) => admin.post("/v1/keys").send({ name: "ann", role: "analyst", ...more });
const withKey = (key: string) => requestsTo(t.app, key);

describe("a key", () => {
  it("tells whoever shows it whose it is and what it may do", async () => {
    const { body } = await admin.post("/v1/keys").send({ name: "cai", role: "reader" });
    const { status, headers, body: caller } = await withKey(body.key).get("/v1/me");
    expect([status, caller]).toEqual([200, { name: "cai", role: "reader" }]);
    expect(headers["cache-control"]).toBe("no-store");
    expect((await t.anonymous.get("/v1/me")).body).toEqual({ name: "anonymous", role: "none" });
  });

  it("is shown once, when it is made, with where it is", async () => {
    const { status, headers, body } = await make();
    expect(status).toBe(201);
    const { key, ...known } = body;
    expect(key).toMatch(keyForm);
    expect(headers.location).toMatch(new RegExp(`/v1/keys/${body.id}$`));
    expect(headers["cache-control"]).toBe("no-store");
    expect(known).toMatchObject({
      name: "ann",
      role: "analyst",
      createdBy: "boss",
      createdAt: "2026-11-23T09:00:00.000Z",
    });
    expect(known).toMatchObject({ expiresAt: null, revokedAt: null, lastUsedAt: null });
    expect((await admin.get(`/v1/keys/${body.id}`)).body).toEqual(known);
    expect((await admin.get("/v1/keys")).body.data).toContainEqual(known);
  });

  it("gives its name to what is written with it", async () => {
    const { key } = (await make({ name: "李 Ann-2@moon" })).body;
    const made = await withKey(key).post("/v1/commitments").send(promise());
    const [revision] = (await t.anonymous.get(`/v1/commitments/${made.body.slug}/history`)).body.data;
    expect(revision.recordedBy).toBe("李 Ann-2@moon");
  });

  it("can neither list, read, make nor revoke keys, unless it is an admin's", async () => {
    const { id } = (await make({ name: "target" })).body;
    for (const request of [t.request, await t.as("reader")]) {
      for (const test of [
        request.get("/v1/keys"),
        request.get(`/v1/keys/${id}`),
        request.post("/v1/keys").send({ name: "evil", role: "admin" }),
        request.delete(`/v1/keys/${id}`),
      ]) {
        const { status, body } = await refused(t, test);
        expect([status, body.code, body.requiredRole]).toEqual([403, "forbidden", "admin"]);
      }
    }
    expect((await admin.get(`/v1/keys/${id}`)).body.revokedAt).toBeNull();
  });

  it("revoked in one process is refused by another from the next request on", async () => {
    const { url, drop } = await newDatabase();
    const stores = [await openStore(url), await openStore(url)] as const;
    const config = readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" });
    const [here, there] = await Promise.all(stores.map((store) => buildApp({ store, config })));
    const ctx = systemContext(stores[0], config, "test");
    const { id, key } = await createKey(ctx, { name: "ann", role: "admin", expiresAt: null });
    const headers = { authorization: `Bearer ${key}` };
    const ask = async () => (await there?.inject({ url: "/v1", headers }))?.statusCode;
    expect(await ask()).toBe(200);
    await here?.inject({ method: "DELETE", url: `/v1/keys/${id}`, headers });
    expect(await ask()).toBe(401);
    await Promise.all([here?.close(), there?.close()]);
    await Promise.all(stores.map((store) => store.close()));
    await drop();
  });

  it("revoked is refused from the next request on, and stays so; its name is free", async () => {
    const { id, key } = (await make({ name: "leaver" })).body;
    expect((await withKey(key).get("/v1")).status).toBe(200);
    expect((await admin.delete(`/v1/keys/${id}`)).status).toBe(204);
    const { status, body } = await refused(t, withKey(key).get("/v1"));
    expect([status, body.code, body.detail]).toEqual([
      401,
      "invalid_token",
      "This key was revoked at 2026-11-23T09:00:00.000Z.",
    ]);
    expect((await admin.delete(`/v1/keys/${id}`)).status).toBe(204);
    expect((await admin.delete("/v1/keys/01900000-0000-7000-8000-ffffffffffff")).status).toBe(404);
    expect((await make({ name: "leaver" })).status).toBe(201);
  });

  it("expired is refused from that instant on", async () => {
    const other = await openWithParties();
    const key = await other.keys("reader", { expiresAt: "2026-11-23T10:00:00.000Z" });
    const ask = () => requestsTo(other.app, key).get("/v1");
    other.clock.set("2026-11-23T09:59:59.999Z");
    expect((await ask()).status).toBe(200);
    other.clock.set("2026-11-23T10:00:00.000Z");
    const { status, body } = await ask();
    expect([status, body.detail]).toEqual([401, "This key expired at 2026-11-23T10:00:00.000Z."]);
    await other.close();
  });

  it.each<[string, object, number, string]>([
    ["no name", { name: undefined }, 400, "/name"],
    ["a name for a token's holder", { name: "oidc:ann" }, 400, "/name"],
    ["a name that the ledger has for another", { name: "Anonymous" }, 400, "/name"],
    ["the name of an import", { name: " Import" }, 400, "/name"],
    ["a reserved name in letters that look alike", { name: "\u0455\u0435\u0435\u0501\u0455" }, 400, "/name"],
    ["letters of two scripts", { name: "\u0430nn" }, 400, "/name"],
    ["an unknown role", { role: "owner" }, 400, "/role"],
    ["an end that is over", { name: "late", expiresAt: "2026-11-23T09:00:00Z" }, 422, "/expiresAt"],
    ["a hash", { hash: "0".repeat(64) }, 400, "/hash"],
    ["an id", { id: "01900000-0000-7000-8000-000000000001" }, 400, "/id"],
    ["the name of a key in force", { name: "boss" }, 409, "/name"],
    ["that name in other letters and accents", { name: " B\u00d6SS " }, 409, "/name"],
    ["that name in fullwidth", { name: "\uff42\uff4f\uff53\uff53" }, 409, "/name"],
    ["that name in look-alikes", { name: "\u0432\u043e\u0455\u0455" }, 409, "/name"],
  ])("with %s is not made", async (_what, more, status, pointer) => {
    const before = (await t.store.listKeys({ limit: 100 })).length;
    const answer = await make(more);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([status, pointer]);
    expect(await t.store.listKeys({ limit: 100 })).toHaveLength(before);
  });

  it("is named in NFKC, without spaces around it, in the letters of one script", async () => {
    const names = [
      " \uff21nna  ",
      "\u0410\u043d\u043d\u0430 2",
      "\u0394\u03b7\u03bc\u03ae\u03c4\u03c1\u03b7\u03c2",
      "\u5c71\u7530 \u305f\u308d\u3046",
      "\u674e Li",
    ];
    const made = await Promise.all(names.map(async (name) => (await make({ name })).body.name));
    expect(made).toEqual(names.map((name) => name.normalize("NFKC").trim()));
  });

  it("that was named before these rules stays in force, and is shown as it is", async () => {
    const old = "\u0430nn \uff42";
    const key = await t.keys("reader", { name: old });
    expect((await requestsTo(t.app, key).get("/v1")).status).toBe(200);
    const { data } = (await admin.get("/v1/keys?limit=200")).body;
    expect(data.map(({ name }: { name: string }) => name)).toContain(old);
  });

  it("has the time of its last use, to the minute, and a use that cannot be recorded fails nothing", async () => {
    const broken = { on: false };
    const other = await openWithParties({
      wrap: (store) => ({
        ...store,
        touchKey: (...args) => (broken.on ? Promise.reject(new Error("disk full")) : store.touchKey(...args)),
      }),
    });
    const key = await other.keys("reader", { name: "used" });
    const used = async () => (await other.store.listKeys({ limit: 9 })).find(({ name }) => name === "used")?.lastUsedAt;
    const useAt = (instant: string) => {
      other.clock.set(instant);
      return expect.poll(async () => {
        expect((await requestsTo(other.app, key).get("/v1")).status).toBe(200);
        return used();
      });
    };
    expect(await used()).toBeNull();
    await useAt("2026-11-23T10:00:00.000Z").toBe("2026-11-23T10:00:00.000Z");
    await useAt("2026-11-23T10:00:59.999Z").toBe("2026-11-23T10:00:00.000Z");
    await useAt("2026-11-23T10:01:00.000Z").toBe("2026-11-23T10:01:00.000Z");
    broken.on = true;
    await useAt("2026-11-23T11:00:00.000Z").toBe("2026-11-23T10:01:00.000Z");
    await other.close();
  });

  it("list goes page by page, without one missing", async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { body } = await admin.get(`/v1/keys?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      cursor = body.page.next;
    }
    expect(seen).toEqual((await t.store.listKeys({ limit: 100 })).map(({ id }) => id));
    expect((await admin.get("/v1/keys?cursor=x")).body.code).toBe("invalid_cursor");
  });
});

describe("the first key", () => {
  const contextOn = (store: App["store"]) => systemContext(store, { duePolicy: {} }, "start");

  it("is made once by ten processes that start at once, and never again", async () => {
    const { url, drop } = await newDatabase();
    const stores = await Promise.all(Array.from({ length: 10 }, () => openStore(url)));
    const made = await Promise.all(stores.map((store) => firstKey(contextOn(store))));
    const [text, ...more] = made.filter((one) => one !== null);
    expect([text, more]).toEqual([expect.stringMatching(keyForm), []]);
    const [store] = stores as [App["store"]];
    const [key] = await store.listKeys({ limit: 9 });
    expect(key).toMatchObject({ name: "admin", role: "admin" });
    await store.revokeKey(key?.id ?? "", "2026-11-23T09:00:00.000Z");
    expect(await firstKey(contextOn(store))).toBeNull();
    await Promise.all(stores.map((each) => each.close()));
    await drop();
  });

  it("may be preset; another text revokes the one before, and one that was revoked stays so", async () => {
    const { store, close } = await openTestStore();
    const ctx = contextOn(store);
    const inForce = async () =>
      (await store.listKeys({ limit: 9 }))
        .filter((key) => key.revokedAt === null)
        .map(({ name, role }) => [name, role]);
    const [one, two] = ["0123456789abcdef-0123456789abcdef", "fedcba9876543210-fedcba9876543210"] as const;
    expect(await Promise.all([presetKey(ctx, one), presetKey(ctx, one)])).toEqual([null, null]);
    expect(await presetKey(ctx, two)).toBeNull();
    expect(await inForce()).toEqual([["preset-admin", "admin"]]);
    expect(await presetKey(ctx, one)).toContain("names a key that was revoked");
    expect(await firstKey(ctx)).toBeNull();
    await close();
  });
});
