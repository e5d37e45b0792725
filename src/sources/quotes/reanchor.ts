import type { Location, Reanchored as Reanchoring } from "../../domain/anchoring/locate.ts";
import { hasEllipsis, longestJoined, mostPassages } from "../../domain/anchoring/passages.ts";
import { countPoints, trimWords } from "../../domain/anchoring/text.ts";
import { longestExact, type Quote, type QuoteWords } from "../../domain/quote.ts";
import type { Reanchored, Snapshot } from "../../domain/source.ts";
import { AppError, invalid } from "../../errors/errors.ts";
import { touched } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";
import type { Change } from "../../store/port/store.ts";
import { locateIn, reanchorIn } from "./anchoring-thread.ts";

/** What the anchoring of a quote says: its words and selectors, how they were found, and against which snapshot. */
export type Anchoring = Pick<
  Quote,
  "exact" | "prefix" | "suffix" | "start" | "end" | "anchor" | "snapshotId" | "matched" | "display"
>;

/** Words as they are looked for; `matched`: how they once were, in a record from elsewhere. */
type Sought = QuoteWords & { matched?: Quote["matched"] };

/**
 * Selectors of words in the newest text of their source, in that text's own wording. Without a text they stay as
 * written: `attested` where the text's hash is recorded, `unanchored` where nothing is. Passages joined by an ellipsis
 * are anchored from the first to the last, what is left out included, and displayed with the ellipsis.
 * @throws AppError quote_not_found, quote_ambiguous, unprocessable; pointers start with `at`.
 */
export async function anchorWords(snapshot: Snapshot | null, sought: Sought, at: string): Promise<Anchoring> {
  const words = trimWords(sought);
  if (snapshot?.text == null) return asWritten(snapshot, words, at);
  const { exact: given, prefix: before, suffix: after, start: from, end: to } = words;
  const selector = { exact: given, prefix: before, suffix: after, start: from, end: to };
  const found = await locateIn(snapshot.text, selector, { acceptsNearest: words.accept === "nearest" });
  if (!found.found) throw notFound(found, at, words);
  if (found.positionDiffers) {
    throw invalid(
      `${at}/start`,
      "wrong_position",
      `The words stand at ${found.start} to ${found.end} (code points), not where start and end say.`,
    );
  }
  const { exact, start, end, prefix, suffix, matched, passages } = found;
  if (exact.length > longestExact) {
    const detail = `The source has these words in ${exact.length} characters, what is left out included; a quote has at most ${longestExact}.`;
    throw invalid(`${at}/exact`, "too_big", detail);
  }
  const display = words.display ?? (passages === undefined ? null : passages.map(inOneLine).join(" \u2026 "));
  return { exact, prefix, suffix, start, end, matched, display, anchor: "exact", snapshotId: snapshot.id };
}

/** Words without the lines that they were set in; Chinese and Japanese ones are joined without a space. */
function inOneLine(words: string): string {
  const isUnspaced = (char: string | undefined) => /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(char ?? "");
  return words.replace(/\s+/gu, (run, at: number) =>
    isUnspaced(words[at - 1]) || isUnspaced(words[at + run.length]) ? "" : " ",
  );
}

/**
 * Selectors of words that were recorded from an earlier text of their source: the newest text may not have these words
 * any more.
 */
export async function anchorEarlier(snapshot: Snapshot | null, sought: Sought, at: string): Promise<Anchoring> {
  const written = asWritten(null, trimWords(sought), at);
  if (snapshot === null) return written;
  if (snapshot.text === null) return { ...written, anchor: "attested", snapshotId: snapshot.id };
  const [found] = await reanchorIn(snapshot.text, [selectorOf(written)]);
  return { ...written, ...anchored(found as Became), snapshotId: snapshot.id };
}

/** What another text says of a quote; words that it sets otherwise are its own from then on. */
function anchored({ nearest: _, compared: __, exact, ...found }: Became): Partial<Anchoring> {
  return { ...found, ...(exact !== undefined && exact.length <= longestExact && { exact, matched: "folded" }) };
}

function asWritten(snapshot: Snapshot | null, words: Sought, at: string): Anchoring {
  const { exact, prefix, suffix, display, matched = null } = words;
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
  const anchor = snapshot ? "attested" : "unanchored";
  return { exact, prefix, suffix, start, end, matched, display, anchor, snapshotId: snapshot?.id ?? null };
}

function notFound(result: Extract<Location, { found: false }>, at: string, words: Sought): AppError {
  const pointer = `${at}/exact`;
  const accepts = words.accept === "nearest";
  if (result.reason === "missing") {
    const detail = `${absent(words.exact)}${accepts ? ", and no passage is so similar that it is taken" : ""}.`;
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
  const what = accepts ? "Words so similar" : "The words";
  const detail = `${what} occur ${count} times; prefix, suffix or start must say which place is meant.`;
  return new AppError("quote_ambiguous", detail, {
    errors: [{ pointer, code: "ambiguous", detail }],
    extra: { count, places },
  });
}

/** What is so of words that were not found: passages are looked for within limits. */
export function absent(exact: string): string {
  if (!hasEllipsis(exact)) return "The exact words do not occur in the newest text of the source";
  return (
    "The passages were not found one after the other in the newest text of the source: up to " +
    `${mostPassages} are looked for within ${longestJoined} code points, none of which stands there thousands of times`
  );
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
  const found: Became[] = text === null ? quotes.map(attested) : await reanchorIn(text, quotes.map(selectorOf));
  const changes: Change[] = [];
  const reanchored: Reanchored[] = [];
  for (const [n, quote] of quotes.entries()) {
    const became = found[n] as Became;
    const { nearest = null, compared } = became;
    const entity: Quote = { ...quote, ...anchored(became), snapshotId: snapshot.id };
    const { anchor: to, start, end, exact } = entity;
    reanchored.push({
      quoteId: quote.id,
      from: quote.anchor,
      to,
      start,
      end,
      ...(exact !== quote.exact && { exact }),
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

/** What became of a quote, in a text or where its hash alone is at hand. */
type Became = Omit<Reanchoring, "anchor"> & Pick<Quote, "anchor">;

const attested = ({ prefix, suffix, start, end }: Quote): Became => ({
  anchor: "attested",
  prefix,
  suffix,
  start,
  end,
});

const selectorOf = ({ exact, prefix, suffix, start, end }: Quote | Anchoring) => ({
  exact,
  prefix,
  suffix,
  start,
  end,
});
