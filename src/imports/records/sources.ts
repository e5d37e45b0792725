import { compareText } from "../../dates/calendar.ts";
import { toInstant } from "../../dates/edtf.ts";
import { trimWords } from "../../domain/anchoring/text.ts";
import { QuoteMatch } from "../../domain/codelists/codelists.ts";
import type { Quote } from "../../domain/quote.ts";
import { NewQuote } from "../../domain/quote.ts";
import { NewSnapshot, NewSource, type Snapshot, type Source } from "../../domain/source.ts";
import { invalid } from "../../errors/errors.ts";
import { write } from "../../records/records.ts";
import { patchQuote, quoteFor } from "../../sources/quotes/service.ts";
import { createSource, patchSource } from "../../sources/service.ts";
import { sameAround, takeSnapshot } from "../../sources/snapshots/service.ts";
import { differing, idFor, isEmpty, type Part, pick, reader, under } from "../lines/merge.ts";
import { idHere, type Run } from "./import-state.ts";

/** Sources, their texts and their quotes as a line brings them. */

const readSource = reader(NewSource);
const sourceNames = Object.keys(NewSource.shape);

export async function mergeSource(run: Run, part: Part): Promise<void> {
  const seen = run.seen.get(part);
  if (seen !== undefined) return note(run, part, seen);
  const { ctx } = run;
  const found = await findSource(run, part);
  const fields = pick(part, sourceNames);
  if (found === null) {
    const { id } = await createSource(ctx, { ...readSource(fields), id: idFor(part) });
    note(run, part, id);
    await mergeSnapshots(run, id, part);
    run.seen.add(part, id);
  } else {
    note(run, part, found.id);
    const patch = differing(fields, found);
    if (!isEmpty(patch)) await patchSource(ctx, found.id, patch, undefined);
    await mergeSnapshots(run, found.id, part);
    run.seen.add(part, found.id);
  }
}

function note({ ids }: Run, { id, slug }: Part, here: string): void {
  if (id !== undefined && id !== here) ids.set(id, here);
  if (typeof slug === "string") ids.set(slug, here);
}

/** Anchors that say that a quote was recorded from an earlier text than the newest. */
const wasMoved: ReadonlySet<string> = new Set(["moved", "changed", "missing", "ambiguous"]);

async function findSource({ ctx }: Run, { id, slug }: Part): Promise<Source | null> {
  if (id === undefined && slug === undefined)
    throw invalid("", "required", "A source needs an `id` or a `slug`, so that it is recognised.");
  const byId = id === undefined ? null : await ctx.store.get("source", id);
  return byId ?? (slug === undefined ? null : ctx.store.get("source", String(slug)));
}

const readSnapshot = reader(NewSnapshot);
const snapshotNames = Object.keys(NewSnapshot.shape);

/** Oldest first: each moves the quotes that are there. */
async function mergeSnapshots(run: Run, sourceId: string, source: Part): Promise<void> {
  const parts = ((source.snapshots ?? []) as Part[]).map((part, n) => ({ part, at: `/snapshots/${n}` }));
  const inOrder = parts.toSorted((a, b) => compareText(String(a.part.retrievedAt), String(b.part.retrievedAt)));
  for (const { part, at } of inOrder) {
    const known = await knownSnapshot(run, sourceId, part);
    if (known && (known.text !== null || part.text === undefined)) continue;
    await under(at, async () => {
      const id = known ? undefined : idFor(part);
      await takeSnapshot(run.ctx, sourceId, { ...readSnapshot(pick(part, snapshotNames)), id });
    });
  }
}

/** The snapshot that a part of a line is: the one of its id, or the text that the source had about then. */
async function knownSnapshot({ ctx }: Run, sourceId: string, part: Part): Promise<Snapshot | null> {
  const byId = part.id === undefined ? null : await ctx.store.get("snapshot", part.id);
  if (byId?.sourceId === sourceId && byId.sha256 === part.sha256) return byId;
  if (typeof part.sha256 !== "string") return null;
  const retrievedAt = typeof part.retrievedAt === "string" ? toInstant(part.retrievedAt) : ctx.now().toISOString();
  return sameAround(ctx, sourceId, { sha256: part.sha256, retrievedAt });
}

/** A quote, and where in the line it stands. */
export interface Placed {
  part: Part;
  at: string;
}

const readQuote = reader(NewQuote);
const quoteNames = Object.keys(NewQuote.shape);
const about = ["language", "translation", "display", "locator", "speaker"];
const selectors = ["prefix", "suffix", "start", "end"];

/** The id of the quote that a part of the line is; a new one becomes pending. `linked`: the commitment's own so far. */
export function mergeQuote(run: Run, { part: given, at }: Placed, linked: readonly Quote[] = []): Promise<string> {
  const { ctx, ids, pending } = run;
  return under(at, async () => {
    const part = typeof given.exact === "string" ? trimWords(given as Part & { exact: string }) : given;
    const known =
      part.id === undefined ? await sameOf(run, part, linked) : await quoteOf(run, idHere(run, part.id), linked);
    if (known !== null) return amend(run, part, known);
    if (part.exact === undefined && part.id !== undefined)
      throw invalid("/id", "unknown_reference", `There is no quote "${part.id}".`);
    const isEarlier = wasMoved.has(String(part.anchor));
    const matched = QuoteMatch.safeParse(part.matched).data ?? null;
    const words = readQuote(pick({ ...part, sourceId: idHere(run, String(part.sourceId)) }, quoteNames));
    const quote = await quoteFor(ctx, { ...words, id: idFor(part), isEarlier, matched }, "", pending);
    if (part.id !== undefined && part.id !== quote.id) ids.set(part.id, quote.id);
    if (quote.version > 0) return amend(run, { ...part, exact: trimWords(quote).exact }, quote);
    if (!pending.includes(quote)) pending.push(quote);
    return quote.id;
  });
}

async function quoteOf({ ctx, pending }: Run, id: string, linked: readonly Quote[]): Promise<Quote | null> {
  return [...pending, ...linked].find((quote) => quote.id === id) ?? ctx.store.get("quote", id);
}

/** The quote of these words that the commitment has already, wherever in the source they stand. */
async function sameOf(run: Run, { sourceId, exact, start }: Part, linked: readonly Quote[]): Promise<Quote | null> {
  const words = linked.filter((quote) => {
    const recorded = trimWords(quote);
    return recorded.exact === exact && (start === undefined || recorded.start === start);
  });
  if (words.length === 0) return null;
  const source = await run.ctx.store.get("source", idHere(run, String(sourceId)));
  return words.find((quote) => quote.sourceId === source?.id) ?? null;
}

/** The words stay where the text has them: selectors count where there is no text, or where other words are given. */
async function amend({ ctx }: Run, part: Part, quote: Quote): Promise<string> {
  if (quote.version === 0) return quote.id;
  const recorded = trimWords(quote);
  const isElsewhere = part.exact !== undefined && part.exact !== recorded.exact;
  const isAsWritten = quote.anchor === "attested" || quote.anchor === "unanchored";
  const names = [
    ...about,
    "exact",
    ...(isElsewhere || isAsWritten ? selectors : []),
    ...(isElsewhere ? ["accept"] : []),
  ];
  const patch = differing(pick(part, names), recorded);
  if (!isEmpty(patch)) await patchQuote(ctx, quote.id, patch, undefined);
  return quote.id;
}

/** Writes the new quotes that nothing else is written with. */
export async function writePending({ ctx, pending }: Run): Promise<void> {
  const quotes = pending.splice(0);
  if (quotes.length > 0)
    await write(
      ctx,
      quotes.map((entity) => ({ op: "create", kind: "quote", entity })),
    );
}
