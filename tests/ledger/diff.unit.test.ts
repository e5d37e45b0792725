import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diff } from "../../src/ledger/diff.ts";

describe("diff", () => {
  it.each([
    ["a changed value", { a: 1 }, { a: 2 }, [{ op: "replace", path: "/a", from: 1, to: 2 }]],
    ["a new member", {}, { a: null }, [{ op: "add", path: "/a", to: null }]],
    ["a lost member", { a: null }, {}, [{ op: "remove", path: "/a", from: null }]],
    [
      "a member within a member",
      { a: { b: 1, c: 2 } },
      { a: { b: 3, c: 2 } },
      [{ op: "replace", path: "/a/b", from: 1, to: 3 }],
    ],
    ["a list, as a whole", { a: [1, 2] }, { a: [1, 3] }, [{ op: "replace", path: "/a", from: [1, 2], to: [1, 3] }]],
    [
      "a value become an object",
      { a: null },
      { a: { b: 1 } },
      [{ op: "replace", path: "/a", from: null, to: { b: 1 } }],
    ],
    ["an object become a list", { a: {} }, { a: [] }, [{ op: "replace", path: "/a", from: {}, to: [] }]],
    ["names that a pointer must escape", { "a/b~c": 1 }, {}, [{ op: "remove", path: "/a~1b~0c", from: 1 }]],
    ["nothing, where members only changed places", { a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, []],
    ["nothing, where only the bookkeeping changed", { version: 1, updatedAt: "a" }, { version: 2, updatedAt: "b" }, []],
  ])("shows %s", (_, before, after, expected) => {
    expect(diff(before, after)).toEqual(expected);
  });

  it("shows a record that came or went as one difference at its place", () => {
    expect(diff(null, { a: 1 }, "/events/1")).toEqual([{ op: "add", path: "/events/1", to: { a: 1 } }]);
    expect(diff({ a: 1 }, null, "/events/1")).toEqual([{ op: "remove", path: "/events/1", from: { a: 1 } }]);
    expect(diff(null, null)).toEqual([]);
  });

  it("puts every path under its base", () => {
    expect(diff({ a: 1 }, { a: 2 }, "/events/1")[0]?.path).toBe("/events/1/a");
  });
});

type Json = Record<string, unknown>;
const member = fc.string({ minLength: 1, maxLength: 3 }).filter((name) => name !== "__proto__");
const { record } = fc.letrec<{ record: Json; value: unknown }>((tie) => ({
  record: fc.dictionary(member, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: "small" },
    fc.integer(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 3 }),
    tie("record"),
  ),
}));

/** The state after these differences, by the letter of RFC 6902 for add, replace and remove. */
function applied(state: Json, differences: ReturnType<typeof diff>): Json {
  const result = structuredClone(state);
  for (const { op, path, to } of differences) {
    const names = path
      .slice(1)
      .split("/")
      .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = names.pop() ?? "";
    const place = names.reduce((at, name) => at[name] as Json, result);
    if (op === "remove") delete place[last];
    else place[last] = to;
  }
  return result;
}

describe("the differences between any two states", () => {
  it("lead from the first to the second", () => {
    fc.assert(
      fc.property(record, record, (before, after) => {
        expect(applied(before, diff(before, after))).toEqual(after);
      }),
    );
  });

  it("are none between a state and itself", () => {
    fc.assert(
      fc.property(record, (state) => {
        expect(diff(state, structuredClone(state))).toEqual([]);
      }),
    );
  });
});
