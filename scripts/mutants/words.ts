// biome-ignore-all lint/suspicious/noTemplateCurlyInString: lines of code, as they stand in their files
import { mutantsOf } from "./mutant.ts";

const due = "dates/due-phrases.unit";

/** What was said: due words in their languages, quotes in their texts. */
export const words = mutantsOf([
  [
    "before a day is on it",
    "src/dates/due-words/windows.ts",
    "asPreciseAs(addDays(first, -1)",
    "asPreciseAs(addDays(first, 0)",
    due,
  ],
  [
    "after a year is in it",
    "src/dates/due-words/windows.ts",
    "asPreciseAs(addDays(last, 1)",
    "asPreciseAs(addDays(last, 0)",
    due,
  ],
  [
    "within six months are reckoned from the first day of a vague statement",
    "src/dates/due-words/windows.ts",
    "const last = dayAfter(latest, count);",
    "const last = dayAfter(earliest, count);",
    due,
    "dates/due-words.unit",
  ],
  [
    "by the middle of a year is by its end",
    "src/dates/due-words/windows.ts",
    'if (part === "early" || part === "mid") return open(endOfPart(edtf, part), x);',
    "",
    due,
  ],
  [
    "a fiscal year is that before",
    "src/dates/due-words/years.ts",
    'namedBy === "end" ? year - 1 : year;',
    'namedBy === "end" ? year : year - 1;',
    due,
    "dates/due-words.unit",
  ],
  [
    "in Russian, ten days are ten years",
    "src/dates/due-words/languages/russian.ts",
    '["unit:tenth", "декада',
    '["unit:decade", "декада',
    due,
  ],
  [
    "in German, the year after next is next year",
    "src/dates/due-words/languages/german.ts",
    '["rel:year:2", "übernächstes',
    '["rel:year:1", "übernächstes',
    due,
  ],
  [
    "in Chinese, at the latest is at the earliest",
    "src/dates/due-words/languages/chinese.ts",
    '["by", "不晚于',
    '["from", "不晚于',
    due,
  ],
  ["in Arabic, before is after", "src/dates/due-words/languages/arabic.ts", '["before", "قبل', '["after", "قبل', due],
  [
    "in Turkish, at the latest is at the earliest",
    "src/dates/due-words/languages/turkish.ts",
    '["by", "en geç',
    '["from", "en geç',
    due,
  ],
  [
    "of two equal passages, the first is taken for the one that is quoted",
    "src/domain/anchoring/locate.ts",
    "if (first !== undefined && candidates.length === 1)",
    "if (first !== undefined)",
    "domain/anchoring/locate.unit",
  ],
  [
    "in a new text, a quote is anchored to the first of several twins",
    "src/domain/anchoring/locate.ts",
    "inContext !== undefined && verbatim.inContext.length === 1 && isWhole(inContext)",
    "inContext !== undefined && isWhole(inContext)",
    "domain/anchoring/locate.unit",
  ],
  [
    "words in another typography are told to be there to the letter",
    "src/domain/anchoring/locate.ts",
    "const isVerbatim = given === exact ||",
    "const isVerbatim = given.length === exact.length ||",
    "domain/anchoring/locate.unit",
    "sources/quotes.http",
  ],
  [
    "able to pay is found in unable to pay",
    "src/domain/anchoring/locate.ts",
    "return (was.start || !is.start) && (was.end || !is.end);",
    "return was.end || !is.end;",
    "domain/anchoring/word-ends.unit",
  ],
  [
    "passages are joined in whatever order they stand",
    "src/domain/anchoring/passages.ts",
    "if (span.start >= last.end &&",
    "if (",
    "domain/anchoring/locate.unit",
  ],
  [
    "places are counted in UTF-16: those after an emoji are wrong",
    "src/domain/anchoring/selector.ts",
    "return { start, end: start + countPoints(exact) };",
    "return { start, end: start + exact.length };",
    "domain/anchoring/locate.unit",
    "domain/anchoring/text.unit",
  ],
]);
