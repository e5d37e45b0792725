import countries from "i18n-iso-countries/index.js";
import { resolveDue } from "../dates/due-words/read.ts";
import { boundsOf } from "../dates/edtf.ts";
import type { Commitment } from "../domain/commitment.ts";
import { promisorsOf } from "../domain/commitment-party.ts";
import { type Due, dueBeforeStated, dueReading, type NewDue } from "../domain/due.ts";
import type { Event } from "../domain/event.ts";
import { invalid } from "../errors/errors.ts";
import { isSame } from "../validation/fields.ts";
import type { Context } from "./context.ts";
import { warn } from "./warnings.ts";

/** A due date as written; or, with its basis, as it was resolved when it was recorded elsewhere. */
export type Resolved = NewDue & Partial<Pick<Due, "basis" | "reading">>;

/** Where due words stand: in time, in the request, and among whom. */
interface Place {
  /** The day that they were said (EDTF). */
  on: string;
  statedOn: string;
  at: string;
  /** Where the words stand, if not at `text` of `at`: words that are read anew were not sent. */
  wordsAt?: string;
  parties: Commitment["parties"];
}

const boundsOfDue = (edtf: string | null) => (edtf === null ? { earliest: null, latest: null } : boundsOf(edtf));

/** Members that are there only where there is something to say. */
const wordsOf = ({ language, translation }: Pick<NewDue, "language" | "translation">) => ({
  ...(language !== null && { language }),
  ...(translation !== null && { translation }),
});

/**
 * A due date as written, resolved against the day its words were said (`on`), with a warning where words that may mean
 * a time came to no date, or to another one than was given.
 * @throws AppError unprocessable when it would be over before the commitment was stated.
 */
export function resolveDueAt(ctx: Context, input: Resolved, place: Place): Due {
  const due = input.basis === undefined ? readDue(ctx, input, place) : asRecorded(input, input.basis);
  const over = dueBeforeStated(due, place.statedOn);
  if (over !== null) {
    const detail = `It would be due by ${over}, before it was stated (${place.statedOn}).`;
    throw invalid(place.at, "due_before_stated", detail);
  }
  if (dueReading(due) === "not_understood")
    warn(ctx, { pointer: place.wordsAt ?? `${place.at}/text`, ...notUnderstood(due) });
  return due;
}

/** A due date with the basis and the reading that it has elsewhere. */
function asRecorded(input: Resolved, basis: Due["basis"]): Due {
  const { text, edtf, reading } = input;
  return { text, ...wordsOf(input), edtf, ...boundsOfDue(edtf), basis, ...(reading && { reading }) };
}

/** Codes whose seasons and fiscal years are meant where these promise: a region stands for its country. */
export function countriesOf(promisors: readonly string[]): string[] {
  return promisors.map((code) => countries.alpha2ToAlpha3(/^([A-Z]{2})-/.exec(code)?.[1] ?? "") ?? code);
}

function readerFor(ctx: Context, language: string | null, parties: Commitment["parties"]) {
  return { language, parties: countriesOf(promisorsOf(parties)), policy: ctx.duePolicy };
}

function readDue(ctx: Context, input: NewDue, { on, at, parties }: Place): Due {
  const reader = readerFor(ctx, input.language, parties);
  const { reading, ...due } = resolveDue(input, on, reader);
  if (input.text !== null && input.edtf !== null) {
    const meant = resolveDue({ text: input.text }, on, reader);
    if (contradicts(due, meant)) warn(ctx, { pointer: `${at}/edtf`, ...contradiction(due, meant) });
  }
  return { ...due, ...wordsOf(input), ...(reading && { reading }) };
}

type Window = Pick<Due, "edtf" | "earliest" | "latest">;

/** A date that ends later than its words allow, or lies outside of them. "About" allows for a little, so any. */
function contradicts(given: Window, meant: Window): boolean {
  if (meant.edtf === null || /[~%]/.test(meant.edtf)) return false;
  const end = (day: string | null) => day ?? "9999-12-31";
  return end(given.latest) > end(meant.latest) || end(given.latest) < (meant.earliest ?? "0000-01-01");
}

const contradiction = ({ edtf }: Window, meant: Window) => ({
  code: "due_contradicts_text" as const,
  detail: `The words were read as ${meant.edtf}, and the date given is ${edtf}: one of them may be a slip.`,
});

const reasons: Partial<Record<NonNullable<Due["reading"]>["rule"], string>> = {
  condition: "they depend on something",
  recurrence: "they recur",
  event: "they name an event whose day is not known here",
  several_times: "they name more than one time",
  statement_too_vague: "the day of the statement is too vague to count from",
  season_unknown: "it is not known which half of the globe the season is of",
  fiscal_year_unknown: "it is not known when the fiscal year begins, or which of its two years names it",
  no_such_date: "there is no such date",
  past: "they name the past",
};

/** What to say of words that came to no date. */
export function notUnderstood({ reading }: Pick<Due, "reading">) {
  const reason = (reading && reasons[reading.rule]) ?? "some of them are not known";
  return {
    code: "due_not_understood" as const,
    detail: `The words were not read as a date: ${reason}. Give \`edtf\` beside them if you know the date.`,
  };
}

/** Due words that stand for a date by the day on which they were said, or that name none so far. */
const dependsOnDay = ({ text, basis }: Due): boolean => text !== null && basis !== "explicit";

/**
 * A due date, its words read anew as said on another day; one that was named or given as a date stays.
 * @throws AppError unprocessable as resolveDueAt
 */
export function rereadDue(ctx: Context, due: Due | null, place: Place): Due | null {
  if (due === null || !dependsOnDay(due)) return due;
  const { text, language = null, translation = null } = due;
  return resolveDueAt(ctx, { text, language, translation, edtf: null }, { ...place, wordsAt: place.at });
}

/**
 * Warns of due dates that were read from their words as those of other promisors: seasons and fiscal years are theirs.
 * The dates stay, since nobody can tell whether a date that was named was read or given. `dues`: each with the day that
 * its words were said.
 */
export function warnOfOtherPromisors(
  ctx: Context,
  dues: readonly { due: Due | null; on: string }[],
  { was, parties }: { was: Commitment["parties"]; parties: Commitment["parties"] },
): void {
  if (isSame(countriesOf(promisorsOf(was)), countriesOf(promisorsOf(parties)))) return;
  for (const { due, on } of dues) {
    if (due?.text == null) continue;
    const read = (by: Commitment["parties"]) =>
      resolveDue({ text: due.text }, on, readerFor(ctx, due.language ?? null, by)).edtf;
    const [before, now] = [read(was), read(parties)];
    if (before !== due.edtf || now === before) continue;
    const detail = `"${due.text}" was read as ${before ?? "no date"}; said by the new promisors it is ${now ?? "no date"}. Send the words again where that is meant.`;
    warn(ctx, { pointer: "/parties", code: "due_contradicts_text", detail });
  }
}

interface Moved extends Omit<Place, "on"> {
  date: string;
  /** The day of the statement as it was recorded before. */
  was: string;
}

/**
 * The due date that an event sets, when the day of the event or that of the statement was wrong. Its words were read
 * from one of the two; which, their date says.
 * @throws AppError unprocessable as resolveDueAt
 */
export function rereadEventDue(
  ctx: Context,
  event: Pick<Event, "date" | "due">,
  { date, was, ...place }: Moved,
): Due | null {
  const { due } = event;
  if (due === null || !dependsOnDay(due)) return due;
  const reader = readerFor(ctx, due.language ?? null, place.parties);
  const reads = (on: string) => resolveDue({ text: due.text }, on, reader).edtf === due.edtf;
  const isOfStatement = !reads(event.date) && reads(was);
  const [before, on] = isOfStatement ? [was, place.statedOn] : [event.date, date];
  return on === before ? due : rereadDue(ctx, due, { ...place, on });
}

type Written = Pick<NewDue, "text" | "edtf"> & {
  language?: string | null | undefined;
  translation?: string | null | undefined;
};

/**
 * Whether a due date as written is the recorded one: the same words and date, or the words that it was read from. What
 * is not said of their language counts as the same.
 */
export function isSameDue(given: Written | null, recorded: Due | null): boolean {
  if (given === null || recorded === null) return given === recorded;
  for (const name of ["language", "translation"] as const)
    if ((given[name] ?? null) !== null && given[name] !== recorded[name]) return false;
  const { text, edtf } = given;
  const written = dueAsWritten(recorded);
  const isAsRecorded = text === recorded.text && edtf === recorded.edtf;
  return isAsRecorded || isSame({ text, edtf }, written && { text: written.text, edtf: written.edtf });
}

/** A due date as its writer gave it: without the date that its words stand for. */
export function dueAsWritten(due: Due | null): NewDue | null {
  if (due === null || (due.text === null && due.edtf === null)) return null;
  const { text, language = null, translation = null } = due;
  return { text, language, translation, edtf: text === null || due.basis === "explicit" ? due.edtf : null };
}
