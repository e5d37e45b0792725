import { describe, expect, it, vi } from "vitest";
import { AppError } from "../../../src/errors/errors.ts";
import { type Guest, sharePlaces } from "../../../src/http/limits/places.ts";

const open = (inAll: number, each: number, slowClientMs = 10_000) =>
  sharePlaces({
    ...{ inAll, each, slowClientMs, full: "full" },
    tooMany: () => new AppError("rate_limited", "too many"),
  });
function guest(caller: string, isSlow = false) {
  const stay = new AbortController();
  const state = { isSlow, isCut: false };
  const one: Guest = {
    caller,
    isSlow: () => state.isSlow,
    cut: () => {
      state.isCut = true;
      stay.abort(new Error("cut"));
    },
  };
  return {
    state,
    leave: () => stay.abort(new Error("left")),
    take: (places: ReturnType<typeof open>) => places.take(one, stay.signal),
  };
}

describe("a place", () => {
  it("is given to who asks, up to the share of each caller, and again when it comes free", async () => {
    const places = open(4, 2);
    const [first, second] = [guest("a"), guest("a")];
    await Promise.all([first.take(places), second.take(places), guest("b").take(places)]);
    await expect(guest("a").take(places)).rejects.toMatchObject({ code: "rate_limited" });
    first.leave();
    await guest("a").take(places);
  });

  it("that comes free is given to who has waited longest", async () => {
    const places = open(1, 1);
    const [holder, early, late] = [guest("a"), guest("b"), guest("c")];
    await holder.take(places);
    const order: string[] = [];
    const waiting = [
      early.take(places).then(() => order.push("early")),
      late.take(places).then(() => order.push("late")),
    ];
    await expect(guest("b").take(places)).rejects.toMatchObject({ code: "rate_limited" });
    holder.leave();
    await vi.waitFor(() => expect(order).toEqual(["early"]));
    early.leave();
    await Promise.all(waiting);
    expect(order).toEqual(["early", "late"]);
  });

  it("is taken from a slow guest for who waits, and from no more guests than there are to wait", async () => {
    const places = open(3, 1);
    const [slow, alsoSlow, quick] = [guest("a", true), guest("b", true), guest("c")];
    for (const each of [slow, alsoSlow, quick]) await each.take(places);
    expect(slow.state.isCut).toBe(false);
    await guest("d").take(places);
    expect([slow, alsoSlow, quick].map(({ state }) => state.isCut)).toEqual([true, false, false]);
  });

  it("is not waited for longer than is said, nor by who has gone", async () => {
    const places = open(1, 1, 100);
    const [holder, leaving] = [guest("a"), guest("b")];
    await holder.take(places);
    const waiting = leaving.take(places);
    leaving.leave();
    await expect(waiting).rejects.toThrow("left");
    await expect(guest("b").take(places)).rejects.toMatchObject({ code: "overloaded", message: "full" });
    holder.leave();
    await guest("b").take(places);
  });
});
