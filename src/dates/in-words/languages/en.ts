import { type Calendar, type DateWords, inBrackets, monthNames } from "./language.ts";

const lowerCase = monthNames("en");
const monthOf = (month: number): string => lowerCase(month).replace(/^./, (letter) => letter.toUpperCase());
const plain = ({ year, month, day }: Calendar): string =>
  [day, month && monthOf(month), year].filter((part) => part !== undefined).join(" ");

export const en: DateWords = {
  plain,
  about: (date) => `about ${plain(date)}`,
  from: (date) => `from ${plain(date)}`,
  by: (date) => (date.day === undefined ? `by the end of ${plain(date)}` : `by ${plain(date)}`),
  between: (from, to) => `between ${plain(from)} and ${plain(to)}`,
  season: (season, years) => `${["spring", "summer", "autumn", "winter"][season]} ${years}`,
  half: (half, year) => `${["first", "second"][half]} half of ${year}`,
  quarter: (quarter, year) => `${["first", "second", "third", "fourth"][quarter]} quarter of ${year}`,
  decade: (year) => `the ${year}s`,
  notes: {
    approximate: "approximate",
    uncertain: "uncertain",
    noMonth: "month not known",
    noDay: "day not known",
    noMonthNorDay: "month and day not known",
  },
  noted: inBrackets,
};
