import { type Calendar, type DateWords, inBrackets, monthNames } from "./language.ts";

const nameOf = monthNames("ky");
const monthOf = ({ month }: Calendar): string => nameOf(month ?? 1);
const plain = (date: Calendar): string => {
  const { year, month, day } = date;
  if (month === undefined) return `${year}-жыл`;
  return day === undefined ? `${year}-жылдын ${monthOf(date)} айы` : `${year}-жылдын ${day}-${monthOf(date)} күнү`;
};
/** With an ending: on `жыл`, `айы` or `күнү`, so that no name of a month takes one. */
const ending = (date: Calendar, [year, month, day]: readonly [string, string, string]): string => {
  const text = plain(date);
  return `${text}${date.month === undefined ? year : date.day === undefined ? month : day}`;
};
const out = ["дан", "нан", "нөн"] as const;
const to = ["га", "на", "нө"] as const;
const of = ["дын", "нын", "нүн"] as const;
const ordinals = ["биринчи", "экинчи", "үчүнчү", "төртүнчү"];

export const ky: DateWords = {
  plain,
  about: (date) => `болжол менен ${plain(date)}`,
  from: (date) => `${ending(date, out)} тартып`,
  by: (date) => (date.day === undefined ? `${ending(date, of)} аягына чейин` : `${ending(date, out)} кечиктирбестен`),
  between: (first, last) => `${ending(first, out)} ${ending(last, to)} чейин`,
  season: (season, years) =>
    `${years}-${years.length > 4 ? "жылдардын" : "жылдын"} ${["жазы", "жайы", "күзү", "кышы"][season]}`,
  half: (half, year) => `${year}-жылдын ${ordinals[half]} жарымы`,
  quarter: (quarter, year) => `${year}-жылдын ${ordinals[quarter]} чейреги`,
  decade: (year) => `${year}–${year + 9}-жылдар`,
  notes: {
    approximate: "болжолдуу",
    uncertain: "күмөндүү",
    noMonth: "айы белгисиз",
    noDay: "күнү белгисиз",
    noMonthNorDay: "айы жана күнү белгисиз",
  },
  noted: inBrackets,
};
