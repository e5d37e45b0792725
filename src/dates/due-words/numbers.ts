import { isLetters } from "./lexicon.ts";
import { joined, ofSymbol, type Token } from "./pattern.ts";
import { numberIn, type Rule, rule, valueIn } from "./rule.ts";

/** Numbers: those that are no times, and counts of units. */

const amount: Rule[1] = (tokens) => joined(tokens, "amt");

/** "2,030.5 MW" is one number, "by 2030, 45 per cent" are two. */
const numberInParts: Rule[1] = (tokens) => {
  const loose = tokens.findLastIndex(({ isTight }, n) => n > 0 && !isTight);
  if (loose < 0) return joined(tokens, "amt");
  const at = /^(?:dot|comma)$/.test(tokens[loose]?.symbol ?? "") ? loose + 1 : loose;
  return [...tokens.slice(0, at), joined(tokens.slice(at), "amt")];
};

/** Numbers that are no times. */
export const QUANTITIES: readonly Rule[] = [
  rule(
    "(?:n|y|amt)(?:(?:dot|comma)(?:n|y|amt))+(?=~(?:qty|cur))|(?<=cur~)(?:n|y|amt)(?:(?:dot|comma)(?:n|y|amt))+",
    numberInParts,
  ),
  rule("y word", (tokens) => (tokens[1]?.isTight && isLetters(tokens[1]) ? joined(tokens, "amt") : null)),
  rule("(?:about|by|to|from)?~(?:cur ~(?:n|y|amt)~qty*)|(?:about|by|to|from)?~(?:(?:n|y|amt)~(?:qty|cur)+)", amount),
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

export const COUNTS: readonly Rule[] = [
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
