import { isProblem } from "../../../../clients/typescript/src/problems.ts";
import { dateWords, isDay } from "../../dates.ts";
import { NotSent } from "../not-sent.ts";
import { servanda } from "../session.ts";
import { numericDates, readEitherWay } from "./numeric-dates.ts";

const one = String.raw`-?\d{2}[\dX]{2}(?:-[\dX]{2}){0,2}[?~%]?`;
/** A date as the API writes it (EDTF), in whatever precision. */
const edtf = new RegExp(String.raw`^(?:${one}(?:\/(?:\.\.|${one})?)?|(?:\.\.)?\/${one})$`);

/** Whether there are such a month and such a day. */
function isPossible(date: string): boolean {
  return date.split("/").every((end) => {
    const [, year = "", month = "01", day = "01"] = /^(-?[\dX]{4})(?:-(..))?(?:-(..))?/.exec(end) ?? [];
    const isKnown = !/X/.test(year + month + day);
    const isSeason = /^2[1-4]$/.test(month) && end.length < 9;
    return year === "" || !isKnown || isSeason || year.startsWith("-") || isDay(`${year}-${month}-${day}`);
  });
}

const known = new Map<string, Promise<string | null>>();

/** What people write for a date ("6 June 2024", "3.9.2026", "2024-06") as EDTF; null where it cannot be told. */
export function dateOf(text: string): Promise<string | null> {
  const words = text.trim();
  if (edtf.test(words)) return Promise.resolve(isPossible(words) ? words : null);
  const inDigits = numericDates([words]).get(words);
  if (inDigits !== undefined) return Promise.resolve(inDigits);
  const read = known.get(words) ?? askFor(words);
  known.set(words, read);
  return read;
}

const askFor = (words: string): Promise<string | null> =>
  servanda.get("/v1/due-words", { query: { text: words } }).then(
    (due) => due.edtf,
    (error: unknown) => {
      if (isProblem(error)) return null;
      known.delete(words);
      throw error;
    },
  );

/** Why it is read as no date, or as no day where one is needed. */
export function whyUnread(text: string, needsDay = false): string {
  const either = readEitherWay(text);
  if (either === null)
    return `This is read as no ${needsDay ? "day: write 6 June 2024" : "date: write 6 June 2024, 2024-06 or 2024"}.`;
  return `This may be ${either.map(dateWords).join(" or ")}: write the month as a word.`;
}

/** A date that was typed, as EDTF. @throws NotSent where it cannot be told, about `field` */
export async function readDate(text: string, field: string): Promise<string> {
  const read = await dateOf(text);
  if (read === null) throw new NotSent(field, whyUnread(text));
  return read;
}

/** A day that was typed, for what takes nothing less precise. @throws NotSent where it is none */
export async function readDay(text: string, field: string): Promise<string> {
  const read = await dateOf(text);
  if (!isDay(read)) throw new NotSent(field, whyUnread(text, true));
  return read;
}
