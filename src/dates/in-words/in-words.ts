import type { Language } from "../../languages/languages.ts";
import { ar } from "./languages/ar.ts";
import { en } from "./languages/en.ts";
import { es } from "./languages/es.ts";
import { fr } from "./languages/fr.ts";
import { kk } from "./languages/kk.ts";
import { ky } from "./languages/ky.ts";
import type { Calendar, DateWords, Note } from "./languages/language.ts";
import { ru } from "./languages/ru.ts";
import { zh } from "./languages/zh.ts";

const byLanguage: Readonly<Record<Language, DateWords>> = { en, fr, es, ru, zh, ar, ky, kk };

/**
 * A valid EDTF date as people say it, never more exact than it is: `../2025` as "by the end of 2025", `2030~` as "about
 * 2030". Years are written as they are, without an era.
 */
export function dateInWords(edtf: string, language: Language): string {
  const words = byLanguage[language];
  const [first = "", last] = edtf.split("/");
  if (last === undefined || first === last) return oneDate(first, words);
  const [from, to] = [end(first), end(last)];
  const text = interval(from?.date, to?.date, words);
  return noted(text, [...(from?.notes ?? []), ...(to?.notes ?? [])], words);
}

function noted(text: string, notes: readonly Note[], words: DateWords): string {
  if (notes.length === 0) return text;
  return words.noted(
    text,
    [...new Set(notes)].map((note) => words.notes[note]),
  );
}

function oneDate(edtf: string, words: DateWords): string {
  const [year = "", month = "", day = ""] = edtf.split("-");
  if (year.includes("X")) return years(+year.replaceAll("X", "0"), +year.replaceAll("X", "9"), words);
  if (month === "XX") return noted(words.plain({ year: +year }), [day === "XX" ? "noMonthNorDay" : "noMonth"], words);
  if (day === "XX") return noted(words.plain({ year: +year, month: +month }), ["noDay"], words);
  const season = ["21", "22", "23", "24"].indexOf(month);
  if (season >= 0) return words.season(season, season === 3 ? `${+year}–${+year + 1}` : String(+year));
  const mark = edtf.at(-1) ?? "";
  const date = calendarOf(edtf);
  const text = "~%".includes(mark) ? words.about(date) : words.plain(date);
  return noted(text, "?%".includes(mark) ? ["uncertain"] : [], words);
}

/** A decade, but for one that would be taken for a century. */
function years(first: number, last: number, words: DateWords): string {
  return last - first === 9 && first % 100 !== 0 ? words.decade(first) : words.between({ year: first }, { year: last });
}

/** An end of an interval; null where it is open or not known. */
function end(edtf: string): { date: Calendar; notes: Note[] } | null {
  if (edtf === "" || edtf === "..") return null;
  const mark = edtf.at(-1) ?? "";
  const notes: Note[] = [];
  if ("~%".includes(mark)) notes.push("approximate");
  if ("?%".includes(mark)) notes.push("uncertain");
  return { date: calendarOf(edtf), notes };
}

function calendarOf(edtf: string): Calendar {
  const [year, month, day] = edtf
    .replace(/[~?%]$/, "")
    .split("-")
    .map(Number);
  return { year: year ?? 0, month, day };
}

function interval(from: Calendar | undefined, to: Calendar | undefined, words: DateWords): string {
  if (to === undefined) return from === undefined ? "" : words.from(from);
  if (from === undefined) return words.by(to);
  return partOfYear(from, to, words) ?? words.between(from, to);
}

/** Halves and quarters, which are written as the interval of their months. */
function partOfYear(from: Calendar, to: Calendar, words: DateWords): string | null {
  if (from.month === undefined || to.month === undefined || from.year !== to.year) return null;
  if (from.day !== undefined || to.day !== undefined) return null;
  const months = to.month - from.month + 1;
  const before = from.month - 1;
  if (months === 6 && before % 6 === 0) return words.half(before / 6, from.year);
  if (months === 3 && before % 3 === 0) return words.quarter(before / 3, from.year);
  return null;
}
