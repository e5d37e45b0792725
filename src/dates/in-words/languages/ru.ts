import { type Calendar, type DateWords, inBrackets, monthNames } from "./language.ts";

const months = monthNames("ru", { alone: true });
const ofMonths = monthNames("ru");
const plain = ({ year, month, day }: Calendar): string => {
  if (month === undefined) return `${year} год`;
  return day === undefined ? `${months[month - 1]} ${year} года` : `${day} ${ofMonths[month - 1]} ${year} года`;
};
/** The same in the genitive. */
const of = ({ year, month, day }: Calendar): string =>
  [day, month && ofMonths[month - 1], year, "года"].filter((part) => part !== undefined).join(" ");

export const ru: DateWords = {
  plain,
  about: (date) => `около ${of(date)}`,
  from: (date) => `с ${of(date)}`,
  by: (date) => (date.day === undefined ? `до конца ${of(date)}` : `не позднее ${of(date)}`),
  between: (from, to) => `с ${of(from)} по ${plain(to)}`,
  season: (season, years) =>
    `${["весна", "лето", "осень", "зима"][season]} ${years} ${years.length > 4 ? "годов" : "года"}`,
  half: (half, year) => `${["первое", "второе"][half]} полугодие ${year} года`,
  quarter: (quarter, year) => `${["первый", "второй", "третий", "четвёртый"][quarter]} квартал ${year} года`,
  decade: (year) => `${year}-е годы (${year}–${year + 9})`,
  notes: {
    approximate: "приблизительно",
    uncertain: "под вопросом",
    noMonth: "месяц неизвестен",
    noDay: "день неизвестен",
    noMonthNorDay: "месяц и день неизвестны",
  },
  noted: inBrackets,
};
