import { type Calendar, type DateWords, inBrackets, monthNames } from "./language.ts";

const monthOf = monthNames("fr");
const plain = ({ year, month, day }: Calendar): string =>
  [day === 1 ? "1er" : day, month && monthOf(month), year].filter((part) => part !== undefined).join(" ");
const article = (date: Calendar): string => (date.day === undefined ? plain(date) : `le ${plain(date)}`);
/** `de` before avril, août and octobre. */
const of = (text: string): string => (/^[aeiou]/.test(text) ? `d’${text}` : `de ${text}`);

export const fr: DateWords = {
  plain,
  about: (date) => `vers ${article(date)}`,
  from: (date) => (date.day === undefined ? `à partir ${of(plain(date))}` : `à partir du ${plain(date)}`),
  by: (date) => (date.day === undefined ? `d’ici à la fin ${of(plain(date))}` : `au plus tard le ${plain(date)}`),
  between: (from, to) => `entre ${article(from)} et ${article(to)}`,
  season: (season, years) => `${["printemps", "été", "automne", "hiver"][season]} ${years}`,
  half: (half, year) => `${["premier", "second"][half]} semestre ${year}`,
  quarter: (quarter, year) => `${["premier", "deuxième", "troisième", "quatrième"][quarter]} trimestre ${year}`,
  decade: (year) => `années ${year} à ${year + 9}`,
  notes: {
    approximate: "date approximative",
    uncertain: "date incertaine",
    noMonth: "mois inconnu",
    noDay: "jour inconnu",
    noMonthNorDay: "mois et jour inconnus",
  },
  noted: inBrackets,
};
