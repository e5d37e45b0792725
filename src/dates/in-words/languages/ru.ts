import { type Calendar, type DateWords, inBrackets, monthNames } from "./language.ts";

const monthAlone = monthNames("ru", { alone: true });
const ofMonth = monthNames("ru");
const plain = ({ year, month, day }: Calendar): string => {
  if (month === undefined) return `${year} год`;
  return day === undefined ? `${monthAlone(month)} ${year} года` : `${day} ${ofMonth(month)} ${year} года`;
};
/** The same in the genitive. */
const of = ({ year, month, day }: Calendar): string =>
  [day, month && ofMonth(month), year, "года"].filter((part) => part !== undefined).join(" ");

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
