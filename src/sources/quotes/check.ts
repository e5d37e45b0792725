import { z } from "zod";
import type { Location } from "../../domain/anchoring/locate.ts";
import { splitPassages } from "../../domain/anchoring/passages.ts";
import { trimWords } from "../../domain/anchoring/text.ts";
import { cutEnds } from "../../domain/anchoring/word-ends.ts";
import { QuoteMatch } from "../../domain/codelists/codelists.ts";
import { QuoteWords } from "../../domain/quote.ts";
import { NearestPassage, type Source } from "../../domain/source.ts";
import { invalid } from "../../errors/errors.ts";
import type { Context } from "../../records/context.ts";
import { currentSnapshot } from "../../records/current-snapshot.ts";
import { Id, RecordedInstant } from "../../validation/fields.ts";
import { locateIn } from "./anchoring-thread.ts";
import { absent } from "./reanchor.ts";

/** Whether a source has some words, by the rules by which quotes are recorded; nothing is written. */

export const QuoteToCheck = QuoteWords.pick({ exact: true, prefix: true, suffix: true, start: true, end: true }).meta({
  id: "QuoteToCheck",
  description: "Words that are said to stand in a source.",
  examples: [{ exact: "We also plan to set up a Luban Workshop." }],
});
type QuoteToCheck = z.output<typeof QuoteToCheck>;

const place = z.int().min(0).nullable();
const Surroundings = z
  .strictObject({ start: z.int(), end: z.int(), prefix: z.string(), suffix: z.string() })
  .meta({ id: "QuotePlace", description: "Where words stand, by code points, and what stands around them." });

export const CheckedQuote = z
  .strictObject({
    verdict: z.enum(["found", "ambiguous", "not_found", "no_text"]).meta({
      description:
        "`found`: the newest text of the source has the words once, or once as the selector says; `ambiguous`: several times; `not_found`; `no_text`: no text is on record, so nobody knows.",
    }),
    detail: z.string().meta({ description: "The same in words." }),
    matched: QuoteMatch.nullable().meta({ description: "How the words given are those of the source." }),
    exact: z.string().nullable().meta({
      description:
        "The words as the source has them: these are to be quoted. Null where they are not there, or where an ellipsis left out what the caller may not read.",
    }),
    isWithinWord: z.boolean().meta({
      description: "The words begin or end within a longer word or number, which may say something else.",
    }),
    start: place.meta({ description: "Offset of the first code point, for who may read the text." }),
    end: place.meta({ description: "Offset after the last code point, likewise." }),
    count: z
      .int()
      .min(0)
      .nullable()
      .meta({ description: "At how many places the words stand, likewise; null: not counted." }),
    places: z.array(Surroundings).meta({ description: "The first of several places, for who may read the text." }),
    nearest: NearestPassage.nullable().meta({
      description: "Of words that are not there: the most similar passage, for who may read the text.",
    }),
    sourceId: Id,
    snapshotId: Id.nullable().meta({ description: "The text that was looked through." }),
    retrievedAt: RecordedInstant.nullable().meta({ description: "When that text was retrieved." }),
    quoteId: Id.nullable().meta({ description: "The quote that has these words on record at this place." }),
  })
  .meta({ id: "CheckedQuote", description: "Whether a source has some words." });
type CheckedQuote = z.infer<typeof CheckedQuote>;

const nothing = {
  ...{ matched: null, exact: null, isWithinWord: false, start: null, end: null, count: null },
  ...{ places: [], nearest: null, quoteId: null },
};

/**
 * `mayReadTexts`: whether the caller is shown more of the text than the words that it gave. `over`: when it waits no
 * more.
 * @throws AppError unprocessable for words that cannot be normalised; the signal's reason
 */
export async function checkQuote(
  ctx: Context,
  { id: sourceId }: Source,
  given: QuoteToCheck,
  { mayReadTexts, over }: { mayReadTexts: boolean; over: AbortSignal },
): Promise<CheckedQuote> {
  const words = trimWords(mayReadTexts ? given : { exact: given.exact });
  const snapshot = await currentSnapshot(ctx, sourceId);
  const text = { sourceId, snapshotId: snapshot?.id ?? null, retrievedAt: snapshot?.retrievedAt ?? null };
  if (snapshot?.text == null) {
    const detail = snapshot ? "Only the hash of the text of this source is on record" : "This source has no text";
    return { ...nothing, ...text, verdict: "no_text", detail: `${detail}: whether it has the words is not known.` };
  }
  if (!mayReadTexts) demandEnough(words.exact);
  const found = await locateIn(snapshot.text, words, { compares: mayReadTexts, over });
  if (!found.found) return { ...nothing, ...text, ...missing(found, words.exact, mayReadTexts) };
  const { exact, prefix, suffix, start, end, matched, passages } = found;
  const cut = cutEnds(prefix, exact, suffix);
  if (!mayReadTexts) {
    if (cut.start || cut.end) return { ...nothing, ...text, verdict: "not_found", detail: notWhole };
    const quoteId = await recorded(ctx, sourceId, { exact, start });
    const detail = `The words stand in the newest text of the source, ${howOf(matched)}.`;
    return { ...nothing, ...text, verdict: "found", matched, detail, quoteId, exact: passages ? null : exact };
  }
  return {
    ...{ ...nothing, ...text, verdict: "found", matched, start, end, count: 1 },
    detail: said(found),
    exact,
    isWithinWord: cut.start || cut.end,
    quoteId: await recorded(ctx, sourceId, { exact, start }),
  };
}

type Found = Extract<Location, { found: true }>;

const howOf = (matched: Found["matched"]) => (matched === "verbatim" ? "to the letter" : "but for typography");

/** So many code points are a phrase, which nobody comes upon by trying letters; of these scripts, half as many. */
const fewest = 16;
const dense = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/u;
const notWhole = "The words stand in the newest text of the source only within longer words.";

/** Without what typography folds away, so that no letter is made long by marks, soft hyphens or spaces. */
function isPhrase(words: string): boolean {
  const seen = words
    .replace(/[\p{Cf}\p{M}]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  return [...seen].length >= (dense.test(words) ? fewest / 2 : fewest);
}

/**
 * Whoever may not read a text could read it all the same, letter by letter, by asking whether it has this one or that:
 * so he is asked for phrases, and told no places.
 * @throws AppError unprocessable
 */
function demandEnough(exact: string): void {
  const passages = splitPassages(exact);
  if ((passages.length === 0 ? [exact] : passages).every(isPhrase)) return;
  const detail = `Who may not read the text of a source asks for whole phrases: ${fewest} characters and more, ${fewest / 2} of Chinese, Japanese or Korean, on either side of an ellipsis.`;
  throw invalid("/exact", "too_short", detail);
}

function said({ matched, passages, positionDiffers, start, end }: Found): string {
  const words = passages === undefined ? "The words" : "The passages that the ellipsis joins";
  const elsewhere = positionDiffers ? ", not where `start` and `end` say" : "";
  return `${words} stand in the newest text of the source, ${howOf(matched)}, at ${start} to ${end}${elsewhere}.`;
}

function missing(
  found: Exclude<Location, { found: true }>,
  exact: string,
  mayReadTexts: boolean,
): Pick<CheckedQuote, "verdict" | "detail" | "count" | "places" | "nearest"> {
  if (found.reason === "missing")
    return { verdict: "not_found", detail: `${absent(exact)}.`, count: 0, places: [], nearest: found.nearest };
  const { reason } = found;
  if (!mayReadTexts) {
    const detail = "The words stand at several places of the newest text of the source.";
    return { verdict: "ambiguous", detail, count: null, places: [], nearest: null };
  }
  const { count, places } = found;
  const times = count === 1 ? "once" : `${count} times`;
  if (reason === "context_mismatch") {
    const detail = `The words occur ${times}, but nowhere between that prefix and suffix.`;
    return { verdict: "not_found", detail, count, places, nearest: null };
  }
  const detail = `The words occur ${times}; \`prefix\`, \`suffix\` or \`start\` would say which place is meant.`;
  return { verdict: "ambiguous", detail, count, places, nearest: null };
}

async function recorded(
  ctx: Context,
  sourceId: string,
  { exact, start }: Pick<Found, "exact" | "start">,
): Promise<string | null> {
  const filters = [
    { field: "sourceId", in: [sourceId] },
    { field: "exact", in: [exact] },
  ];
  const { rows } = await ctx.store.list("quote", { filters, limit: 100 });
  return rows.find((quote) => quote.start === start)?.id ?? null;
}
