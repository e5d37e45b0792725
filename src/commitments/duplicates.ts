import { addDays } from "../dates/calendar.ts";
import { boundsOf } from "../dates/edtf.ts";
import type { Commitment } from "../domain/commitment.ts";
import { promisorsOf } from "../domain/commitment-party.ts";
import { tokenise } from "../domain/search/tokens.ts";
import type { Context } from "../records/context.ts";
import { warn } from "../records/warnings.ts";
import { fold } from "../validation/fields.ts";

/**
 * A promise is often read by two people, or brought by two files. What looks like one that is there is taken, since
 * only people can tell, and its writer is told.
 */

/** Days around the statement within which another is looked for, and how many of these are looked at, newest first. */
const daysAround = 31;
const mostLookedAt = 200;
/** How much of their words two titles share (Jaccard index) for one to be taken for the other. */
const alike = 0.75;

/**
 * Warns the writer of a new commitment of others that rest on the same words, or have nearly its title. `one` at a
 * time: of the lines of a file only those with the very same title are looked for, since each would look at many.
 * `told`: those that it says by a relation how it stands to.
 */
export async function warnOfDuplicates(
  ctx: Context,
  commitment: Commitment,
  { one, told }: { one: boolean; told: readonly Commitment[] },
): Promise<void> {
  if (ctx.warnings === undefined) return;
  const isTold = ({ id }: Commitment) => told.some((other) => other.id === id);
  const sameWords = (await restingOn(ctx, commitment.quotes)).filter((other) => !isTold(other));
  for (const [nth, id] of commitment.quotes.entries()) {
    const resting = sameWords.filter(({ quotes }) => quotes.includes(id));
    if (resting.length === 0) continue;
    const detail = `On the same words of the same source rests already: ${namesOf(resting)}.`;
    warn(ctx, { pointer: `/quotes/${nth}`, code: "likely_duplicate", detail });
  }
  const known = new Set(sameWords.map(({ id }) => id));
  const others = one ? await statedAround(ctx, commitment) : await ofSameTitle(ctx, commitment);
  const promisors = new Set(promisorsOf(commitment.parties));
  const titled = (await ctx.store.getMany("commitment", others)).filter(
    (other) => !known.has(other.id) && !isTold(other) && promisorsOf(other.parties).some((code) => promisors.has(code)),
  );
  if (titled.length === 0) return;
  const detail = `Of the same promisor, this has nearly the same title: ${namesOf(titled)}.`;
  warn(ctx, { pointer: "/title", code: "likely_duplicate", detail });
}

/** How many are named; the others are counted. */
const mostNamed = 5;

function namesOf(commitments: readonly Commitment[]): string {
  const named = commitments.slice(0, mostNamed).map(({ slug, title }) => `"${slug}" ("${title}")`);
  const others = commitments.length - named.length;
  return `${named.join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
}

async function restingOn({ store }: Context, quotes: readonly string[]): Promise<Commitment[]> {
  if (quotes.length === 0) return [];
  return (await store.list("commitment", { filters: [{ link: "quote", to: quotes }], limit: 5 })).rows;
}

/** The ids of commitments that were stated at about the same time, with nearly the same title. */
async function statedAround({ store }: Context, { statedOn, title }: Commitment): Promise<string[]> {
  const { earliest, latest } = boundsOf(statedOn);
  const from = addDays(earliest ?? latest ?? "", -daysAround);
  const to = addDays(earliest ?? latest ?? "", daysAround);
  if (from === null || to === null) return [];
  const filters = [{ field: "statedEarliest", from, to }];
  const sort = [{ field: "statedEarliest", descending: true }];
  const others = await store.listFields("commitment", { filters, sort, limit: mostLookedAt }, ["id", "titleKey"]);
  const words = wordsOf(title);
  return others
    .filter(({ titleKey }) => similarity(wordsOf(String(titleKey)), words) >= alike)
    .map(({ id }) => String(id));
}

/** The ids of commitments with the very same title. */
async function ofSameTitle({ store }: Context, { title }: Commitment): Promise<string[]> {
  const filters = [{ field: "titleKey", in: [fold(title)] }];
  return (await store.listFields("commitment", { filters, limit: 5 }, ["id"])).map(({ id }) => String(id));
}

/** What two texts share of their words, from 0 to 1 (P. Jaccard, 1901). */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = a.intersection(b).size;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

const wordsOf = (text: string): Set<string> => new Set(tokenise(text).map(({ word }) => word));
