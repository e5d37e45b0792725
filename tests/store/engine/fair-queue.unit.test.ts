import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/errors/errors.ts";
import { fairQueue } from "../../../src/store/engine/fair-queue.ts";

/** A caller whose pieces of work are noted as they begin, and end when they are told to. */
function callers(places: number) {
  const queue = fairQueue(places);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (name: string, signal = new AbortController().signal) =>
    queue.run({ name, signal }, () => {
      const { promise, resolve } = Promise.withResolvers<string>();
      begun.push(name);
      ends.push(() => resolve(name));
      return promise;
    });
  const endOne = async () => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { ask, begun, endOne };
}

describe("a place for one piece of work at a time", () => {
  it("is taken by callers in turn, however many times one asks", async () => {
    const { ask, begun, endOne } = callers(1);
    const all = ["loud", "loud", "loud", "loud", "ann", "bob"].map((name) => ask(name));
    for (const _ of all) await endOne();
    expect(begun).toEqual(["loud", "loud", "ann", "bob", "loud", "loud"]);
    expect(await Promise.all(all)).toHaveLength(6);
  });

  it("has 50 at most; beyond that, he who has most of them waiting loses his last", async () => {
    const { ask } = callers(1);
    const loud = Array.from({ length: 51 }, () => ask("loud"));
    const overloaded = { code: "overloaded" };
    await expect(loud[50]).rejects.toMatchObject(overloaded);
    const ann = ask("ann");
    await expect(loud[49]).rejects.toMatchObject(overloaded);
    const state = await Promise.race([ann, loud[48], Promise.resolve("waiting")]);
    expect(state).toBe("waiting");
  });

  it("is not taken by work that nobody waits for any more, nor let go before its work has ended", async () => {
    const { ask, begun, endOne } = callers(1);
    const gone = [new AbortController(), new AbortController()];
    const [first, second, third] = [ask("a", gone[0]?.signal), ask("b", gone[1]?.signal), ask("c")];
    const reason = new AppError("unavailable", "late");
    for (const each of gone) each.abort(reason);
    await expect(first).rejects.toBe(reason);
    await expect(second).rejects.toBe(reason);
    expect(begun).toEqual(["a"]);
    await endOne();
    expect(begun).toEqual(["a", "c"]);
    await endOne();
    expect(await third).toBe("c");
  });

  it("is let go by work that fails", async () => {
    const queue = fairQueue(1);
    await expect(queue.run(undefined, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await queue.run(undefined, async () => 1)).toBe(1);
  });
});

it("of several places, one caller has half at most", () => {
  const { ask, begun } = callers(4);
  for (const name of ["loud", "loud", "loud", "ann", "bob"]) void ask(name);
  expect(begun).toEqual(["loud", "loud", "ann", "bob"]);
});
