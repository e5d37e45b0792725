import { compareText, ever } from "../dates/calendar.ts";
import { plainDate } from "../dates/edtf.ts";
import { firstDay } from "../dates/order.ts";
import type { Assessment } from "../domain/assessment.ts";
import type { Event } from "../domain/event.ts";
import type { Milestone } from "../domain/milestone.ts";
import { type Grounds, judge, type Settled } from "../domain/phases.ts";
import type { Quote } from "../domain/quote.ts";
import type { Aggregate } from "../domain/status.ts";
import { AppError, invalid } from "../errors/errors.ts";
import type { AggregatePart, Entities, Kind } from "../store/port/entities.ts";
import type { Filter } from "../store/port/query.ts";
import type { Change } from "../store/port/store.ts";
import { isSame } from "../validation/fields.ts";
import type { Context } from "./context.ts";
import { demand, demandUnpurged, type Expected, find, missing, write } from "./records.ts";
import { demandSuperseder } from "./superseders.ts";

/** A commitment with its events, milestones and assessments is read, judged and written as one. */

/** More than any commitment has; a bound, so that no read is without one. */
const everything = 100_000;

/** The most that one commitment may have: with every change, all of them are judged anew. */
const room = { events: 2000, milestones: 500, assessments: 500 };

/** The order of a timeline. */
export const byDate = ["dateKey", "latest", "recordedAt"].map((field) => ({ field, descending: false }));

export async function eventsOf(ctx: Context, commitmentIds: readonly string[], limit = everything): Promise<Event[]> {
  const filters: Filter[] = [{ field: "commitmentId", in: commitmentIds }];
  return commitmentIds.length === 0 ? [] : (await ctx.store.list("event", { filters, sort: byDate, limit })).rows;
}

export async function milestonesOf(
  ctx: Context,
  commitmentIds: readonly string[],
  limit = everything,
): Promise<Milestone[]> {
  const filters: Filter[] = [{ field: "commitmentId", in: commitmentIds }];
  return commitmentIds.length === 0 ? [] : (await ctx.store.list("milestone", { filters, limit })).rows;
}

export async function assessmentsOf(
  ctx: Context,
  commitmentIds: readonly string[],
  limit = everything,
): Promise<Assessment[]> {
  const filters: Filter[] = [{ field: "commitmentId", in: commitmentIds }];
  return commitmentIds.length === 0 ? [] : (await ctx.store.list("assessment", { filters, sort: byDate, limit })).rows;
}

/** What a commitment's aggregate has beside the commitment. */
export async function partsOf(ctx: Context, id: string): Promise<Omit<Aggregate, "commitment">> {
  return ordered(await ctx.store.parts(id));
}

function ordered(parts: readonly AggregatePart[]): Omit<Aggregate, "commitment"> {
  return {
    events: parts.flatMap(({ kind, record }) => (kind === "event" ? [record] : [])).sort(inTime),
    milestones: parts.flatMap(({ kind, record }) => (kind === "milestone" ? [record] : [])).sort(byId),
    assessments: parts.flatMap(({ kind, record }) => (kind === "assessment" ? [record] : [])).sort(inTime),
  };
}

const byId = (one: { id: string }, other: { id: string }): number => compareText(one.id, other.id);

/** As `byDate` has it, with unknowns last. */
function inTime(one: Event | Assessment, other: Event | Assessment): number {
  const byStart = compareText(firstDay(one), firstDay(other)) || compareText(one.latest ?? ever, other.latest ?? ever);
  return byStart || compareText(one.recordedAt, other.recordedAt) || byId(one, other);
}

/** @throws AppError not_found, precondition_failed */
export async function loadAggregate(ctx: Context, key: string, expected?: Expected): Promise<Aggregate> {
  const found = await ctx.store.aggregate(key);
  if (found === null) throw await missing(ctx, "commitment", key);
  demand(found.commitment, expected);
  return { commitment: found.commitment, ...ordered(found.parts) };
}

/** One event, milestone or assessment of a commitment. @throws AppError not_found */
export async function findPart<K extends "event" | "milestone" | "assessment">(
  ctx: Context,
  kind: K,
  path: { commitment: string; id: string },
): Promise<Entities[K]> {
  const commitment = await find(ctx, "commitment", path.commitment);
  const part = await ctx.store.get(kind, path.id);
  if (part?.commitmentId === commitment.id) return part;
  if (part === null) await demandUnpurged(ctx, kind, path.id);
  throw new AppError("not_found", `The commitment "${commitment.slug}" has no ${kind} "${path.id}".`);
}

/** What follows from an aggregate; `pending` are quotes that are written together with it. */
export async function settled(ctx: Context, aggregate: Aggregate, pending: readonly Quote[] = []): Promise<Settled> {
  return judge(aggregate, await groundsOf(ctx, aggregate, pending), plainDate(ctx.now()));
}

async function groundsOf(ctx: Context, aggregate: Aggregate, pending: readonly Quote[] = []): Promise<Grounds> {
  const { quotes } = aggregate.commitment;
  const added = pending.filter(({ id }) => quotes.includes(id)).map(({ sourceId }) => sourceId);
  const moving = aggregate.events.filter(({ status }) => status !== null);
  const cited = moving.flatMap(({ evidence }) => evidence.map(({ sourceId }) => sourceId));
  const { quoted, issuers } = await ctx.store.grounds({ quotes, sources: [...new Set([...added, ...cited])] });
  return { quoted: [...added, ...quoted], issuers };
}

/**
 * Writes changes to parts of an aggregate, and what follows from them for the commitment: one new version of it.
 * `aggregate` is the state after the changes. Answers the parts as written, in the order of the changes.
 * @throws AppError unprocessable where there would be too many parts, or it would be superseded by nothing
 */
export async function saveAggregate(
  ctx: Context,
  aggregate: Aggregate,
  parts: readonly Change[],
  pending: readonly Quote[] = [],
): Promise<Entities[Kind][]> {
  if (parts.some(({ op }) => op === "create" || op === "restore")) demandRoom(aggregate);
  const outcome = await settled(ctx, aggregate, pending);
  const added = parts.flatMap(({ op, kind, entity }) => (op === "create" && kind === "event" ? [entity] : []));
  await demandSuperseder(ctx, { before: aggregate.commitment, after: outcome.entity, added });
  const quotes: Change[] = pending.map((quote) => ({ op: "create", kind: "quote", entity: quote }));
  const written = await write(ctx, [...quotes, ...parts, { op: "update", kind: "commitment", ...outcome }]);
  return written.slice(quotes.length, -1);
}

function demandRoom(aggregate: Aggregate): void {
  for (const part of ["events", "milestones", "assessments"] as const) {
    const detail = `A commitment may have at most ${room[part]} ${part}.`;
    if (aggregate[part].length > room[part]) throw invalid("", "too_many", detail);
  }
}

/** Changes that give the commitments which rest on these records a new version, with what follows from them now. */
export async function touched(ctx: Context, link: "quote" | "source", ids: readonly string[]): Promise<Change[]> {
  if (ids.length === 0) return [];
  const { rows: commitments } = await ctx.store.list("commitment", { filters: [{ link, to: ids }], limit: everything });
  return commitments.map((entity) => ({ op: "update", kind: "commitment", entity }));
}

/**
 * As `touched`, for a source whose issuers change: only for commitments whose corroboration changes with it, in the
 * present phase or an earlier one.
 */
export async function recorroborated(ctx: Context, sourceId: string, issuedBy: readonly string[]): Promise<Change[]> {
  const { rows: commitments } = await ctx.store.list("commitment", {
    filters: [{ link: "source", to: [sourceId] }],
    limit: everything,
  });
  const changes: Change[] = [];
  for (const { id } of commitments) {
    const aggregate = await loadAggregate(ctx, id);
    const grounds = await groundsOf(ctx, aggregate);
    const today = plainDate(ctx.now());
    const before = judge(aggregate, grounds, today);
    const issuers = new Map([...grounds.issuers, [sourceId, issuedBy]]);
    const after = judge(aggregate, { ...grounds, issuers }, today);
    if (!isSame(before.phases, after.phases)) changes.push({ op: "update", kind: "commitment", ...after });
  }
  return changes;
}
