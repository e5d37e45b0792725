const written = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/;

/**
 * Dates in digits as days of the calendar: with points the day comes first, as countries that write points have it. With
 * strokes either may; what the others of the same column show decides, and where they show nothing, nothing is read.
 */
export function numericDates(texts: readonly string[]): Map<string, string> {
  const parts = texts.flatMap((text) => {
    const [, first = "", mark = "", second = "", year = ""] = written.exec(text.trim()) ?? [];
    return year === "" ? [] : [{ text, mark, first: Number(first), second: Number(second), year }];
  });
  const others = parts.filter(({ mark }) => mark !== ".");
  const isDayFirst = others.some(({ first }) => first > 12);
  const isMonthFirst = others.some(({ second }) => second > 12);
  const found = new Map<string, string>();
  for (const { text, mark, first, second, year } of parts) {
    if (mark !== "." && first !== second && isDayFirst === isMonthFirst) continue;
    const [day, month] = mark === "." || isDayFirst ? [first, second] : [second, first];
    const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    if (isDay(date)) found.set(text, date);
  }
  return found;
}

/** The two days that a date in digits may be, with strokes and no more to tell them apart; null where it is no such. */
export function readEitherWay(text: string): readonly [string, string] | null {
  const dayFirst = numericDates([text, "31/01/2000"]).get(text);
  const monthFirst = numericDates([text, "01/31/2000"]).get(text);
  const isEither = dayFirst !== undefined && monthFirst !== undefined && numericDates([text]).size === 0;
  return isEither ? [dayFirst, monthFirst] : null;
}

function isDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}
