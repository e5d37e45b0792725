import { createCommitment } from "../../commitments/create.ts";
import { patchCommitment } from "../../commitments/update.ts";
import { type Commitment, CommitmentBody, NewCommitment } from "../../domain/commitment.ts";
import type { Target } from "../../domain/target.ts";
import { AppError } from "../../errors/errors.ts";
import { loadAggregate } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";
import { find } from "../../records/records.ts";
import { isSameDue } from "../../records/resolve-due.ts";
import { isSame } from "../../validation/fields.ts";
import { differing, dueOf, idFor, isEmpty, moved, type Part, patchedDue, pick, reader, under } from "../lines/merge.ts";
import type { LineDue } from "../lines/model.ts";
import { type Run, warningsMoved } from "./import-state.ts";
import { mergeParties } from "./parties.ts";
import { mergeRelations, readyRelations } from "./relations.ts";
import { mergeQuote, mergeSource, type Placed, writePending } from "./sources.ts";
import {
  correctedFirst,
  evidencedHere,
  mergeAssessments,
  mergeEvents,
  mergeMilestones,
  newAssessmentOf,
  newEventOf,
  newMilestoneOf,
} from "./timeline.ts";

/** One line: first what its commitment rests on, then the commitment, then its timeline. */

/** The commitment of a line, and whether it was there before. */
export interface Merged {
  commitment: Commitment;
  /** As it was before; null: it is new. */
  before: Commitment | null;
}

/** @throws AppError with pointers into the line; then what was written of it is to be taken back */
export async function mergeLine(run: Run, line: Part): Promise<Merged> {
  const { ctx } = run;
  const known = await findCommitment(ctx, line);
  checkMode(run, line, known);
  await mergeParties(run, line);
  const quotes = placesOf(line);
  for (const [n, source] of ((line.sources ?? []) as Part[]).entries()) {
    await under(`/sources/${n}`, () => mergeSource(run, source));
  }
  const linked = known === null ? [] : await ctx.store.getMany("quote", known.quotes);
  const ids: string[] = [];
  for (const place of quotes) {
    const id = await mergeQuote(run, place, linked);
    if (place.at.startsWith("/quotes/")) ids.push(id);
  }
  const quoted = { line, quotes: [...new Set(ids)] };
  if (known !== null && line.id !== undefined && line.id !== known.id) run.renamed.set(line.id, known.id);
  if (known === null) return brought(run, line, { commitment: await create(run, quoted), before: null });
  await writePending(run);
  return brought(run, line, { commitment: await revise(run, known, quoted), before: known });
}

/** Remembers what people write: lines of an export have ids, and may be so many that they would fill the memory. */
function brought(run: Run, line: Part, merged: Merged): Merged {
  if (line.id === undefined || run.place.row !== undefined) run.brought.set(merged.commitment.id, run.place);
  return merged;
}

/**
 * A line without an id is a new commitment, unless the importer says otherwise: somebody who fills in a sheet does not
 * know which slugs are taken. One with an id, as exports have it, is that commitment.
 * @throws AppError already_exists, not_found
 */
function checkMode(run: Run, line: Part, known: Commitment | null): void {
  const mode = run.mode ?? (line.id === undefined ? "create" : "upsert");
  const pointer = line.slug === undefined ? "/id" : "/slug";
  const name = String(line.slug ?? line.id);
  const refuse = (code: "already_exists" | "not_found", detail: string) => {
    throw new AppError(code, detail, { errors: [{ pointer, code, detail }] });
  };
  const first = known && run.brought.get(known.id);
  if (first && first.line !== run.place.line) {
    const where = first.row === undefined ? `Line ${first.line}` : `Row ${first.row}`;
    refuse("already_exists", `${where} of this file is \`${name}\` already.`);
  }
  if (known !== null && mode === "create" && !first)
    refuse(
      "already_exists",
      `There is a commitment \`${name}\`. To change it, import with mode=update or mode=upsert.`,
    );
  if (known !== null || mode !== "update") return;
  if (line.id !== undefined || line.slug !== undefined)
    refuse("not_found", `There is no commitment \`${name}\`. To add it, import with mode=create or mode=upsert.`);
  refuse("not_found", "With mode=update each line must name its commitment: `slug` or `id`.");
}

/** The quotes of a line: the commitment's own, then those that its evidence cites. */
function placesOf(line: Part): Placed[] {
  const places = (name: string) => ((line[name] ?? []) as Part[]).map((part, n) => ({ part, at: `/${name}/${n}` }));
  return [...places("quotes"), ...places("citedQuotes")];
}

async function findCommitment({ store }: Context, { id, slug }: Part): Promise<Commitment | null> {
  const byId = id === undefined ? null : await store.get("commitment", id);
  return byId ?? (slug === undefined ? null : store.get("commitment", String(slug)));
}

/** A commitment's line, and the ids of its quotes. */
interface Quoted {
  line: Part;
  quotes: string[];
}

const plain = [
  "slug",
  "title",
  "summary",
  "type",
  "firmness",
  "statedOn",
  "sectors",
  "tags",
  "location",
  "reviewedOn",
  "nextReviewOn",
  "testability",
  "recurrence",
];
const readNew = reader(
  NewCommitment.omit({
    due: true,
    originalDue: true,
    events: true,
    milestones: true,
    assessments: true,
    relations: true,
  }),
);
type Due = LineDue | null | undefined;
/** As many as a request may bring with a new commitment; more are added one by one. */
const atOnce = { events: 500, assessments: 200, relations: 50 };

async function create(run: Run, { line, quotes }: Quoted): Promise<Commitment> {
  const { ctx } = run;
  const parts = (name: string) => (line[name] ?? []) as Part[];
  const [events, laterEvents] = halves(correctedFirst(parts("events"), "/events"), atOnce.events);
  const [judged, laterJudged] = halves(correctedFirst(parts("assessments"), "/assessments"), atOnce.assessments);
  const [related, laterRelated] = halves(await readyRelations(run, line), atOnce.relations);
  const steps = parts("milestones").map((part, n) => ({ part, at: `/milestones/${n}` }));
  const fields = readNew({
    ...defaultsOf(run),
    ...pick(line, plain),
    ...numbersOf(run, line),
    ...partiesOf(line, run.defaults.defaultPromisor),
    ...(events.length === 0 && statusOf(line)),
  });
  const due = statedDue(line);
  const input = {
    ...fields,
    id: idFor(line),
    due: due && dueOf(due),
    quotes: quotes.map((id) => ({ id })),
    events: await each(events, (part) => newEventOf(run, part)),
    milestones: await each(steps, (part) => newMilestoneOf(run, part)),
    assessments: await each(judged, (part) => newAssessmentOf(run, part)),
    relations: related.map(({ relation }) => relation),
  };
  const together = run.pending.splice(0);
  const places = { events, assessments: judged, relations: related };
  const placed = warningsMoved(ctx, (pointer) => placeIn(pointer, places));
  const created = await createCommitment(placed.ctx, input, together).catch((error: unknown) => {
    throw error instanceof AppError ? moved(error, (pointer) => placeIn(pointer, places)) : error;
  });
  placed.moved();
  if (laterRelated.length + laterEvents.length + laterJudged.length === 0)
    return conclude(ctx, { line, before: null, now: created });
  if (laterRelated.length > 0) await mergeRelations(run, created, line);
  if (laterEvents.length + laterJudged.length > 0) await mergeTimeline(run, created.id, line);
  return conclude(ctx, { line, before: null, now: await find(ctx, "commitment", created.id) });
}

const halves = <T>(items: readonly T[], at: number): [T[], T[]] => [items.slice(0, at), items.slice(at)];

async function each<T>(places: readonly Placed[], make: (part: Part) => T): Promise<T[]> {
  const made: T[] = [];
  for (const { part, at } of places) made.push(await under(at, async () => make(part)));
  return made;
}

/** `/events/0/date` where the first event of the request was the third of the line: `/events/2/date`. */
function placeIn(pointer: string, places: Readonly<Record<string, readonly { at: string }[]>>): string {
  const [start = "", list = "", n] = /^\/(\w+)\/(\d+)/.exec(pointer) ?? [];
  return `${places[list]?.[Number(n)]?.at ?? start}${pointer.slice(start.length)}`;
}

/**
 * Conditions and targets, whose evidence names records by their ids here. A target without an id that says what one of
 * the commitment does is that one.
 */
function numbersOf(run: Run, { conditions, targets }: Part, before?: Commitment): object {
  const rested = (part: Part) => evidencedHere(run, part);
  const recognised = (target: Part) =>
    target.id === undefined
      ? (before?.targets.find((known) => isSame(saidBy(known), saidBy(target))) ?? target)
      : target;
  return {
    ...(conditions !== undefined && { conditions: (conditions as Part[]).map(rested) }),
    ...(targets !== undefined && {
      targets: (targets as Part[]).map((target) =>
        recognised({
          ...target,
          ...(target.measurements !== undefined && { measurements: (target.measurements as Part[]).map(rested) }),
        }),
      ),
    }),
  };
}

const saidBy = ({ id: _, measurements, ...target }: Part | Target): object => ({
  ...target,
  measurements: (measurements as Part[]).map(({ id: _own, ...measurement }) => measurement),
});

/** What the importer says of new commitments whose lines do not. */
function defaultsOf({ defaults }: Run): object {
  const { defaultFirmness: firmness, defaultType: type, defaultStatedOn: statedOn } = defaults;
  return { ...(firmness && { firmness }), ...(type && { type }), ...(statedOn && { statedOn }) };
}

function partiesOf(line: Part, promisor?: string): object {
  const given = (line.parties as Part[] | undefined)?.map(({ party, role }) => ({ party, role }));
  const isPromised = promisor === undefined || given?.some(({ role }) => role === "promisor");
  const parties = isPromised ? given : [{ party: promisor, role: "promisor" }, ...(given ?? [])];
  return parties === undefined ? {} : { parties };
}

function statusOf({ status, statusSince, statusChangedOn = statusSince, statusNote }: Part): object {
  return status === undefined || status === "stated" ? {} : { status, statusChangedOn, statusNote };
}

/**
 * The due date said with the promise. Where the line does not name it, that is the original one, or else the one in
 * force, unless an event of the line set it.
 */
function statedDue(line: Part): LineDue | null {
  const [due, stated] = [(line.originalDue as Due) ?? (line.due as Due), line.statedDue as Due];
  if (stated !== undefined || !due) return stated ?? null;
  const set = ((line.events ?? []) as Part[]).flatMap((event) => (event.due as Due) ?? []);
  return set.some(({ text, edtf }) => text === due.text && edtf === due.edtf) ? null : due;
}

async function revise(run: Run, before: Commitment, { line, quotes }: Quoted): Promise<Commitment> {
  const { ctx } = run;
  const fields = {
    ...pick(line, plain),
    ...numbersOf(run, line, before),
    ...partiesOf(line),
  };
  const added = quotes.filter((id) => !before.quotes.includes(id));
  const original = line.originalDue as Due;
  const patch = {
    ...differing(fields, before),
    ...(original && !isSameDue(original, before.originalDue) && { originalDue: patchedDue(original) }),
    ...(added.length > 0 && { quotes: [...before.quotes, ...added].map((id) => ({ id })) }),
  };
  if (!isEmpty(patch)) await patchCommitment(ctx, before.id, patch, undefined);
  await mergeRelations(run, before, line);
  await mergeTimeline(run, before.id, line);
  return conclude(ctx, { line, before, now: await find(ctx, "commitment", before.id) });
}

async function mergeTimeline(run: Run, id: string, line: Part): Promise<void> {
  const [events, milestones, assessments] = [line.events, line.milestones, line.assessments] as (Part[] | undefined)[];
  if (!events && !milestones && !assessments) return;
  const aggregate = await loadAggregate(run.ctx, id);
  if (events) await mergeEvents(run, aggregate, events);
  if (milestones) await mergeMilestones(run, aggregate, milestones);
  if (assessments) await mergeAssessments(run, aggregate, assessments);
}

/** A status or due date that the line changes, and that its timeline has not brought about: a change of its own. */
async function conclude(
  ctx: Context,
  { line, before, now }: { line: Part; before: Commitment | null; now: Commitment },
): Promise<Commitment> {
  const due = line.due as Due;
  const { status, statusSince, statusChangedOn, statusNote } = line;
  const isMoved = status !== undefined && status !== before?.status && status !== now.status;
  const isStated = before === null && statedDue(line) === due && isSame(now.due, now.statedDue);
  const isDueElsewhere =
    due !== undefined && !isStated && !(before && isSameDue(due, before.due)) && !isSameDue(due, now.due);
  const on = statusChangedOn ?? (statusSince === before?.statusSince ? undefined : statusSince);
  const patch = {
    ...(isDueElsewhere && { due: due && patchedDue(due) }),
    ...(isMoved && pick({ status, statusChangedOn: on, statusNote }, Object.keys(CommitmentBody.shape))),
  };
  return isEmpty(patch) ? now : patchCommitment(ctx, now.id, patch, undefined);
}
