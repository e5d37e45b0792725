import type { Event } from "../domain/event.ts";
import type { Relation } from "../domain/relation.ts";
import { AppError } from "../errors/errors.ts";
import { partsOf } from "../records/aggregate.ts";
import type { Context } from "../records/context.ts";
import { demandUnpurged } from "../records/records.ts";
import type { Kind } from "../store/port/entities.ts";
import type { Slice } from "../store/port/query.ts";
import type { Line } from "../store/port/store.ts";
import { changesIn, type LineBefore, linesBefore } from "./line-changes.ts";
import type { Difference, Revision } from "./model.ts";

/**
 * A commitment's id by its id or slug, deleted or not: the ledger remembers both.
 * @throws AppError not_found, purged
 */
export async function commitmentIdOf(ctx: Context, key: string): Promise<string> {
  const found = (await ctx.store.get("commitment", key)) ?? (await ctx.store.get("commitment", key, { deleted: true }));
  if (found !== null) return found.id;
  await demandUnpurged(ctx, "commitment", key);
  throw new AppError("not_found", `There is no commitment "${key}", nor was there one.`);
}

/** Revisions of a commitment, newest first: each one write to its aggregate, with every field that it changed. */
export async function history(
  ctx: Context,
  commitmentId: string,
  page: { before?: number; limit: number },
): Promise<Slice<Revision>> {
  const lines = await ctx.store.revisions(commitmentId, { ...page, limit: page.limit + 1 });
  const shown = lines.slice(0, page.limit);
  const older = lines[page.limit]?.seq ?? 0;
  const together = await ctx.store.linesOf([...new Set(shown.map(({ tx }) => tx))]);
  const written = [...together, ...(await writtenAhead(ctx, shown, older))];
  const before = await linesBefore(ctx, written);
  const cited = await citedQuotes(ctx, commitmentId);
  const rows = shown.map((line) => revision(line, written, { before, cited }));
  const last = shown.at(-1);
  return { rows, next: lines.length > page.limit && last ? [last.seq] : null };
}

/**
 * The parts that a change set of several writes, such as a revert, wrote before the commitment, as if together with it.
 * `older`: the line of the revision before those shown.
 */
async function writtenAhead({ store }: Context, shown: readonly Line[], older: number): Promise<Line[]> {
  const [newest] = shown;
  if (newest === undefined || shown.every(({ changeSet }) => changeSet === null)) return [];
  const parts = await store.linesOfParts(newest.id, { after: older, through: newest.seq });
  return parts.flatMap((part) => {
    const next = shown.findLast(({ seq }) => seq > part.seq);
    const isAhead = next && next.tx !== part.tx && next.changeSet === part.changeSet;
    return isAhead ? [{ ...part, tx: next.tx }] : [];
  });
}

/** The quotes that a commitment's evidence cites now; those of its own words are in the commitment itself. */
async function citedQuotes(ctx: Context, commitmentId: string): Promise<string[]> {
  const { events, milestones, assessments } = await partsOf(ctx, commitmentId);
  return [...events, ...milestones, ...assessments].flatMap(quotesIn);
}

const quotesIn = (record: object): string[] =>
  "evidence" in record ? (record as Event).evidence.flatMap(({ quoteId }) => quoteId ?? []) : [];

/**
 * One revision, from its commitment line: with every line of the same write that belongs to the aggregate, or is a
 * quote that it rests on.
 */
function revision(line: Line<"commitment">, written: readonly Line[], known: Known): Revision {
  const together = written.filter(({ tx }) => tx === line.tx);
  const own = together.filter((part) => part.commitmentId === line.id || isEnd(part, line.id));
  const quotes = new Set([...line.data.quotes, ...known.cited, ...own.flatMap(({ data }) => quotesIn(data))]);
  const words = together.filter(({ kind, id }) => kind === "quote" && quotes.has(id));
  const { id: commitmentId, version, seq, op: action, at: recordedAt, by: recordedBy, hash } = line;
  const changes = [...own, ...words].flatMap((part) => changesOf(part, known.before(part)));
  return {
    commitmentId,
    version,
    seq,
    action,
    recordedAt,
    recordedBy,
    reason: line.reason ?? null,
    diff: changes,
    hash,
  };
}

/** A relation belongs to the history of the commitments at both of its ends. */
const isEnd = ({ kind, data }: Line, id: string): boolean => kind === "relation" && (data as Relation).to === id;

interface Known {
  before: LineBefore;
  cited: readonly string[];
}

const places: Partial<Record<Kind, string>> = {
  event: "/events",
  milestone: "/milestones",
  assessment: "/assessments",
  relation: "/relations",
  quote: "/quotes",
};

/** Of a part that was purged, nothing is known but that it went. */
function changesOf(line: Line, before: Line | undefined): Difference[] {
  const place = places[line.kind];
  const path = place === undefined ? "" : `${place}/${line.id}`;
  return line.op === "purge" ? [{ op: "remove", path }] : changesIn(line, before, path);
}
