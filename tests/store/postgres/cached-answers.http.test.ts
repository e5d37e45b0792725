import { afterEach, describe, expect, it } from "vitest";
import { buildApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/config.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { make, openWithParties, promise } from "../../helpers/http-bodies.ts";
import { requestsTo } from "../../helpers/test-app.ts";

const opened: { close: () => Promise<unknown> }[] = [];
afterEach(async () => {
  for (const { close } of opened.splice(0).toReversed()) await close();
});

/** An application that counts its lists, and another one that shares nothing with it but the database. */
async function openTwo() {
  const seen = { lists: 0 };
  const wrap = (store: Store): Store => ({
    ...store,
    list: (kind, query) => {
      seen.lists += 1;
      return store.list(kind, query);
    },
  });
  const t = await openWithParties({ wrap });
  opened.push(t);
  const store = await openStore(t.url);
  opened.push(store);
  const config = readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" });
  const second = await buildApp({ store, config, now: t.clock.now });
  opened.push(second);
  await second.ready();
  return { t, seen, other: requestsTo(second, await t.keys("analyst")) };
}

const list = "/v1/commitments?sort=title";

describe("an answer from memory, while another process writes", () => {
  it("is never older than a write that was acknowledged", async () => {
    const { t, other } = await openTwo();
    await make(t, { slug: "a", title: "A" });
    for (let n = 0; n < 20; n++) {
      const title = `Title ${n}`;
      await Promise.all([t.anonymous.get(list), t.anonymous.get("/v1/commitments/a"), t.anonymous.get("/v1/stats")]);
      if (n % 2) await other.patch("/v1/commitments/a").send({ title }).expect(200);
      else await other.post("/v1/commitments").send(promise({ title })).expect(201);
      const titles = (await t.anonymous.get(list)).body.data.map((one: { title: string }) => one.title);
      expect(titles).toContain(title);
      expect((await t.anonymous.get("/v1/stats")).body.total).toBe(titles.length);
      if (n % 2) expect((await t.anonymous.get("/v1/commitments/a")).body.title).toBe(title);
    }
  });

  it("is given again after a write about something else", async () => {
    const { t, seen, other } = await openTwo();
    await make(t, { slug: "a", title: "A" });
    await make(t, { slug: "b", title: "B" });
    const first = await t.anonymous.get(`${list}&limit=1`);
    const { lists } = seen;
    await other.patch("/v1/commitments/b").send({ summary: "Changed." }).expect(200);
    const again = await t.anonymous.get(`${list}&limit=1`);
    expect([again.status, again.headers.etag, seen.lists]).toEqual([200, first.headers.etag, lists]);
    await other.patch("/v1/commitments/b").send({ title: "0" }).expect(200);
    expect((await t.anonymous.get(`${list}&limit=1`)).body.data[0].title).toBe("0");
  });
});
