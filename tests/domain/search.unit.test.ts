import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chordOf, placeAt } from "../../src/domain/geo.ts";
import { commitmentDocument, gap, partyDocument } from "../../src/domain/search/documents.ts";
import { highlight } from "../../src/domain/search/highlights.ts";
import { tiers, toFts5, toTsquery, wanted } from "../../src/domain/search/match.ts";
import { parseSearch } from "../../src/domain/search/search-query.ts";
import { tokenise } from "../../src/domain/search/tokens.ts";
import { cases } from "../helpers/cases.ts";

const words = (text: string) => tokenise(text).map(({ word }) => word);

describe("the words of a text", () => {
  it.each<[string, string[]]>([
    ["The China–Kyrgyzstan RAILWAY, 2023", ["the", "china", "kyrgyzstan", "railway", "2023"]],
    [
      "café CAFE\u0301 ﬁne Straße Łódź İstanbul ırmak",
      ["cafe", "cafe", "fine", "strasse", "lodz", "istanbul", "irmak"],
    ],
    ["ещё ЕЩЕ \u0435\u0308ж", ["еще", "еще", "еж"]],
    ["мой мои й\u0301", ["мой", "мои", "й"]],
    ["мо\u0438\u0306 ўзбек", ["мой", "ўзбек"]],
    ["Өкмөт көпүрө ҢҮӨ", ["өкмөт", "көпүрө", "ңүө"]],
    ["Oʻzbekiston O'zbekiston O‘zbekiston", ["o", "zbekiston", "o", "zbekiston", "o", "zbekiston"]],
    ["co\u00adoperation zero\u200bwidth", ["cooperation", "zero", "width"]],
    ["１２３ ＡＢＣ", ["123", "abc"]],
    ["中吉乌", ["中吉", "吉乌", "乌"]],
    ["在Bishkek建设", ["在", "bishkek", "建设", "设"]],
    ["カタカナ", ["カタ", "タカ", "カナ", "ナ"]],
    ["협력", ["협력", "력"]],
    ["협력".normalize("NFD"), ["협력", "력"]],
    ["รถไฟ", ["รถ", "ถไ", "ไฟ", "ฟ"]],
    ["हिन्दी العَرَبِيَّة", ["हिन्दी", "العربيه"]],
    ["٢٠٢٥ ۲۰۲۵ २०२५ ２０２５", ["2025", "2025", "2025", "2025"]],
    ["كتاب کتاب مدرسة مدرسه على علی آسيا أسيا", ["كتاب", "كتاب", "مدرسه", "مدرسه", "علي", "علي", "اسيا", "اسيا"]],
    ["Co-operation CO‐ORDINATION co-op taco-operation", ["cooperation", "coordination", "coop", "taco", "operation"]],
    [
      "the U.S., U.S.A. and U.S.-China; 3.5 a…b Ab.c",
      ["the", "us", "usa", "and", "us", "china", "3", "5", "a", "b", "ab", "c"],
    ],
    [`${"a.".repeat(100)}b`, ["a".repeat(64)]],
    ["👩‍👩‍👧 -- \ue000 \ue001 _", []],
    ["", []],
  ])("%s", (text, expected) => expect(words(text)).toEqual(expected));

  it("are the same whatever letters stand elsewhere in the text", () => {
    const pieces = fc.constantFrom(
      "a",
      "Co",
      "US",
      "3",
      "й",
      "Я",
      "Ң",
      "co",
      ".",
      "-",
      "'",
      "’",
      "—",
      "«",
      " ",
      "\n",
      "_",
    );
    const texts = fc.array(pieces, { maxLength: 20 }).map((some) => some.join(""));
    fc.assert(
      fc.property(texts, (text) => {
        expect(tokenise(`${text} é`).slice(0, -1)).toEqual(tokenise(text));
      }),
      { numRuns: cases(4000) },
    );
    expect(words(`${"A".repeat(70)} b`)).toEqual(["a".repeat(64), "b"]);
  });

  it("stand where their offsets say, in code points, and are folded for good", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const points = Array.from(text);
        for (const { word, start, end } of tokenise(text)) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(points.length);
          expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
          expect(words(word).join("").startsWith(word)).toBe(true);
        }
      }),
      { numRuns: cases(500) },
    );
  });

  it("are the same however the text is composed", () => {
    const composed = fc.string({ unit: fc.constantFrom(..."йёéłў협力カガñ ắa1-") });
    fc.assert(
      fc.property(composed, (text) => {
        expect(words(text.normalize("NFD"))).toEqual(words(text.normalize("NFC")));
      }),
    );
  });
});

describe("a query", () => {
  const term = (text: string, isPrefix = false) => ({ words: text.split(" "), isPrefix });
  it.each<[string, ReturnType<typeof term>[], ReturnType<typeof term>[]]>([
    ["railway Bishkek", [term("railway"), term("bishkek")], []],
    ['"border port" -visa', [term("border port")], [term("visa")]],
    ['-"border port" rail*', [term("rail", true)], [term("border port")]],
    ["border-port", [term("border port")], []],
    ["«третий порт» “new road”", [term("третии порт".replace("ии", "ий")), term("new road")], []],
    ["rail rail RAIL", [term("rail")], []],
    ["铁路合作", [term("铁路 路合 合作")], []],
    ["路", [term("路", true)], []],
    ["路 ok", [term("路", true), term("ok")], []],
    ['"在 Bishkek"', [term("在 bishkek")], []],
    ['"unclosed phrase', [term("unclosed phrase")], []],
    ["a -b-c", [term("a")], [term("b c")]],
    ['- -- -"" * "" ?! -* (OR) NEAR/2', [term("or"), term("near 2")], []],
    ["   ", [], []],
  ])("%s", (q, all, none) => expect(parseSearch(q)).toEqual({ all, none }));

  it("of any characters has words alone in it, and gives expressions of words alone", () => {
    const quoted = /^(?:[()]|AND|OR|NOT|\*|:|title|labels|"[\p{L}\p{N}\p{M} ]+"|\s)*$/u;
    const literal = /^(?:[()&|!:*]|A|B|<->|'[\p{L}\p{N}\p{M}]+'|\s)*$/u;
    const unit = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom('"', "'", "-", "*", "\\", "\0", " ", "a", "OR", "铁路"),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (parts) => {
        const search = parseSearch(parts.join(""));
        const match = wanted(search);
        for (const each of match ? [match, ...tiers(search)] : []) {
          expect(toFts5(each)).toMatch(quoted);
          expect(toTsquery(each)).toMatch(literal);
        }
      }),
      { numRuns: cases(1000) },
    );
  });
});

describe("what is searched of a commitment", () => {
  const blank = { title: "A b", summary: null, tags: [], parties: [] };

  it("keeps phrases within one text", () => {
    const { body } = commitmentDocument(
      { ...blank, summary: "one two" },
      { quotes: [{ exact: "three", translation: "four" }] },
    );
    expect(body).toBe(`one two ${gap} three ${gap} four`);
  });

  it("is bounded as PostgreSQL needs it, whatever its length", () => {
    const long = Array.from({ length: 5000 }, (_, n) => `a w${n}`).join(" ");
    const quotes = Array.from({ length: 100 }, () => ({ exact: long, translation: long }));
    const { body } = commitmentDocument(blank, { quotes });
    const kept = body.split(" ");
    expect(kept.length).toBeLessThanOrEqual(16_000);
    expect(kept.filter((word) => word === "a").length).toBeLessThanOrEqual(250);
    expect(Buffer.byteLength(body)).toBeLessThan(500_000);
  });

  it("tells the names of parties from other words, and their codes apart by case", () => {
    const names = { zh: "新疆", ru: "Синьцзян" };
    const { title, labels } = partyDocument({
      code: "CN-XJ",
      name: "Xinjiang",
      names,
      aliases: ["Sinkiang"],
      isoAlpha2: "XX",
    });
    expect(title.split(` ${gap} `).map((name) => name.replaceAll("\ue001", ""))).toEqual([
      "cn xj",
      "xinjiang",
      "синьцзян",
      "新疆 疆",
      "sinkiang",
    ]);
    expect(labels).toBe("\ue001xx");
    const of = (party: string) =>
      commitmentDocument({ ...blank, parties: [{ party, role: "promisor" }] }, { quotes: [] }).labels;
    expect(of("eu")).not.toBe(of("EU"));
  });
});

describe("a highlight", () => {
  const shown = (text: string, q: string) => {
    const found = highlight("summary", text, parseSearch(q));
    return (
      found && { text: found.text, words: found.ranges.map(([a, b]) => Array.from(found.text).slice(a, b).join("")) }
    );
  };

  it.each<[string, string, string[]]>([
    ["The Café and the cafes", "cafe", ["Café"]],
    ["The Café and the cafes", "cafe*", ["Café", "cafes"]],
    ["a border port, a border", '"border port"', ["border port"]],
    ["🚂 双方将加快铁路建设", "铁路", ["铁路"]],
    ["双方将加快铁路建设", "铁", ["铁"]],
    ["双方将加快铁路建设", "设", ["设"]],
    ["Мо\u0438\u0306 край", "мой", ["Мо\u0438\u0306"]],
  ])("in %s of %s", (text, q, expected) => expect(shown(text, q)).toEqual({ text, words: expected }));

  it("shows the part of a long text around the first words found, and counts from its beginning", () => {
    const found = shown(`${"before ".repeat(60)}the railway ${"after ".repeat(60)}railway`, "railway");
    expect(found?.words).toEqual(["railway"]);
    expect(found?.text).toMatch(/^…before .* railway .* after…$/);
    expect(Array.from(found?.text ?? "").length).toBeLessThan(200);
  });

  it("is not there where there is nothing, or only what is left out", () => {
    expect([shown("a", "b"), shown("a", "-a"), shown("", "a")]).toEqual([null, null, null]);
  });
});

describe("the distance on a sphere", () => {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  /** R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984). */
  const haversineKm = (a: { lat: number; lon: number }, b: { lat: number; lon: number }) => {
    const [dLat, dLon] = [radians(b.lat - a.lat), radians(b.lon - a.lon)];
    const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2;
    return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
  };
  const point = fc.record({
    lat: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(90, -90, 0)),
    lon: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(180, -180, 179.99)),
  });

  it("is that of the haversine formula, at the poles and across the antimeridian too", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const [p, q] = [placeAt(a), placeAt(b)];
        const chord = Math.hypot(p.placeX - q.placeX, p.placeY - q.placeY, p.placeZ - q.placeZ);
        expect(chordOf(haversineKm(a, b))).toBeCloseTo(chord, 6);
      }),
      { numRuns: cases(1000) },
    );
  });
});
