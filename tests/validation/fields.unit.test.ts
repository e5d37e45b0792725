import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../../src/errors/errors.ts";
import {
  fold,
  isId,
  isSame,
  Language,
  line,
  mergePatch,
  PartyCode,
  patched,
  patchOf,
  RecordedInstant,
  Slug,
  slugFrom,
  WebUrl,
} from "../../src/validation/fields.ts";

const id = "01981f6e-1c00-7aaa-8000-000000000001";

describe("fields", () => {
  it.each([
    [
      "slug",
      Slug,
      ["a", "cku-railway", "20231018-2024-plan", "x".repeat(100)],
      ["", "A", "a--b", "-a", "a-", "a b", "é", id, "x".repeat(101)],
    ],
    ["party code", PartyCode, ["KGZ", "CN-XJ", "sco", "x".repeat(64)], ["", "-A", "A B", "Ä", "x".repeat(65)]],
    ["language", Language, ["en", "zh-Hans", "ru-KG"], ["", "english!", "e", "en_US", `en-${"x".repeat(40)}`]],
    [
      "address",
      WebUrl,
      ["https://example.org/a", "http://localhost:1"],
      [
        ...["example.org", "ftp://example.org", "javascript:alert(1)", ""],
        ...["https://a.example/\nb", "https://a.example/\tb", "https://a.example/\u2028b", "https://a.example/\u007f"],
        ...["https://user:pw@a.example/", "https://user@a.example/"],
      ],
    ],
    [
      "instant",
      RecordedInstant,
      ["2026-11-23T09:00:00.000Z"],
      ["2026-11-23", "2026-11-23T09:00:00Z", "2026-11-23T09:00:00.000+01:00"],
    ],
    ["line", line(3), ["a", " a ", "😀"], ["", "   ", "abcd"]],
  ])("a %s is taken in its form and refused in any other", (_, schema, good, bad) => {
    expect(good.filter((value) => !schema.safeParse(value).success)).toEqual([]);
    expect(bad.filter((value) => schema.safeParse(value).success)).toEqual([]);
  });
});

describe("slugFrom", () => {
  it.each([
    ["Cultural Centers in Bishkek & Beijing", "cultural-centers-in-bishkek-and-beijing"],
    ["Кыргызстан – Китай", "kyrgyzstan-kitay"],
    ["吉尔吉斯斯坦", "000000000001"],
    ["!!!", "000000000001"],
    [id, "000000000001"],
  ])("makes of %j the slug %s", (title, slug) => expect(slugFrom(title, id)).toBe(slug));

  it("makes a valid slug of any title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (title) => {
        expect(Slug.safeParse(slugFrom(title, id)).success).toBe(true);
      }),
    );
  });
});

describe("fold", () => {
  it.each([
    ["Équipe", "equipe"],
    ["ЁЛКА", "елка"],
    ["ﬁn", "fin"],
    ["北京", "北京"],
  ])("takes accents and case off %j", (text, folded) => expect(fold(text)).toBe(folded));

  it("gives the same for every way to write the same letters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(fold(text.normalize("NFC"))).toBe(fold(text.normalize("NFD")));
      }),
    );
  });
});

describe("isId", () => {
  it("knows an id in either case, and nothing else", () => {
    expect([id, id.toUpperCase()].every(isId)).toBe(true);
    expect(["", "cku-railway", `${id}0`, id.slice(1), "20231018-2024-plan"].some(isId)).toBe(false);
  });
});

describe("mergePatch", () => {
  // The examples of RFC 7396, appendix A.
  it.each([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("%j with %j is %j", (target, patch, result) => expect(mergePatch(target, patch)).toEqual(result));

  it("replaces a member that is one value as a whole", () => {
    expect(mergePatch({ due: { text: "this year", edtf: "2023" } }, { due: { edtf: "2024" } }, ["due"])).toEqual({
      due: { edtf: "2024" },
    });
  });

  it("changes neither the target nor the patch", () => {
    const target = { a: { b: 1 } };
    const patch = { a: { b: null, c: 2 } };
    mergePatch(target, patch);
    expect([target, patch]).toEqual([{ a: { b: 1 } }, { a: { b: null, c: 2 } }]);
  });

  it("never reaches the prototype of anything", () => {
    mergePatch({}, JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'));
    expect("polluted" in {}).toBe(false);
  });
});

const Thing = z.strictObject({
  name: line(10),
  tags: z.array(z.string()).default([]),
  place: z.strictObject({ lat: z.number(), lon: z.number() }).nullable().default(null),
});
const thing = { id, version: 3, name: "a", tags: ["x"], place: { lat: 1, lon: 2 } };

describe("patched", () => {
  it("gives the writable fields as they become, without those that clients do not write", () => {
    expect(patched(Thing, thing, { place: { lon: 3 } })).toEqual({ name: "a", tags: ["x"], place: { lat: 1, lon: 3 } });
  });

  it("gives a field that is taken away its default", () => {
    expect(patched(Thing, thing, { tags: null, place: null })).toEqual({ name: "a", tags: [], place: null });
  });

  it.each([
    [{ name: null }, "/name", "is required"],
    [{ name: "" }, "/name", expect.any(String)],
    [{ place: { lat: null } }, "/place/lat", expect.any(String)],
  ])("refuses %j with the place of the fault", (patch, pointer, detail) => {
    const refusal = () => patched(Thing, thing, patch);
    expect(refusal).toThrow(AppError);
    expect(refusal).toThrow(expect.objectContaining({ code: "invalid_request" }));
    expect(refusal).toThrow(
      expect.objectContaining({ errors: expect.arrayContaining([expect.objectContaining({ pointer, detail })]) }),
    );
  });

  it("refuses a whole value whose part is missing", () => {
    expect(() => patched(Thing, thing, { place: { lon: 3 } }, ["place"])).toThrow(AppError);
  });
});

describe("patchOf", () => {
  const Patch = patchOf(Thing, "ThingPatchOfTest", "Changes to a thing.");

  it("takes any part of the fields, and null for each", () => {
    for (const patch of [{}, { name: "b" }, { name: null, tags: null, place: null }])
      expect(Patch.parse(patch)).toEqual(patch);
  });

  it("refuses unknown fields, undefined and values out of form", () => {
    for (const patch of [{ nam: "b" }, { name: undefined }, { name: "" }, { tags: [1] }])
      expect(Patch.safeParse(patch).success).toBe(false);
  });
});

describe("isSame", () => {
  it("holds for any JSON value and its copy, with members in whatever order", () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, part]) => [name, turned(part)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isSame(value, turned(value))).toBe(true);
      }),
    );
  });

  it.each([
    [1, "1"],
    [null, undefined],
    [{}, null],
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 1]],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: undefined }, { b: undefined }],
  ])("tells %j from %j", (a, b) => expect([isSame(a, b), isSame(b, a)]).toEqual([false, false]));
});
