import { afterAll, beforeAll, expect, it } from "vitest";
import { StoreConflict } from "../../src/store/port/conflict.ts";
import { type App, make, openWithParties } from "../helpers/http-bodies.ts";

const contention = { isOn: false, attempts: 0 };
let t: App;
beforeAll(async () => {
  t = await openWithParties({
    wrap: (store) => ({
      ...store,
      apply: (changes, stamp) => {
        if (!contention.isOn) return store.apply(changes, stamp);
        contention.attempts += 1;
        return Promise.reject(new StoreConflict("version", "commitment", "x"));
      },
    }),
  });
});
afterAll(() => t.close());

it("a record that keeps changing is decided again, at last a 503 that says when to come back, and nothing is written", async () => {
  const { slug } = await make(t);
  const before = await t.store.head();
  const patch = () => t.request.patch(`/v1/commitments/${slug}`).send({ title: "Other" });
  contention.isOn = true;
  const { status, body, headers } = await patch();
  contention.isOn = false;
  expect([status, body.code, headers["retry-after"]]).toEqual([503, "conflict", "5"]);
  expect([contention.attempts, await t.store.head()]).toEqual([50, before]);
  expect((await patch()).body.title).toBe("Other");
});
