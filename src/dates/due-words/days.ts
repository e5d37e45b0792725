import { isPlainDate } from "../calendar.ts";
import { joined, ofSymbol, type Token } from "./pattern.ts";
import {
  numberIn,
  type Rule,
  rule,
  type Surroundings,
  timeOf,
  timeToken,
  untoldToken,
  valueIn,
  yearOf,
} from "./rule.ts";
import * as windows from "./windows.ts";

/** Days and months, in numbers and in words. */

const { pad, time, untold } = windows;

const isAllTight = (tokens: readonly Token[]) => tokens.slice(1).every(({ isTight }) => isTight);

/** 2025-10-01, 1.10.2025, 2025/10/1. */
export const NUMERIC: readonly Rule[] = [
  rule("(?:y|n)(?:(?:dash|slash|dot)(?:y|n))+", (tokens, { language }) => {
    const [first = "", second = "", third = "", ...more] = ofSymbol(tokens, "y", "n").map(({ value }) => value);
    const separators = ofSymbol(tokens, "dash", "slash", "dot").map(({ symbol }) => symbol);
    const isShort = tokens.length === 3;
    if (!isAllTight(tokens) || new Set(separators).size > 1 || more.length > 0)
      return isShort ? null : untoldToken(tokens);
    const isYear = ofSymbol(tokens, "y")[0] === tokens[0];
    if (separators[0] === "dash" && isYear && second.length === 2) {
      if (isShort && (Number(second) > 12 || Number(second) === Number(first.slice(2)) + 1)) return null;
      const day = `${first}-${second}-${isShort ? "01" : pad(Number(third))}`;
      return timeToken(tokens, isPlainDate(day) ? time(isShort ? day.slice(0, 7) : day) : untold("no_such_date"));
    }
    if (isShort) return null;
    const sign = { dash: "-", slash: "/", dot: "." }[separators[0] ?? ""] ?? "";
    const { numeric } = language;
    if (!numeric?.separators.includes(sign) || isYear !== (numeric.yearFirst ?? false)) return untoldToken(tokens);
    const [y, m, d] = isYear ? [first, second, third] : [third, second, first];
    return timeToken(
      tokens,
      /^\d{4}$/.test(y) ? time(`${y}-${pad(Number(m))}-${pad(Number(d))}`) : untold("no_such_date"),
    );
  }),
];

const dayOf = (tokens: readonly Token[]): number =>
  ofSymbol(tokens, "n", "ord").map(({ value }) => Number(value))[0] ?? 0;

/** "1 October 2025", in any order; of a year that is a time already. */
const dayOfYear: Rule[1] = (tokens) => {
  const found = yearOf(tokens);
  if (found === null || dayOf(tokens) < 1) return null;
  return timeToken(tokens, time(`${found.year}-${pad(numberIn(tokens, "month"))}-${pad(dayOf(tokens))}`, found.flags), {
    isClosed: false,
  });
};

const daysOfYear: Rule[1] = (tokens) => {
  const found = yearOf(tokens);
  const [a = 0, b = 0] = ofSymbol(tokens, "n", "ord").map(({ value }) => Number(value));
  if (found === null) return null;
  const month = `${found.year}-${pad(numberIn(tokens, "month"))}`;
  return timeToken(tokens, time(`${month}-${pad(a)}/${month}-${pad(b)}`, { ...found.flags, isRange: true }));
};

const monthOfYear: Rule[1] = (tokens) => {
  const found = yearOf(tokens);
  if (found === null) return null;
  return timeToken(tokens, time(`${found.year}-${pad(numberIn(tokens, "month"))}`, found.flags));
};

/** "Between June and December 2025": the first month is of the same year. */
const monthsOfYear: Rule[1] = (tokens) => {
  const { edtf, isRelative = false } = timeOf(tokens);
  const month = /^(\d{4})-\d\d$/.exec(edtf ?? "");
  if (!month || (ofSymbol(tokens, "and").length > 0 && tokens[0]?.symbol !== "between")) return null;
  return timeToken(tokens, time(`${month[1]}-${pad(numberIn(tokens, "month"))}/${edtf}`, { isRelative }));
};

/** "Between 1 January and 31 March 2025": the first day is of the same year, or where it is later of the one before. */
const dayAndDay: Rule[1] = (tokens) => {
  const { edtf, isRelative = false } = timeOf(tokens);
  const [, year = "", last = ""] = /^(\d{4})-(\d\d-\d\d)$/.exec(edtf ?? "") ?? [];
  if (year === "" || dayOf(tokens) < 1) return null;
  const day = `${pad(numberIn(tokens, "month"))}-${pad(dayOf(tokens))}`;
  const first = `${day > last ? pad(Number(year) - 1, 4) : year}-${day}`;
  return timeToken(tokens, time(`${first}/${edtf}`, { isRelative, isRange: true }));
};

/** The next such day or month after the statement; untold in the month itself, which may be meant or not. */
function nextOne(tokens: readonly Token[], month: number, { said }: Surroundings, date = 0): Token {
  const now = windows.current(said, 7);
  if (now === null) return untoldToken(tokens, "statement_too_vague");
  if (Number(now.slice(5)) === month) return untoldToken(tokens, "unread_words");
  const year = Number(now.slice(0, 4)) + (Number(now.slice(5)) > month ? 1 : 0);
  const edtf = `${pad(year, 4)}-${pad(month)}${date > 0 ? `-${pad(date)}` : ""}`;
  return timeToken(tokens, time(edtf, { isRelative: true }));
}

/** A month that is no word of another sense ("we may sign"): with a limit beside it. */
const LEAD = "(?<=(?:in|within|by|till|before|from|after|part)~)";
const TAIL = "(?=(?:pin|pby|pbefore|pfrom|pafter|part))";

const monthAlone: Rule[1] = (tokens, around) => nextOne(tokens, numberIn(tokens, "month"), around);

export const DATES: readonly Rule[] = [
  rule("n mo", (tokens) => joined(tokens, "month", { value: valueIn(tokens, "n") })),
  rule("n da(?=pwithin|pafter)", (tokens) => joined(tokens, "d", { value: `${numberIn(tokens, "n")} day` })),
  rule("n da", (tokens) => joined(tokens, "n", { value: valueIn(tokens, "n"), isClosed: true })),
  rule("(?:n|ord)~dot?~(?:dash|to)~(?:n|ord)~dot?~month ~(?:comma|dot)?~t", daysOfYear),
  rule("month ~(?:n|ord)~(?:dash|to)~(?:n|ord)~(?:comma|dot)?~t", daysOfYear),
  rule("t ~comma?~month ~(?:n|ord)~(?:dash|to)~(?:n|ord)", daysOfYear),
  rule("(?:n|ord)~(?:and|or|comma|dash|to|slash)~(?:n|ord)~dot?~month(?:~(?:comma|dot)?~t)?", (tokens) =>
    untoldToken(tokens),
  ),
  rule("(?:n|ord)~(?:dot|dash)?~month ~(?:comma|dot)?~t", dayOfYear),
  rule("month ~(?:n|ord)~(?:comma|dot)?~t", dayOfYear),
  rule("t ~(?:dash|comma)?~month ~(?:n|ord)(?!~unit)", dayOfYear),
  rule("t ~(?:dash|comma)?~(?:n|ord)~(?:dash|dot)?~month", dayOfYear),
  rule("t ~(?:dash|comma)?~month ~(?:dash|to)~month", (tokens) => {
    const found = yearOf(tokens);
    const [a, b] = ofSymbol(tokens, "month").map(({ value }) => Number(value));
    if (found === null || a === undefined || b === undefined) return null;
    return timeToken(tokens, time(windows.months(found.year, a, b), { ...found.flags, isRange: true }));
  }),
  rule("month ~(?:comma|dot)?~t", monthOfYear),
  rule("t ~(?:dash|comma)?~month", monthOfYear),
  rule("(?:between|from)?~month ~(?:and|to|dash|by|pfrom)~t", monthsOfYear),
  rule("(?:between|from)~(?:n|ord)~dot?~month ~(?:and|to|till|dash|by|pfrom)~t", dayAndDay),
  rule("(?:between|from)~month ~(?:n|ord)~(?:and|to|till|dash|by)~t", dayAndDay),
  rule("(?:n|ord)~dot?~month ~(?:to|till|dash)~t", dayAndDay),
  rule("month ~(?:n|ord)~(?:to|till|dash)~t", dayAndDay),
  rule("month ~(?:or|comma|slash|and)~t", (tokens) => untoldToken(tokens)),
  rule("(?:n|ord)~dot?~t", (tokens) => {
    const { edtf, isRelative = false, part } = timeOf(tokens);
    const isMonth = /^\d{4}-(?:0\d|1[0-2])$/.test(edtf ?? "");
    if (!isRelative || part !== undefined || !isMonth || dayOf(tokens) < 1) return null;
    return timeToken(tokens, time(`${edtf}-${pad(dayOf(tokens))}`, { isRelative }));
  }),
  rule(
    "next ~(?:n|ord)~dot?~month(?!~t)|(?:(?:n|ord)~dot?)?~month ~next(?!~(?:unit|month|season|t|n|d))",
    (tokens, around) =>
      around.language.yearBeforeNoun || tokens.some(({ isPlural }) => isPlural)
        ? null
        : nextOne(tokens, numberIn(tokens, "month"), around, dayOf(tokens)),
  ),
  rule("(?:n|ord)~(?:dot|dash)?~month|month ~(?:n|ord)(?!~unit)", (tokens, around) =>
    nextOne(tokens, numberIn(tokens, "month"), around, dayOf(tokens)),
  ),
  rule("(?<=(?:ord unit|half)(?:of|art)+)month", monthAlone),
  rule("(?<=ord unit)month", (tokens, around) =>
    around.language.script === "Cyrl" ? monthAlone(tokens, around) : null,
  ),
  rule(`${LEAD}month|month${TAIL}`, monthAlone),
];
