import { boundsOf } from "../edtf.ts";
import type { Hemisphere } from "./countries.ts";
import { ofSymbol } from "./pattern.ts";
import { numberIn, type Rule, rule, timeOf, timeToken, untoldToken, valueIn, yearOf } from "./rule.ts";
import * as windows from "./windows.ts";

/** Seasons, halves, quarters and other parts of what is a time already. */

const { pad, time, untold } = windows;

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

/** "By autumn": the next one after the statement; untold in that season itself, which may be meant or not. */
const seasonAlone: Rule[1] = (tokens, { said, hemisphere }) => {
  const which = numberIn(tokens, "season");
  const now = windows.current(said, 7);
  if (now === null) return untoldToken(tokens, "statement_too_vague");
  const inYear = (year: number) => seasonOf(year, which, hemisphere, { isRelative: true });
  const year = Number(now.slice(0, 4));
  const ahead = [year - 1, year, year + 1]
    .map(inYear)
    .find(({ edtf }) => edtf === null || windows.ends(edtf)[1] >= now);
  const hasBegun = ahead?.edtf == null || windows.ends(ahead.edtf)[0] <= now;
  return timeToken(tokens, hasBegun ? untold(ahead?.reason ?? "unread_words") : ahead);
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

export const PARTS: readonly Rule[] = [
  rule("season ~(?:comma|dot)?~t|t ~comma?~season", season),
  rule("this ~season", seasonAhead(0)),
  rule("next ~season", seasonAhead(1)),
  rule("season ~this", seasonAhead(0)),
  rule("season ~next", seasonAhead(1)),
  // "In winter" may mean every winter, "in the winter" means one.
  rule("(?<=(?:by|till|before|from|after|part)~)season|(?<=in(?:of|art)*art)season", seasonAlone),
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
