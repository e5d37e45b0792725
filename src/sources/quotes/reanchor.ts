import { setImmediate } from "node:timers/promises";
import { locate, reanchor } from "../../domain/anchoring/locate.ts";
import { countPoints, indexText, normalizeWords } from "../../domain/anchoring/text.ts";
import type { Quote, QuoteWords } from "../../domain/quote.ts";
import type { Reanchored, Snapshot } from "../../domain/source.ts";
import { AppError, invalid } from "../../errors/errors.ts";
import { touched } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";
import type { Change } from "../../store/port/store.ts";

/** What the anchoring of a quote says: its selectors, how they were found, and against which snapshot. */
export type Anchoring = Pick<Quote, "exact" | "prefix" | "suffix" | "start" | "end" | "anchor" | "snapshotId">;

/**
 * Selectors of words in the newest text of their source, verified against it. Without a text they stay as written:
 * `attested` where the text's hash is recorded, `unanchored` where nothing is.
 * @throws AppError quote_not_found, quote_ambiguous, unprocessable; pointers start with `at`.
 */
export function anchorWords(snapshot: Snapshot | null, words: QuoteWords, at: string): Anchoring {
  const exact = normalizeWords(words.exact);
  if (snapshot?.text == null) return asWritten(snapshot, { ...words, exact }, at);
  const found = locate(snapshot.text, { ...words, exact });
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
export function anchorEarlier(snapshot: Snapshot | null, words: QuoteWords, at: string): Anchoring {
  const written = asWritten(null, { ...words, exact: normalizeWords(words.exact) }, at);
  if (snapshot === null) return written;
  if (snapshot.text === null) return { ...written, anchor: "attested", snapshotId: snapshot.id };
  const { nearest: _, ...found } = against(indexText(snapshot.text), written);
  return { ...written, ...found, snapshotId: snapshot.id };
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

function notFound(result: Extract<ReturnType<typeof locate>, { found: false }>, at: string): AppError {
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
  const index = text === null ? null : indexText(text);
  const changes: Change[] = [];
  const reanchored: Reanchored[] = [];
  for (const quote of quotes) {
    await setImmediate();
    const { nearest, ...anchored } = index ? against(index, quote) : { ...attested(quote), nearest: null };
    const entity: Quote = { ...quote, ...anchored, snapshotId: snapshot.id };
    reanchored.push({
      quoteId: quote.id,
      from: quote.anchor,
      to: entity.anchor,
      start: entity.start,
      end: entity.end,
      nearest,
    });
    if (entity.anchor !== quote.anchor || entity.start !== quote.start || quote.snapshotId !== snapshot.id) {
      changes.push({ op: "update", kind: "quote", entity });
    }
  }
  const moved = changes.flatMap((change) => (change.kind === "quote" ? [change.entity.id] : []));
  return { changes: [...changes, ...(await touched(ctx, "quote", moved))], reanchored };
}

/** What it does to the quotes of a source that one of its texts goes: they stand in the newest that is left, or in none. */
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

const attested = ({ prefix, suffix, start, end }: Quote) => ({
  anchor: "attested" as const,
  prefix,
  suffix,
  start,
  end,
});

function against(index: ReturnType<typeof indexText>, quote: Parameters<typeof reanchor>[1]) {
  const { nearest = null, ...found } = reanchor(index, quote);
  return { ...found, nearest };
}
