import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveDue } from "../../src/dates/due-words/read.ts";
import { boundsOf, parseEdtf } from "../../src/dates/edtf.ts";
import { cases } from "../helpers/cases.ts";

const STATED = "2023-05-26";
const read = (text: string, statedOn = STATED) => {
  const { edtf, basis } = resolveDue({ text }, statedOn);
  return [edtf, basis];
};

describe("the operator's policy", () => {
  const policy = {
    "in the near future": "P2Y",
    Soon: "P18M",
    "in due  course": "P90D",
    "at once": "tomorrow",
    ages: "P9000Y",
  };

  it.each([
    ["In the near future,", STATED, "2023-05-26/2025-05-26"],
    ["soon", "2023", "2023-01-01/2025-06-30"],
    ["in due course", "2023-05~", "2023-05-01~/2023-08-29~"],
  ])("dates %j, said on %s, as %s", (text, statedOn, edtf) => {
    expect(resolveDue({ text }, statedOn, { policy })).toMatchObject({
      ...{ text, edtf, ...boundsOf(edtf), basis: "policy" },
      reading: { unread: [], rule: "policy" },
    });
  });

  it.each([
    ["as soon as possible", STATED],
    ["soon", "2023/.."],
    ["at once", STATED],
    ["ages", STATED],
    ["constructor", STATED],
    ["", STATED],
  ])("leaves %j, said on %s, undated", (text, statedOn) => {
    expect(resolveDue({ text }, statedOn, { policy })).toMatchObject({ edtf: null, basis: "none" });
  });

  it("gives way to words that name their time", () => {
    expect(resolveDue({ text: "this year" }, STATED, { policy: { "this year": "P2Y" } })).toMatchObject({
      edtf: "2023",
      basis: "relative",
    });
  });
});

describe("resolveDue", () => {
  it("takes a given date over the words, and keeps both", () => {
    expect(resolveDue({ text: "This year", edtf: "2024~" }, STATED)).toEqual({
      text: "This year",
      edtf: "2024~",
      earliest: "2024-01-01",
      latest: "2024-12-31",
      basis: "explicit",
      reading: { read: ["This year"], unread: [], rule: "within" },
    });
  });

  it("has nothing to say about nothing", () => {
    const nothing = { text: null, edtf: null, earliest: null, latest: null, basis: "none", reading: null };
    expect([resolveDue({}, STATED), resolveDue({ text: null, edtf: null }, STATED)]).toEqual([nothing, nothing]);
  });

  it("throws on what is not EDTF, which its callers have checked", () => {
    expect(() => resolveDue({ edtf: "soon" }, STATED)).toThrow(RangeError);
    expect(() => resolveDue({ text: "this year" }, "soon")).toThrow(RangeError);
  });

  const vocabulary =
    "this next the year month by before until end of in 2025 2026-10 october may 31 1st first half quarter q1 within two 12 " +
    "years days and or between from to not later than at latest early mid- autumn winter around this year до конца года в 2025 году с по " +
    "今年 2025年 年底 前 上半年 13月 99月 到 < > <2025> <?> ../ - , . ( 9999 0000 year-end";
  const words = fc.array(fc.constantFrom(...vocabulary.split(" ")), { maxLength: 9 });
  const text = fc.oneof(
    words.map((each) => each.join(" ")),
    words.map((each) => each.join("")),
    fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
  );
  const statedOn = fc.constantFrom(
    "2023-05-26",
    "2023-05~",
    "2023",
    "0000",
    "9999-12-31",
    "2023-24",
    "202X",
    "2022/2023?",
    "2023/..",
    "../2023",
  );

  it("never throws, keeps the text verbatim, and gives a date that parses to the bounds it tells", () => {
    fc.assert(
      fc.property(text, statedOn, (each, said) => {
        const due = resolveDue({ text: each }, said, { policy: { soon: "P1Y" } });
        expect(due.text).toBe(each);
        expect(due.basis === "none").toBe(due.edtf === null);
        const { edtf, earliest, latest } = due;
        if (edtf === null) expect([earliest, latest]).toEqual([null, null]);
        else expect(parseEdtf(edtf)).toEqual({ ok: true, edtf, earliest, latest });
      }),
      { numRuns: cases(2000) },
    );
  });

  it("reads the same whatever the case, the spaces and the words around that name no time", () => {
    const known = fc.constantFrom("this year", "by the end of 2025", "in October 2024", "within two years", "Q3 2025");
    fc.assert(
      fc.property(known, fc.boolean(), fc.constantFrom(" ", "  ", "\n", "\u00a0"), (phrase, loud, space) => {
        const heard = `We plan, ${(loud ? phrase.toUpperCase() : phrase).replaceAll(" ", space)}, to sign it.`;
        expect(read(heard)).toEqual(read(phrase));
      }),
    );
  });

  it("keeps 100 kB of anything as it is", () => {
    for (const unit of [
      "by ",
      "2025 ",
      "in 2 ",
      "this year ",
      "1 and ",
      "<2025>",
      "1-",
      "年底前",
      "may ",
      " ",
      "the end of ",
    ]) {
      const text = unit.repeat(100_000 / unit.length);
      expect(resolveDue({ text }, STATED).text).toBe(text);
    }
  });
});
