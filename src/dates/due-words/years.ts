import { joined, ofSymbol } from "./pattern.ts";
import { numberIn, type Rule, rule, timeToken, untoldToken, valueIn } from "./rule.ts";
import * as windows from "./windows.ts";

/** Years, decades and fiscal years; and what is told by the day of the statement: "this year", "next month". */

const { pad, time } = windows;

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

export const YEARS: readonly Rule[] = [
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

export const DEICTIC: readonly Rule[] = [
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
