import { describe, expect, it, vi } from "vitest";
import { takeTurns } from "../../src/imports/turns.ts";

const never = new AbortController().signal;

describe("work in turn", () => {
  it("is done one after the other, in the order in which it came, whatever becomes of the one before", async () => {
    const inTurn = takeTurns();
    const [first, seen] = [Promise.withResolvers<void>(), [] as number[]];
    const one = inTurn(never, async () => {
      seen.push(1);
      await first.promise;
      throw new Error("failed");
    });
    const two = inTurn(never, async () => seen.push(2));
    const three = inTurn(never, async () => seen.push(3));
    await vi.waitFor(() => expect(seen).toEqual([1]));
    first.resolve();
    await expect(one).rejects.toThrow("failed");
    await Promise.all([two, three]);
    expect(seen).toEqual([1, 2, 3]);
  });

  it("is not begun when nobody waits for it any more, and who comes after it has the turn all the same", async () => {
    const inTurn = takeTurns();
    const [first, over, seen] = [Promise.withResolvers<void>(), new AbortController(), [] as number[]];
    const one = inTurn(never, () => first.promise);
    const two = inTurn(over.signal, async () => seen.push(2));
    const three = inTurn(never, async () => seen.push(3));
    over.abort(new Error("gone"));
    await expect(two).rejects.toThrow("gone");
    expect(seen).toEqual([]);
    first.resolve();
    await Promise.all([one, three]);
    expect(seen).toEqual([3]);
    await expect(inTurn(over.signal, async () => seen.push(4))).rejects.toThrow("gone");
    expect(seen).toEqual([3]);
  });
});
