import { isPlainDate } from "../calendar.ts";
import { type Bounds, boundsOf } from "../edtf.ts";
import type { FiscalYear, Hemisphere } from "./countries.ts";
import type { Language } from "./languages/language.ts";
import { isLetters } from "./lexicon.ts";
import { joined, ofSymbol, pattern, reduce, type Token } from "./pattern.ts";
import * as windows from "./windows.ts";

/** What words are read against. */
export interface Surroundings {
  language: Language;
  said: Bounds;
  hemisphere: Hemisphere;
  fiscalYear: FiscalYear | null;
}

/** A pattern of symbols, and what it becomes. */
export type Rule = readonly [RegExp, (matched: Token[], around: Surroundings) => Token | readonly Token[] | null];

export const rule = (words: string, make: Rule[1]): Rule => [pattern(words), make];

export const applied = (rules: readonly Rule[], tokens: readonly Token[], around: Surroundings): Token[] =>
  rules.reduce<Token[]>(
    (all, [expression, make]) => reduce(all, expression, (each) => make(each, around)),
    [...tokens],
  );

const { pad, time, untold } = windows;

const timeToken = (tokens: readonly Token[], found: windows.Time, more: Partial<Token> = {}): Token =>
  joined(tokens, "t", { ...more, time: found });

const valueIn = (tokens: readonly Token[], ...symbols: string[]): string =>
  ofSymbol(tokens, ...symbols)[0]?.value ?? "";
const numberIn = (tokens: readonly Token[], ...symbols: string[]): number => Number(valueIn(tokens, ...symbols) || 0);
const timeOf = (tokens: readonly Token[]): windows.Time => ofSymbol(tokens, "t")[0]?.time ?? untold("unread_words");

/** The year that a time is, with whether it is reckoned from the statement; null for any other time. */
function yearOf(tokens: readonly Token[]): { year: string; flags: { isRelative: boolean } } | null {
  const { edtf, part, isRelative = false } = timeOf(tokens);
  return edtf !== null && /^\d{4}$/.test(edtf) && part === undefined ? { year: edtf, flags: { isRelative } } : null;
}

const amount: Rule[1] = (tokens) => joined(tokens, "amt");
const isAllTight = (tokens: readonly Token[]) => tokens.slice(1).every(({ isTight }) => isTight);

/** "2,030.5 MW" is one number, "by 2030, 45 per cent" are two. */
const numberInParts: Rule[1] = (tokens) => {
  const loose = tokens.findLastIndex(({ isTight }, n) => n > 0 && !isTight);
  if (loose < 0) return joined(tokens, "amt");
  const at = /^(?:dot|comma)$/.test(tokens[loose]?.symbol ?? "") ? loose + 1 : loose;
  return [...tokens.slice(0, at), joined(tokens.slice(at), "amt")];
};

/** Numbers that are no times. */
const QUANTITIES: readonly Rule[] = [
  rule(
    "(?:n|y|amt)(?:(?:dot|comma)(?:n|y|amt))+(?=~(?:qty|cur))|(?<=cur~)(?:n|y|amt)(?:(?:dot|comma)(?:n|y|amt))+",
    numberInParts,
  ),
  rule("y word", (tokens) => (tokens[1]?.isTight && isLetters(tokens[1]) ? joined(tokens, "amt") : null)),
  rule("(?:about|by|to|from)?~(?:cur ~(?:n|y|amt)~qty*)|(?:about|by|to|from)?~(?:(?:n|y|amt)~(?:qty|cur)+)", amount),
];

/** 2025-10-01, 1.10.2025, 2025/10/1. */
const NUMERIC: readonly Rule[] = [
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

const untoldToken = (tokens: readonly Token[], reason: windows.Reason = "unread_words"): Token =>
  timeToken(tokens, untold(reason));

/** "FY 2030", "fiscal year 2025/26": where the promisor's is known, and which of the two years names it. */
const fiscal: Rule[1] = (tokens, { fiscalYear }) => {
  const [first = "", second] = ofSymbol(tokens, "y", "n").map(({ value }) => value);
  if (fiscalYear === null) return untoldToken(tokens, "fiscal_year_unknown");
  const { firstMonth, namedBy } = fiscalYear;
  const year = Number(first);
  if (second !== undefined && Number(second) % 100 !== (year + 1) % 100) return untoldToken(tokens);
  if (second !== undefined && firstMonth === 1) return untoldToken(tokens);
  if (second === undefined && namedBy === null) return untoldToken(tokens, "fiscal_year_unknown");
  if (firstMonth === 1) return timeToken(tokens, time(first));
  const start = second === undefined && namedBy === "end" ? year - 1 : year;
  return timeToken(tokens, time(`${start}-${pad(firstMonth)}/${start + 1}-${pad(firstMonth - 1)}`));
};

const decade: Rule[1] = (tokens) => {
  const year = numberIn(tokens, "y");
  return year % 10 === 0 ? timeToken(tokens, windows.decade(year)) : untoldToken(tokens);
};

/** "This year", "next month": from the day of the statement. */
const ahead =
  (units: number): Rule[1] =>
  (tokens, { said, language }) => {
    const unit = valueIn(tokens, "unit");
    const isUntold = unit === "week" && !language.weeksFromMonday;
    return isUntold ? untoldToken(tokens) : timeToken(tokens, windows.calendarUnit(said, unit, units));
  };

/** Not for words in the plural: "the coming months". */
const single =
  (make: Rule[1]): Rule[1] =>
  (tokens, around) =>
    tokens.some(({ isPlural }) => isPlural) ? null : make(tokens, around);

const current: Rule[1] = (tokens, around) => ahead(0)(tokens, around);

const YEARS: readonly Rule[] = [
  rule("fiscal ~y(?:(?:dash|slash)(?:n|y))?|y(?:(?:dash|slash)(?:n|y))?~fiscal", fiscal),
  rule("y ~decades", (tokens, around) => (tokens.at(-1)?.value === "before" ? null : decade(tokens, around))),
  rule("decades ~y", (tokens, around) => (tokens[0]?.value === "before" ? decade(tokens, around) : null)),
  rule("y ~dash ~y(?:dash)?unit?", (tokens) => {
    const unit = valueIn(tokens, "unit");
    const [a = "", b = ""] = ofSymbol(tokens, "y").map(({ value }) => value);
    if (unit !== "" && unit !== "year") return null;
    return timeToken(tokens, time(`${a}/${b}`, { isRange: true }), { isClosed: unit !== "" });
  }),
  rule("y(?:dash|slash)(?:n|y)", (tokens) => untoldToken(tokens)),
  rule("y dash?unit", (tokens) => {
    const unit = valueIn(tokens, "unit");
    if (unit === "year") return timeToken(tokens, time(valueIn(tokens, "y")), { isClosed: true });
    return unit === "century" ? null : joined(tokens, "amt");
  }),
  rule("unit part ~y", (tokens) => {
    const [part] = ofSymbol(tokens, "part");
    if (valueIn(tokens, "unit") !== "year") return null;
    return timeToken(tokens, { ...time(valueIn(tokens, "y")), part: part?.value as windows.Part });
  }),
  rule("unit ~y", (tokens, around) => {
    const unit = valueIn(tokens, "unit");
    if (unit === "decade") return decade(tokens, around);
    return unit === "year" ? timeToken(tokens, time(valueIn(tokens, "y"))) : null;
  }),
  rule("y", (tokens) => timeToken(tokens, time(valueIn(tokens, "y")))),
];

const asUnits = (tokens: readonly Token[]) => `${numberIn(tokens, "n")} ${valueIn(tokens, "unit")}`;

/** "Сорок пять", "one hundred and twenty": hundreds, tens and ones, each less than what stands before it. */
const sum: Rule[1] = (tokens) => {
  const values = ofSymbol(tokens, "n").map(({ value }) => Number(value));
  const isSum = values.slice(1).every((value, n) => {
    const before = values[n] ?? 0;
    return (before === 100 && value < 100) || (before < 100 && before > 10 && before % 10 === 0 && value < 10);
  });
  return isSum ? joined(tokens, "n", { value: String(values.reduce((a, b) => a + b, 0)) }) : null;
};

const COUNTS: readonly Rule[] = [
  rule("n(?:(?:and|dash)?n)+(?=~(?:unit|next))", sum),
  rule("n(?:dot|dash)unit", (tokens) => {
    if (!/^(?:quarter|half)$/.test(valueIn(tokens, "unit"))) return null;
    const [first, , last] = tokens as [Token, Token, Token];
    return [{ ...first, symbol: "ord" }, last];
  }),
  rule("unit ~n ~next", (tokens) => joined(tokens, "nd", { value: asUnits(tokens) })),
  rule("next ~n unit|n unit next", (tokens) => joined(tokens, "nd", { value: asUnits(tokens) })),
  // "Cinq prochaines années"; where a year stands before its noun, "15 next month" is a day.
  rule("n next unit", (tokens, { language }) =>
    language.yearBeforeNoun ? null : joined(tokens, "nd", { value: asUnits(tokens) }),
  ),
  rule("n unit", (tokens) => joined(tokens, "d", { value: asUnits(tokens) })),
  rule("unit ~month", (tokens) =>
    valueIn(tokens, "unit") === "month" ? { ...joined(tokens, "month"), value: valueIn(tokens, "month") } : null,
  ),
];

const DEICTIC: readonly Rule[] = [
  rule("rel", (tokens, { said }) => {
    const [unit = "", units = "0"] = valueIn(tokens, "rel").split(":");
    return timeToken(tokens, windows.calendarUnit(said, unit, Number(units)));
  }),
  rule("this ~unit(?!~t)", single(ahead(0))),
  rule("next ~unit(?!~t)", single(ahead(1))),
  rule("past ~unit(?!~t)", (tokens) => untoldToken(tokens, "past")),
  rule("unit ~this", single(ahead(0))),
  rule("unit ~next", single(ahead(1))),
  rule("unit ~past", (tokens) => untoldToken(tokens, "past")),
  rule("(?<=(?:part|half|quarter|ord unit)~)unit(?!~(?:t|ord))", current),
  rule("(?<!d|ord)unit(?=~(?:part|half|quarter|ord unit))", current),
  rule("(?<!d|ord|n|word|other)unit(?=pwithin)", current),
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

const DATES: readonly Rule[] = [
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

/** Seasons as months (first and last), which on the southern half are those of half a year later. */
const SEASON_MONTHS: Readonly<Record<number, readonly [number, number]>> = {
  1: [3, 5],
  2: [6, 8],
  3: [9, 11],
  4: [12, 2],
};

function seasonOf(year: number, season: number, hemisphere: Hemisphere, flags: { isRelative: boolean }): windows.Time {
  if (hemisphere === "unknown") return untold("season_unknown");
  if (hemisphere === "north") return time(`${pad(year, 4)}-2${season}`, flags);
  const [first, last] = SEASON_MONTHS[((season + 1) % 4) + 1] ?? [12, 2];
  return time(`${pad(year, 4)}-${pad(first)}/${pad(last < first ? year + 1 : year, 4)}-${pad(last)}`, flags);
}

/** A southern summer lies in two years, so that "summer 2026" names either of two. */
const isSplit = (season: number, hemisphere: Hemisphere) => hemisphere === "south" && season === 2;

const season: Rule[1] = (tokens, { hemisphere }) => {
  const found = yearOf(tokens);
  const which = numberIn(tokens, "season");
  if (found === null) return null;
  if (isSplit(which, hemisphere)) return untoldToken(tokens, "season_unknown");
  return timeToken(tokens, seasonOf(Number(found.year), which, hemisphere, found.flags));
};

/** "This autumn": that of the statement's year, unless it was over; a winter that has begun is this one. */
const seasonAhead =
  (years: number): Rule[1] =>
  (tokens, { said, hemisphere }) => {
    const which = numberIn(tokens, "season");
    const now = windows.current(said, 7);
    const year = windows.current(said, 4);
    const isAcross = hemisphere === "south" ? which === 2 : which === 4;
    if (year === null || (isAcross && now === null)) return untoldToken(tokens, "statement_too_vague");
    const isRunning = isAcross && Number(now?.slice(5)) < 3;
    if (years > 0 && isAcross) return untoldToken(tokens, "unread_words");
    const found = seasonOf(Number(year) + years - (isRunning ? 1 : 0), which, hemisphere, { isRelative: true });
    const isOver = found.edtf !== null && (said.earliest ?? "").slice(0, 7) > windows.ends(found.edtf)[1];
    return isOver ? untoldToken(tokens, "past") : timeToken(tokens, found);
  };

const half: Rule[1] = (tokens) => {
  const found = timeOf(tokens).edtf;
  const which = numberIn(tokens, "half", "ord");
  const { isRelative = false, part } = timeOf(tokens);
  const year = yearOf(tokens);
  if (found === null || part !== undefined || which < 1 || which > 2)
    return found === null ? null : untoldToken(tokens);
  if (year)
    return timeToken(tokens, time(windows.months(year.year, which * 6 - 5, which * 6), { isRelative }), {
      isClosed: true,
    });
  if (!/^\d{4}-(?:0\d|1[0-2])$/.test(found)) return untoldToken(tokens);
  const last = boundsOf(found).latest ?? "";
  return timeToken(tokens, time(which === 1 ? `${found}-01/${found}-15` : `${found}-16/${last}`, { isRelative }));
};

/** "The second fortnight of May": half a month, of nothing else. */
const fortnight: Rule[1] = (tokens, around) =>
  /^\d{4}-(?:0\d|1[0-2])$/.test(timeOf(tokens).edtf ?? "") ? half(tokens, around) : untoldToken(tokens);

const quarter: Rule[1] = (tokens) => {
  const found = yearOf(tokens);
  const given = ofSymbol(tokens, "past").length > 0 ? -1 : numberIn(tokens, "quarter", "ord");
  const which = given === -1 ? 4 : given;
  if (found === null) return null;
  if (which < 1 || which > 4) return untoldToken(tokens);
  return timeToken(tokens, time(windows.months(found.year, which * 3 - 2, which * 3), found.flags), { isClosed: true });
};

/** The first or last so many months of a year. */
const firstMonths: Rule[1] = (tokens) => {
  const found = yearOf(tokens);
  const [count = 0, unit] = (ofSymbol(tokens, "d")[0]?.value ?? "").split(" ");
  const size = unit === "month" ? Number(count) : unit === "quarter" ? Number(count) * 3 : 0;
  const which = numberIn(tokens, "ord");
  if (found === null || size < 1 || size > 12 || (which !== 1 && which !== -1)) return untoldToken(tokens);
  const [first, last] = which === 1 ? [1, size] : [13 - size, 12];
  return timeToken(tokens, time(windows.months(found.year, first, last), found.flags), { isClosed: true });
};

/** A week or ten days of a month are not told apart by a calendar that all share: the month remains. */
const partOfMonth: Rule[1] = (tokens) => {
  const found = timeOf(tokens);
  const isMonth = found.edtf !== null && /^\d{4}-(?:0\d|1[0-2])$/.test(found.edtf);
  if (found.edtf === null) return null;
  return isMonth && found.part === undefined ? timeToken(tokens, found, { isClosed: true }) : untoldToken(tokens);
};

/** "Friday, 8 November 2024": a day of the week beside the day that it is. */
const weekday: Rule[1] = (tokens) => {
  const found = timeOf(tokens);
  if (found.edtf === null) return timeToken(tokens, found);
  if (!/^\d{4}-\d\d-\d\d$/.test(found.edtf)) return null;
  const isSame = windows.weekdayOf(found.edtf) === numberIn(tokens, "wd");
  return timeToken(tokens, isSame ? found : untold("no_such_date"));
};

const ofUnit =
  (byUnit: Readonly<Record<string, Rule[1]>>): Rule[1] =>
  (tokens, around) =>
    byUnit[valueIn(tokens, "unit")]?.(tokens, around) ?? null;
const ordinal = ofUnit({ half, quarter, week: partOfMonth, tenth: partOfMonth, fortnight });

const PARTS: readonly Rule[] = [
  rule("season ~(?:comma|dot)?~t|t ~comma?~season", season),
  rule("this ~season", seasonAhead(0)),
  rule("next ~season", seasonAhead(1)),
  rule("season ~this", seasonAhead(0)),
  rule("season ~next", seasonAhead(1)),
  rule("ord ~d ~t|t ~ord ~d", firstMonths),
  rule("half ~(?:comma|dot)?~t|t ~comma?~half", half),
  rule("quarter ~(?:comma|dot)?~t|t ~comma?~quarter", quarter),
  rule("ord ~unit ~(?:comma|dot)?~t|t ~comma?~ord ~unit", ordinal),
  rule("unit ~ord ~from?~t", ordinal),
  rule("past ~unit ~t", ofUnit({ quarter })),
  rule("part ~dash?~t|t ~part", (tokens) => {
    const [token] = ofSymbol(tokens, "t");
    const [part] = ofSymbol(tokens, "part");
    if (token?.time === undefined || part === undefined) return null;
    if (token.time.edtf === null) return timeToken(tokens, token.time);
    if (token.time.part !== undefined) return untoldToken(tokens);
    return timeToken(tokens, { ...token.time, part: part.value as windows.Part }, { isClosed: true });
  }),
  rule("wd ~comma?~t|t ~comma?~wd|t open wd close", weekday),
  rule("t ~unit", (tokens) => {
    const isDay = /^\d{4}-\d\d-\d\d$/.test(timeOf(tokens).edtf ?? "") && valueIn(tokens, "unit") === "day";
    return isDay ? timeToken(tokens, timeOf(tokens)) : null;
  }),
  rule("about ~t|t ~pabout", (tokens) => {
    const found = timeOf(tokens);
    return timeToken(tokens, found.edtf === null ? found : { ...found, isAbout: true });
  }),
];

/** Rules that find years, months, days, seasons, halves and quarters. In order: each sees what those before it made. */
export const TIMES: readonly Rule[] = [...QUANTITIES, ...NUMERIC, ...YEARS, ...COUNTS, ...DEICTIC, ...DATES, ...PARTS];
