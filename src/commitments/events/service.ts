import { boundsOf } from "../../dates/edtf.ts";
import { unwritten } from "../../dates/order.ts";
import { eventTypes } from "../../domain/codelists/codelists.ts";
import { dueBeforeStated } from "../../domain/due.ts";
import { type Event, type Evidence, NewEvent, type NewEvidence } from "../../domain/event.ts";
import type { Quote } from "../../domain/quote.ts";
import { type BadMove, sequenceOf } from "../../domain/sequence.ts";
import { type Aggregate, allowedMoves, badMove } from "../../domain/status.ts";
import { AppError, invalid } from "../../errors/errors.ts";
import { loadAggregate, saveAggregate } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";
import { demandBegun } from "../../records/future.ts";
import { decide, demand, demandUnpurged, type Expected, findAt, type Given } from "../../records/records.ts";
import { dueAsWritten, rereadEventDue, resolveDueAt } from "../../records/resolve-due.ts";
import { warn } from "../../records/warnings.ts";
import { quoteAt, quoteIn } from "../../sources/quotes/service.ts";
import type { Change } from "../../store/port/store.ts";
import { isSame, patched } from "../../validation/fields.ts";
import { checkActed, checkActors, checkAmount } from "./actors.ts";

/**
 * Records an event on a commitment; status, due date and all else that follows are computed anew, in one write.
 * An event that lies wholly in the future is refused.
 * @throws AppError not_found, precondition_failed, invalid_move, unprocessable, quote_not_found, quote_ambiguous
 */
export function recordEvent(ctx: Context, commitmentKey: string, input: NewEvent & Given): Promise<Event> {
  return decide(async () => {
    const aggregate = await loadAggregate(ctx, commitmentKey);
    const pending: Quote[] = [];
    const event = await newEvent(ctx, aggregate, input, { at: "", pending });
    const next = { ...aggregate, events: [...aggregate.events, event] };
    checkMove(next.events, event, "");
    if (input.id === undefined) warnBeforeStated(ctx, event, aggregate.commitment.statedOn, "/date");
    const [written] = await saveAggregate(ctx, next, [{ op: "create", kind: "event", entity: event }], pending);
    return written as Event;
  });
}

/**
 * An act that was over before the promise may be right, or its year mistyped. `at`: the pointer of its date. One that
 * comes with its id was recorded elsewhere: its writer was told.
 */
export function warnBeforeStated(ctx: Context, { type, date }: Event, statedOn: string, at: string): void {
  const [happened, stated] = [boundsOf(date).latest, boundsOf(statedOn).earliest];
  if (eventTypes[type].kind !== "act" || happened === null || stated === null || happened >= stated) return;
  const detail = `${type} on ${date} is before the promise was stated (${statedOn}).`;
  warn(ctx, { pointer: at, code: "before_stated", detail });
}

/** Where in the request an input stands, and the quotes that the same write will add. */
export interface Place {
  at: string;
  pending: Quote[];
}

/** An event built from input, not yet judged nor written (version 0). */
export async function newEvent(
  ctx: Context,
  aggregate: Aggregate,
  input: NewEvent & Given,
  place: Place,
): Promise<Event> {
  demandBegun(ctx, input.date, { of: "event", at: `${place.at}/date` });
  const base = {
    id: input.id ?? ctx.newId(),
    commitmentId: aggregate.commitment.id,
    recordedAt: unwritten,
    recordedBy: ctx.principal.name,
    updatedAt: unwritten,
    version: 0,
  };
  return { ...base, ...(await content(ctx, aggregate, input, place)) };
}

async function content(ctx: Context, aggregate: Aggregate, input: NewEvent, place: Place) {
  const { type, date, effectiveOn, title, description, firmness, supersedes } = input;
  if (supersedes !== null && !aggregate.events.some((event) => event.id === supersedes)) {
    throw invalid(`${place.at}/supersedes`, "unknown_reference", `This commitment has no event "${supersedes}".`);
  }
  const { parties, amount } = input;
  checkAmount(input, place.at);
  checkActors(aggregate, input, place.at);
  const { kind, status: implied } = eventTypes[type];
  const status = input.status === undefined ? (parties.length > 0 ? null : implied) : input.status;
  if (status === null && (type === "status_changed" || type === "resumed")) {
    throw invalid(`${place.at}/status`, "required", `An event of type ${type} must say which status it gives.`);
  }
  const due =
    input.due === null
      ? null
      : resolveDueAt(ctx, input.due, {
          ...{ on: date, statedOn: aggregate.commitment.statedOn, at: `${place.at}/due` },
          parties: aggregate.commitment.parties,
        });
  const evidence = await evidenceFor(ctx, input.evidence, place);
  return {
    type,
    kind,
    date,
    ...boundsOf(date),
    effectiveOn,
    title,
    description,
    parties,
    status,
    due,
    firmness,
    amount,
    evidence,
    supersedes,
  };
}

/**
 * Evidence as ids, from the slugs of sources and the words of quotes.
 * @throws AppError unprocessable, quote_not_found, quote_ambiguous
 */
export async function evidenceFor(
  ctx: Context,
  list: readonly NewEvidence[],
  { at, pending }: Place,
): Promise<Evidence[]> {
  const evidence: Evidence[] = [];
  for (const [n, item] of list.entries()) {
    const here = `${at}/evidence/${n}`;
    const source = await findAt(ctx, "source", item.sourceId, `${here}/sourceId`);
    if (item.quote !== undefined) {
      const quote = await quoteIn(ctx, source, item.quote, `${here}/quote`, pending);
      if (quote.version === 0 && !pending.includes(quote)) pending.push(quote);
      evidence.push({ sourceId: source.id, quoteId: quote.id });
      continue;
    }
    const quote = item.quoteId === null ? null : await quoteAt(ctx, item.quoteId, `${here}/quoteId`, pending);
    if (quote !== null && quote.sourceId !== source.id) {
      throw invalid(
        `${here}/quoteId`,
        "wrong_source",
        `The quote ${item.quoteId} is not of the source "${source.slug}".`,
      );
    }
    evidence.push({ sourceId: source.id, quoteId: item.quoteId });
  }
  return evidence;
}

/**
 * `events`: the timeline with the event; `earlier`: as it was before, if not merely without it.
 * @throws AppError invalid_move where no choice of days within the dates makes sense, listing the statuses allowed then
 */
export function checkMove(events: readonly Event[], event: Event, at: string, earlier?: readonly Event[]): void {
  const bad = badMove(events, event, earlier);
  if (bad !== null) throw invalidMove(bad, event, at);
}

/**
 * @throws AppError invalid_move, pointing at one of the events of a timeline that is all new. `at`: where each stands
 */
export function checkMoves(events: readonly Event[], at: ReadonlyMap<string, string>): void {
  const bad = sequenceOf(events).bad.at(-1)?.move;
  if (bad !== undefined) throw invalidMove(bad, bad.event, at.get(bad.event.id) ?? "");
}

/** The refusal of a move that the rules forbid, which the writing of `event` would make. */
export function invalidMove(bad: BadMove, event: Event, at: string): AppError {
  const allowed = allowedMoves(bad.from, bad.event.type);
  const own = bad.event.id === event.id;
  const detail = own
    ? `On ${event.date} the status is ${bad.from}: an event of type ${event.type} cannot move it to ${bad.to}.`
    : `With status ${bad.from} on ${event.date}, the later event "${bad.event.title}" (${bad.event.date}) could not move it to ${bad.to}.`;
  return new AppError("invalid_move", detail, {
    errors: [{ pointer: `${at}/status`, code: "invalid_move", detail, allowed }],
    extra: { from: bad.from, to: bad.to, allowed, ...(own ? {} : { laterEvent: bad.event.id }) },
  });
}

function eventOf(aggregate: Aggregate, id: string): Event {
  const event = aggregate.events.find((candidate) => candidate.id === id);
  if (!event) throw new AppError("not_found", `The commitment "${aggregate.commitment.slug}" has no event "${id}".`);
  return event;
}

/** @throws AppError as recordEvent */
export function patchEvent(
  ctx: Context,
  path: { id: string; eventId: string },
  patch: Record<string, unknown>,
  expected: Expected,
): Promise<Event> {
  return decide(async () => {
    const aggregate = await loadAggregate(ctx, path.id);
    const event = eventOf(aggregate, path.eventId);
    demand(event, expected);
    const pending: Quote[] = [];
    const changed = patchedInput(event, patch);
    const input = "due" in patch ? changed : { ...changed, due: null };
    const others = { ...aggregate, events: aggregate.events.filter((other) => other.id !== event.id) };
    const entity: Event = { ...event, ...(await content(ctx, others, input, { at: "", pending })) };
    if (!("due" in patch)) {
      const { statedOn, parties } = aggregate.commitment;
      entity.due = rereadEventDue(ctx, event, { date: entity.date, was: statedOn, statedOn, at: "/date", parties });
    }
    if (isSame(entity, event)) return event;
    const events = aggregate.events.map((other) => (other.id === event.id ? entity : other));
    if (entity.date !== event.date) demandBegun(ctx, entity.date, { of: "event", at: "/date" });
    if (entity.status !== event.status || entity.date !== event.date || entity.type !== event.type)
      checkMove(events, entity, "", aggregate.events);
    warnBeforeStated(ctx, entity, aggregate.commitment.statedOn, "/date");
    const change: Change = { op: "update", kind: "event", entity };
    const [written] = await saveAggregate(ctx, { ...aggregate, events }, [change], pending);
    return written as Event;
  });
}

/** In a patch, null takes the status away; a new type brings its own status unless one is given. */
function patchedInput(event: Event, patch: Record<string, unknown>): NewEvent {
  const { status, ...current } = event;
  const implied = event.parties.length > 0 ? null : eventTypes[event.type].status;
  const keepsStatus = !("type" in patch || "parties" in patch) || status !== implied;
  const written = { ...current, ...(keepsStatus ? { status } : {}), due: dueAsWritten(event.due) };
  const input = patched(NewEvent, written, patch, ["due", "amount"]);
  return patch.status === null ? { ...input, status: null } : input;
}

/** @throws AppError in_use, naming the events that correct this one. */
export function demandUncorrected({ events }: Aggregate, { id }: Event): void {
  const corrections = events.filter(({ supersedes }) => supersedes === id);
  if (corrections.length === 0) return;
  const names = corrections.map((event) => `event ${event.id}`).join(", ");
  throw new AppError("in_use", `The event "${id}" is corrected by: ${names}.`, {
    extra: { referencedBy: corrections.map((event) => ({ kind: "event", id: event.id, slug: null })) },
  });
}

/**
 * Takes an event off the timeline; what followed from it is computed anew.
 * @throws AppError not_found, precondition_failed, in_use
 */
export function deleteEvent(ctx: Context, path: { id: string; eventId: string }, expected: Expected): Promise<void> {
  return decide(async () => {
    const aggregate = await loadAggregate(ctx, path.id);
    const event = eventOf(aggregate, path.eventId);
    demand(event, expected);
    demandUncorrected(aggregate, event);
    const change: Change = { op: "delete", kind: "event", entity: event };
    const events = aggregate.events.filter((other) => other.id !== event.id);
    await saveAggregate(ctx, { ...aggregate, events }, [change]);
  });
}

/** Puts a deleted event back on the timeline. @throws AppError not_found, not_deleted, invalid_move */
export function restoreEvent(ctx: Context, path: { id: string; eventId: string }): Promise<Event> {
  return decide(async () => {
    const aggregate = await loadAggregate(ctx, path.id);
    if (aggregate.events.some((event) => event.id === path.eventId))
      throw new AppError("not_deleted", "The event is not deleted.");
    const event = await ctx.store.get("event", path.eventId, { deleted: true });
    if (event === null) await demandUnpurged(ctx, "event", path.eventId);
    if (event?.commitmentId !== aggregate.commitment.id) eventOf(aggregate, path.eventId);
    const entity = event as Event;
    const { supersedes } = entity;
    if (supersedes !== null && !aggregate.events.some(({ id }) => id === supersedes))
      throw new AppError(
        "unprocessable",
        `It corrects the event "${supersedes}", which is deleted: restore that first.`,
      );
    demandBegun(ctx, entity.date, { of: "event", at: "/date" });
    const { statedOn } = aggregate.commitment;
    const over = dueBeforeStated(entity.due, statedOn);
    if (over !== null)
      throw new AppError("unprocessable", `It says due by ${over}, before the promise was stated (${statedOn}).`);
    const next = { ...aggregate, events: [...aggregate.events, entity] };
    checkActed(next);
    checkMove(next.events, entity, "");
    const [written] = await saveAggregate(ctx, next, [{ op: "restore", kind: "event", entity }]);
    return written as Event;
  });
}
