import { type Calendar, type DateWords, inBrackets, monthNames } from "./language.ts";

const nameOf = monthNames("kk");
const monthOf = ({ month }: Calendar): string => nameOf(month ?? 1);
const plain = (date: Calendar): string => {
  const { year, month, day } = date;
  if (month === undefined) return `${year} жыл`;
  return day === undefined ? `${year} жылғы ${monthOf(date)}` : `${year} жылғы ${day} ${monthOf(date)}`;
};
/** With an ending: on `жыл`, `айы` or `күні`, so that no name of a month takes one. */
const ending = (date: Calendar, [year, month, day]: readonly [string, string, string]): string => {
  if (date.month === undefined) return `${plain(date)}${year}`;
  return date.day === undefined ? `${plain(date)} айы${month}` : `${plain(date)} күні${day}`;
};
const out = ["дан", "нан", "нен"] as const;
const to = ["ға", "на", "не"] as const;
const of = ["дың", "ның", "нің"] as const;
const ordinals = ["бірінші", "екінші", "үшінші", "төртінші"];

export const kk: DateWords = {
  plain,
  about: (date) => `шамамен ${plain(date)}`,
  from: (date) => `${ending(date, out)} бастап`,
  by: (date) => (date.day === undefined ? `${ending(date, of)} соңына дейін` : `${ending(date, out)} кешіктірмей`),
  between: (first, last) => `${ending(first, out)} ${ending(last, to)} дейін`,
  season: (season, years) =>
    `${years} ${years.length > 4 ? "жылдардың" : "жылдың"} ${["көктемі", "жазы", "күзі", "қысы"][season]}`,
  half: (half, year) => `${year} жылдың ${ordinals[half]} жартысы`,
  quarter: (quarter, year) => `${year} жылдың ${ordinals[quarter]} тоқсаны`,
  decade: (year) => `${year}–${year + 9} жылдар`,
  notes: {
    approximate: "шамамен",
    uncertain: "күмәнді",
    noMonth: "айы белгісіз",
    noDay: "күні белгісіз",
    noMonthNorDay: "айы мен күні белгісіз",
  },
  noted: inBrackets,
};
