import { type NewQuote, type Quote, QuoteWords } from "../../domain/quote.ts";
import type { Source } from "../../domain/source.ts";
import { AppError, invalid } from "../../errors/errors.ts";
import { touched } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";
import { currentSnapshot } from "../../records/current-snapshot.ts";
import {
  checkParties,
  decide,
  demand,
  type Expected,
  find,
  findAt,
  findDeleted,
  type Given,
  remove,
  write,
} from "../../records/records.ts";
import { warn } from "../../records/warnings.ts";
import { isSame, patched } from "../../validation/fields.ts";
import { type Anchoring, anchorEarlier, anchorWords } from "./reanchor.ts";
import { cutWarning, matchWarning } from "./warnings.ts";

/** @throws AppError quote_not_found, quote_ambiguous, already_exists, unprocessable */
export function createQuote(ctx: Context, input: NewQuote & Given): Promise<Quote> {
  return decide(async () => {
    const quote = await quoteFor(ctx, input, "");
    if (quote.version > 0) throw recordedAlready(quote);
    const [written] = await write(ctx, [{ op: "create", kind: "quote", entity: quote }]);
    return written as Quote;
  });
}

/**
 * A quote that comes from elsewhere; `isEarlier`: recorded from a text that is not the newest any more; `matched`: how
 * its words were found there.
 */
interface Earlier extends Given {
  isEarlier?: boolean;
  matched?: Quote["matched"];
}

/** The quote that these words at this place are: the one recorded already, or a new one (version 0) to be written. */
export async function quoteFor(
  ctx: Context,
  input: NewQuote & Earlier,
  at: string,
  pending: readonly Quote[] = [],
): Promise<Quote> {
  const source = await findAt(ctx, "source", input.sourceId, `${at}/sourceId`);
  return quoteIn(ctx, source, input, at, pending);
}

/**
 * The quote of this id that a body points at, perhaps one that will be written with it.
 * @throws AppError unprocessable
 */
export async function quoteAt(ctx: Context, id: string, at: string, pending: readonly Quote[]): Promise<Quote> {
  return pending.find((quote) => quote.id === id) ?? findAt(ctx, "quote", id, at);
}

/** As quoteFor, in a source that is known. */
export async function quoteIn(
  ctx: Context,
  source: Source,
  words: QuoteWords & Earlier,
  at: string,
  pending: readonly Quote[] = [],
): Promise<Quote> {
  await checkSpeaker(ctx, words, at);
  const anchor = words.isEarlier ? anchorEarlier : anchorWords;
  const anchoring = await anchor(await currentSnapshot(ctx, source.id), words, at);
  const same = await sameQuote(ctx, { sourceId: source.id, ...anchoring }, pending);
  if (same) return same;
  warnOfMatch(ctx, anchoring, words.exact, at);
  const now = ctx.now().toISOString();
  const { language, translation, locator, speaker } = words;
  return {
    id: words.id ?? ctx.newId(),
    sourceId: source.id,
    ...anchoring,
    language: language ?? source.language,
    translation,
    locator,
    speaker,
    version: 0,
    createdAt: now,
    updatedAt: now,
  };
}

function warnOfMatch(ctx: Context, anchoring: Anchoring, given: string, at: string): void {
  for (const warning of [matchWarning(anchoring, given, at), cutWarning(anchoring, at)])
    if (warning !== null) warn(ctx, warning);
}

/** The quote of these words at this place, other than `id`, if there is one. */
async function sameQuote(
  ctx: Context,
  { id, sourceId, exact, start }: Pick<Quote, "sourceId" | "exact" | "start"> & { id?: string },
  pending: readonly Quote[] = [],
): Promise<Quote | undefined> {
  const { rows: recorded } = await ctx.store.list("quote", {
    filters: [
      { field: "sourceId", in: [sourceId] },
      { field: "exact", in: [exact] },
    ],
    limit: 100,
  });
  return [...recorded, ...pending].find(
    (quote) => quote.sourceId === sourceId && quote.exact === exact && quote.start === start && quote.id !== id,
  );
}

function recordedAlready({ id }: Quote): AppError {
  return new AppError("already_exists", `These words are recorded already, as quote ${id}.`, {
    extra: { existing: { kind: "quote", id } },
  });
}

async function checkSpeaker(ctx: Context, words: Pick<QuoteWords, "speaker">, at: string): Promise<void> {
  const party = words.speaker?.party;
  if (party) await checkParties(ctx, [party], () => `${at}/speaker/party`);
}

/** What of a patch asks for the words to be looked for. */
const selectors = ["exact", "prefix", "suffix", "start", "end", "accept"] as const;
const relocates = (patch: object): boolean => selectors.some((name) => name in patch);

/** @throws AppError not_found, precondition_failed, quote_not_found, quote_ambiguous, unprocessable */
export function patchQuote(
  ctx: Context,
  id: string,
  patch: Record<string, unknown>,
  expected: Expected,
): Promise<Quote> {
  return decide(async () => {
    const quote = await find(ctx, "quote", id);
    demand(quote, expected);
    const isSought = relocates(patch);
    const { accept, ...words } = patched(QuoteWords, before(quote, patch), patch);
    await checkSpeaker(ctx, words, "");
    const entity: Quote = isSought
      ? { ...quote, ...words, ...(await relocated(ctx, quote, { ...words, accept })) }
      : { ...quote, ...words };
    if (isSame(entity, quote)) return quote;
    const same = isSought ? await sameQuote(ctx, entity) : undefined;
    if (same) throw recordedAlready(same);
    if (isSought) warnOfMatch(ctx, entity, words.exact, "");
    const [changed] = await write(ctx, [
      { op: "update", kind: "quote", entity },
      ...(await touched(ctx, "quote", [quote.id])),
    ]);
    return changed as Quote;
  });
}

/** What stays of a quote under a patch: other words have other surroundings, and look otherwise in print. */
function before(quote: Quote, patch: Record<string, unknown>): object {
  const { prefix, suffix, start, end, display, ...rest } = quote;
  if ("exact" in patch) return isSameWords(quote, patch.exact) ? { ...rest, display } : rest;
  return patch.accept === "nearest" ? { ...rest, display } : quote;
}

const isSameWords = ({ exact }: Quote, given: unknown): boolean =>
  typeof given === "string" && (given === exact || given.trim() === exact);

/** Words at the place that the quote has already are matched as they were. */
async function relocated(ctx: Context, quote: Quote, words: QuoteWords): Promise<Anchoring> {
  const anchoring = await anchorWords(await currentSnapshot(ctx, quote.sourceId), words, "");
  const isThere = anchoring.exact === quote.exact && anchoring.start === quote.start;
  return isThere && quote.matched !== null ? { ...anchoring, matched: quote.matched } : anchoring;
}

/** @throws AppError not_found, precondition_failed, in_use */
export function deleteQuote(ctx: Context, id: string, expected: Expected): Promise<void> {
  return decide(async () => {
    const entity = await find(ctx, "quote", id);
    demand(entity, expected);
    await remove(ctx, { op: "delete", kind: "quote", entity }, id);
  });
}

/** @throws AppError not_found, not_deleted, unprocessable when its source is gone */
export function restoreQuote(ctx: Context, id: string): Promise<Quote> {
  return decide(async () => {
    const entity = await findDeleted(ctx, "quote", id);
    if ((await ctx.store.get("source", entity.sourceId)) === null) {
      throw invalid("", "source_deleted", `The source ${entity.sourceId} of this quote is deleted: restore it first.`);
    }
    const [quote] = await write(ctx, [{ op: "restore", kind: "quote", entity }]);
    return quote as Quote;
  });
}
