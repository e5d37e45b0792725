import { type Calendar, type DateWords, inBrackets, monthNames } from "./language.ts";

const monthOf = monthNames("es");
const plain = ({ year, month, day }: Calendar): string =>
  [day, month && monthOf(month), year].filter((part) => part !== undefined).join(" de ");
const article = (date: Calendar): string => (date.day === undefined ? plain(date) : `el ${plain(date)}`);

export const es: DateWords = {
  plain,
  about: (date) => `hacia ${article(date)}`,
  from: (date) => (date.day === undefined ? `a partir de ${plain(date)}` : `a partir del ${plain(date)}`),
  by: (date) => (date.day === undefined ? `para fines de ${plain(date)}` : `a más tardar el ${plain(date)}`),
  between: (from, to) => `entre ${article(from)} y ${article(to)}`,
  season: (season, years) => `${["primavera", "verano", "otoño", "invierno"][season]} de ${years}`,
  half: (half, year) => `${["primer", "segundo"][half]} semestre de ${year}`,
  quarter: (quarter, year) => `${["primer", "segundo", "tercer", "cuarto"][quarter]} trimestre de ${year}`,
  decade: (year) => `decenio de ${year}`,
  notes: {
    approximate: "fecha aproximada",
    uncertain: "fecha incierta",
    noMonth: "mes desconocido",
    noDay: "día desconocido",
    noMonthNorDay: "mes y día desconocidos",
  },
  noted: inBrackets,
};
