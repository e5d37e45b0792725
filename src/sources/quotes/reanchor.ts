import type { Location, Reanchored as Reanchoring } from "../../domain/anchoring/locate.ts";
import { countPoints, normalizeWords } from "../../domain/anchoring/text.ts";
import type { Quote, QuoteWords } from "../../domain/quote.ts";
import type { Reanchored, Snapshot } from "../../domain/source.ts";
import { AppError, invalid } from "../../errors/errors.ts";
import { touched } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";
import type { Change } from "../../store/port/store.ts";
import { locateIn, reanchorIn } from "./anchoring-thread.ts";

/** What the anchoring of a quote says: its selectors, how they were found, and against which snapshot. */
export type Anchoring = Pick<Quote, "exact" | "prefix" | "suffix" | "start" | "end" | "anchor" | "snapshotId">;

/**
 * Selectors of words in the newest text of their source, verified against it. Without a text they stay as written:
 * `attested` where the text's hash is recorded, `unanchored` where nothing is.
 * @throws AppError quote_not_found, quote_ambiguous, unprocessable; pointers start with `at`.
 */
export async function anchorWords(snapshot: Snapshot | null, words: QuoteWords, at: string): Promise<Anchoring> {
  const exact = normalizeWords(words.exact);
  if (snapshot?.text == null) return asWritten(snapshot, { ...words, exact }, at);
  const { prefix: before, suffix: after, start: from, end: to } = words;
  const found = await locateIn(snapshot.text, { exact, prefix: before, suffix: after, start: from, end: to });
  if (!found.found) throw notFound(found, at);
  if (found.positionDiffers) {
    throw invalid(
      `${at}/start`,
      "wrong_position",
      `The words stand at ${found.start} to ${found.end} (code points), not where start and end say.`,
    );
  }
  const { start, end, prefix, suffix } = found;
  return { exact: found.exact, prefix, suffix, start, end, anchor: "exact", snapshotId: snapshot.id };
}

/**
 * Selectors of words that were recorded from an earlier text of their source: the newest text may not have these words
 * any more.
 */
export async function anchorEarlier(snapshot: Snapshot | null, words: QuoteWords, at: string): Promise<Anchoring> {
  const written = asWritten(null, { ...words, exact: normalizeWords(words.exact) }, at);
  if (snapshot === null) return written;
  if (snapshot.text === null) return { ...written, anchor: "attested", snapshotId: snapshot.id };
  const [found] = await reanchorIn(snapshot.text, [selectorOf(written)]);
  const { nearest: _, compared: __, ...anchored } = found as Found;
  return { ...written, ...anchored, snapshotId: snapshot.id };
}

function asWritten(snapshot: Snapshot | null, words: QuoteWords, at: string): Anchoring {
  const { exact, prefix, suffix } = words;
  const length = countPoints(exact);
  const start = words.start ?? (words.end === null ? null : words.end - length);
  const end = start === null ? null : start + length;
  if (start !== null && start < 0)
    throw invalid(
      `${at}/end`,
      "wrong_position",
      `The words are ${length} code points long: they cannot end at ${words.end}.`,
    );
  if (words.end !== null && end !== words.end) {
    throw invalid(
      `${at}/end`,
      "wrong_position",
      `The words are ${length} code points long: from ${start} they end at ${end}, not at ${words.end}.`,
    );
  }
  if (snapshot !== null && end !== null && end > snapshot.length) {
    throw invalid(
      `${at}/start`,
      "wrong_position",
      `The text of the source has ${snapshot.length} code points; the words would end at ${end}.`,
    );
  }
  return {
    exact,
    prefix,
    suffix,
    start,
    end,
    anchor: snapshot ? "attested" : "unanchored",
    snapshotId: snapshot?.id ?? null,
  };
}

function notFound(result: Extract<Location, { found: false }>, at: string): AppError {
  const pointer = `${at}/exact`;
  if (result.reason === "missing") {
    const detail = "The exact words do not occur in the newest text of the source.";
    return new AppError("quote_not_found", detail, {
      errors: [{ pointer, code: "not_in_source", detail }],
      extra: { nearest: result.nearest },
    });
  }
  const { count, places } = result;
  if (result.reason === "context_mismatch") {
    const detail = `The words occur ${count === 1 ? "once" : `${count} times`}, but nowhere between that prefix and suffix.`;
    return new AppError("quote_not_found", detail, {
      errors: [{ pointer: `${at}/prefix`, code: "context_mismatch", detail }],
      extra: { nearest: null, places },
    });
  }
  const detail = `The words occur ${count} times; prefix, suffix or start must say which place is meant.`;
  return new AppError("quote_ambiguous", detail, {
    errors: [{ pointer, code: "ambiguous", detail }],
    extra: { count, places },
  });
}

/** What a newer snapshot of a source does to its quotes: the changes to write, and a report on every quote. */
export async function reanchorAll(
  ctx: Context,
  snapshot: Snapshot,
  text: string | null,
): Promise<{ changes: Change[]; reanchored: Reanchored[] }> {
  const { rows: quotes } = await ctx.store.list("quote", {
    filters: [{ field: "sourceId", in: [snapshot.sourceId] }],
    sort: [{ field: "start", descending: false }],
    limit: 100_000,
  });
  const found = text === null ? quotes.map(attested) : await reanchorIn(text, quotes.map(selectorOf));
  const changes: Change[] = [];
  const reanchored: Reanchored[] = [];
  for (const [n, quote] of quotes.entries()) {
    const { nearest = null, compared, ...anchored } = found[n] as Found;
    const entity: Quote = { ...quote, ...anchored, snapshotId: snapshot.id };
    const { anchor: to, start, end } = entity;
    reanchored.push({
      quoteId: quote.id,
      from: quote.anchor,
      to,
      start,
      end,
      nearest,
      ...(compared === false && { compared }),
    });
    if (to !== quote.anchor || start !== quote.start || quote.snapshotId !== snapshot.id)
      changes.push({ op: "update", kind: "quote", entity });
  }
  const moved = changes.flatMap((change) => (change.kind === "quote" ? [change.entity.id] : []));
  return { changes: [...changes, ...(await touched(ctx, "quote", moved))], reanchored };
}

/**
 * What it does to the quotes of a source that one of its texts goes: they stand in the newest that is left, or in none.
 */
export async function reanchorWithout(ctx: Context, { id, sourceId }: Snapshot): Promise<Change[]> {
  const { rows } = await ctx.store.list("snapshot", {
    filters: [{ field: "sourceId", in: [sourceId] }],
    sort: [{ field: "retrievedAt", descending: true }],
    limit: 2,
  });
  const [newest, next] = rows;
  if (newest?.id !== id) return [];
  if (next !== undefined) return (await reanchorAll(ctx, next, next.text)).changes;
  const { rows: quotes } = await ctx.store.list("quote", {
    filters: [{ field: "sourceId", in: [sourceId] }],
    limit: 100_000,
  });
  const changes = quotes.map((quote): Change => {
    return { op: "update", kind: "quote", entity: { ...quote, anchor: "unanchored", snapshotId: null } };
  });
  const ids = quotes.map((quote) => quote.id);
  return [...changes, ...(await touched(ctx, "quote", ids))];
}

/** What became of the selectors of a quote. */
type Found = Pick<Quote, "anchor" | "prefix" | "suffix" | "start" | "end"> & Pick<Reanchoring, "nearest" | "compared">;

const attested = (quote: Quote): Found => ({ ...selectorOf(quote), anchor: "attested" });

const selectorOf = ({ exact, prefix, suffix, start, end }: Quote | Anchoring) => ({
  exact,
  prefix,
  suffix,
  start,
  end,
});
