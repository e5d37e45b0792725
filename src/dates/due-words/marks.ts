import { addDays, addDuration } from "../calendar.ts";
import { type Bounds, boundsOf, parseEdtf } from "../edtf.ts";

/**
 * A time found in due words, kept in the text as a mark `<EDTF flags>` that later rules build on: "by <2025>".
 * Flags: r was reckoned from statedOn; b is a bare year, perhaps no date at all; v is only roughly that part of the
 * year; a was said with "about".
 */
interface Mark {
  /** EDTF, or "?" where the words name a time that cannot be told. */
  edtf: string;
  flags: string;
}

export const UNKNOWN = "<?>";

/** Pattern of any mark, and of one that is a plain year; two groups each: EDTF and flags. */
export const ANY = "<([^a-z>]*)([a-z]*)>";
export const YEAR = "<(\\d{4})([a-z]*)>";

export function mark(edtf: string | null, flags = ""): string {
  return edtf !== null && parseEdtf(edtf).ok ? `<${edtf}${flags}>` : UNKNOWN;
}

export function marksIn(text: string): Mark[] {
  return Array.from(text.matchAll(new RegExp(ANY, "g")), ([, edtf = "?", flags = ""]) => ({ edtf, flags }));
}

/** The mark anew, no longer a bare year, since a word such as "in" showed that it is a date. */
export function dated(edtf: string, flags: string): string {
  return mark(edtf, flags.replaceAll("b", ""));
}

/** First and last date of a mark at its own precision. Seasons become months: level 1 has none in intervals. */
export function ends(edtf: string): [string, string] {
  const parsed = parseEdtf(edtf);
  if (parsed.ok && /^\d{4}-2[1-4]$/.test(edtf)) {
    return [parsed.earliest?.slice(0, 7) ?? "?", parsed.latest?.slice(0, 7) ?? "?"];
  }
  const [first = "", last = first] = edtf.split("/");
  return [first, last];
}

/** "By X": any time up to X's last day. */
export function upTo(edtf: string, flags: string): string {
  return dated(`../${ends(edtf)[1]}`, flags);
}

/** "Before X": up to the year, month or day before its first. "Before mid-X" may still be in X. */
export function before(edtf: string, flags: string): string {
  if (flags.includes("v") || flags.includes("a")) return upTo(edtf, flags);
  const [first] = ends(edtf);
  const earliest = parseEdtf(first).ok ? boundsOf(first).earliest : null;
  const eve = earliest === null ? null : addDays(earliest, -1);
  return eve === null ? UNKNOWN : dated(`../${eve.slice(0, first.length)}`, flags);
}

/** "From A to B"; unknown where it would start after it ends. */
export function span(a: Mark, b: Mark): string {
  return dated(`${ends(a.edtf)[0]}/${ends(b.edtf)[1]}`, a.flags + b.flags);
}

/** Puts a qualifier (~, ? or %) on every date of an EDTF text. */
export function qualify(edtf: string, qualifier: string): string {
  if (qualifier === "") return edtf;
  const dates = /^\d{4}-2[1-4]$/.test(edtf) ? ends(edtf) : edtf.split("/");
  return dates.map((date) => (date === ".." ? date : date + qualifier)).join("/");
}

/** The year (4 characters) or month (7) of the statement, moved by so many; null where its date is too vague. */
export function current(said: Bounds, precision: 4 | 7, later = 0): string | null {
  const unit = said.earliest?.slice(0, precision);
  if (!unit || unit !== said.latest?.slice(0, precision)) return null;
  const [years, months] = precision === 4 ? [later, 0] : [0, later];
  return addDuration(`${unit}-01-01`.slice(0, 10), { years, months, days: 0 })?.slice(0, precision) ?? null;
}

/** A phrase, and what stands for it given its groups and the bounds of the day it was said. */
export type Rule = readonly [RegExp, (groups: readonly string[], said: Bounds) => string];

/** A phrase of whole words: no letter or digit goes on before or after it. */
export const phrase = (pattern: string, make: Rule[1]): Rule => [
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "gu"),
  make,
];

/** A phrase of a language that puts no spaces between words. */
export const unspaced = (pattern: string, make: Rule[1]): Rule => [new RegExp(pattern, "gu"), make];
