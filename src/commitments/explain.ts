import { z } from "zod";
import { plainDate } from "../dates/edtf.ts";
import { type Assessment, verdictsOf } from "../domain/assessment.ts";
import { Corroboration, Firmness, Fulfilment, Status, Timeliness } from "../domain/codelists/codelists.ts";
import { CommitmentView } from "../domain/commitment.ts";
import { commitmentProgress, upcomingOn } from "../domain/commitment-view.ts";
import { Due } from "../domain/due.ts";
import { Slippage, slippage, timeliness } from "../domain/lateness.ts";
import { ParticipationOf } from "../domain/participation.ts";
import { aggregateOn } from "../domain/phases.ts";
import { type Aggregate, dueOf, firmnessDriftOf, restatementsOf, statusOf, statusSources } from "../domain/status.ts";
import { progressByTargets, progressTo, TargetProgress } from "../domain/target.ts";
import { loadAggregate } from "../records/aggregate.ts";
import type { Context } from "../records/context.ts";
import { Id, PartyCode, Version } from "../validation/fields.ts";
import { milestoneProgress } from "./milestones/service.ts";
import { participationIn } from "./participation/service.ts";
import { AtRisk, explainRisk } from "./risk.ts";

const rule = z.string().meta({ description: "The rule that gave the value, in words." });
const events = z.array(Id).meta({ description: "The events that fed it." });

const verdict = z.strictObject({ value: Fulfilment, assessment: Id.nullable() });

export const Explanation = z
  .strictObject({
    id: Id,
    version: Version,
    on: z.string().meta({ description: "The day that the day-dependent values are for." }),
    status: z.strictObject({
      ...{ value: Status, since: z.string(), rule, events },
      upcoming: CommitmentView.shape.upcoming,
    }),
    due: z.strictObject({ value: Due.nullable(), original: Due.nullable(), rule, events }),
    timeliness: z.strictObject({ value: Timeliness, rule, done: z.string().nullable() }),
    slippage: z.strictObject({ value: Slippage.nullable(), rule }),
    progress: z.strictObject({
      value: z.number().nullable(),
      rule,
      targets: z.array(TargetProgress),
      milestones: z.array(
        z.strictObject({ id: Id, title: z.string(), weight: z.number(), state: z.string(), timeliness: Timeliness }),
      ),
    }),
    fulfilment: z.strictObject({
      value: Fulfilment,
      rule,
      assessments: z.array(Id).meta({ description: "The assessments that fed it and its values by origin." }),
      byOrigin: z.strictObject({ selfReported: verdict, counterpart: verdict, independent: verdict }),
    }),
    corroboration: z.strictObject({
      value: Corroboration,
      rule,
      sources: z.array(z.strictObject({ id: Id, slug: z.string(), issuedBy: z.array(PartyCode) })),
    }),
    restatements: z.strictObject({ value: z.int(), rule, events }),
    participation: z.array(ParticipationOf).meta({ description: "Where each party stands, by its own acts." }),
    atRisk: AtRisk,
    firmness: z.strictObject({
      value: Firmness,
      drift: z.int().meta({ description: "Ranks gained (positive) or lost since the promise." }),
      over: z.array(z.strictObject({ date: z.string().nullable(), firmness: Firmness })),
    }),
  })
  .meta({ id: "Explanation", description: "The working of every computed value of a commitment." });

const timelinessRules: Record<Timeliness, string> = {
  no_due: "No due date with a day, month or year is in force.",
  not_yet_due: "The day is before the due window (for a bare deadline: before the deadline).",
  due_now: "The day is within the due window.",
  overdue: "The day is after the end of the due window, and it is not done.",
  awaiting_condition: "The day is after the end of the due window, and a condition has neither been met nor waived.",
  met_on_time: "It was done, at the latest, by the end of the due window.",
  met_late: "It was done, at the earliest, after the end of the due window.",
  met_timing_unclear: "It was done, and its date may be before or after the end of the due window.",
  closed_unmet: "It was cancelled, superseded or lapsed without being done.",
};

/** How each computed value of a commitment came about, today. @throws AppError not_found */
export async function explain(ctx: Context, key: string): Promise<z.infer<typeof Explanation>> {
  const whole = await loadAggregate(ctx, key);
  const on = plainDate(ctx.now());
  const aggregate = aggregateOn(whole, on, on);
  const { commitment } = aggregate;
  const progress = commitmentProgress(commitment);
  const lateness = timeliness(progress, on);
  return {
    id: commitment.id,
    version: commitment.version,
    on,
    status: { ...explainStatus(aggregate), upcoming: upcomingOn(commitment, on) },
    due: explainDue(aggregate),
    timeliness: { value: lateness, rule: timelinessRules[lateness], done: commitment.done?.edtf ?? null },
    slippage: { value: slippage(progress, on), rule: slippageRule(aggregate, lateness) },
    progress: explainProgress(aggregate, on),
    fulfilment: explainFulfilment(aggregate),
    corroboration: await explainCorroboration(ctx, aggregate),
    restatements: explainRestatements(aggregate),
    participation: participationIn(ctx, commitment, whole.events),
    atRisk: await explainRisk(ctx, commitment, on),
    firmness: explainFirmness(aggregate),
  };
}

function explainStatus({ commitment, events }: Aggregate) {
  const { status, since, by } = statusOf(events, commitment.statedOn);
  const rule =
    by.length === 0
      ? "No event moves the status: it is stated, since the day it was said."
      : `The last status-bearing events give ${status}; the first of them since ${since}. Their order is that of date; on one date acts go by kind, editorial events by record; where vague dates leave it open, the order in which every move is possible.`;
  return { value: status, since, rule, events: by.map(({ id }) => id) };
}

function explainDue({ commitment, events }: Aggregate) {
  const { due, by } = dueOf(events, commitment.statedDue, {
    earliest: commitment.statedEarliest,
    latest: commitment.statedLatest,
  });
  const said =
    commitment.statedDue === null
      ? "No due date was said with the promise."
      : "As said with the promise; no later event sets another.";
  const moved =
    by?.due === null
      ? "The last event that moves the due date postponed it without a new one: what was promised first is no deadline any more."
      : "The last event that sets a due date, in the order of date and then of record.";
  const rule = by === null ? said : moved;
  return { value: due, original: commitment.originalDue, rule, events: by === null ? [] : [by.id] };
}

function slippageRule({ commitment }: Aggregate, lateness: Timeliness): string {
  if (lateness === "no_due")
    return commitment.originalDue?.latest == null
      ? "null: there is no due date to be late for."
      : "minDays and maxDays are null: no due date is in force. Against the original one it is as late as againstOriginal says.";
  if (lateness === "closed_unmet") return "null: it will not be done.";
  const done =
    commitment.done === null
      ? "today, since it is not done, once the due window is over (until then 0)"
      : `done (${commitment.done.edtf})`;
  return `min = max(0, earliest(done) - latest(due)), max = max(0, latest(done) - earliest(due)), in days; done: ${done}.`;
}

function explainProgress({ commitment, milestones }: Aggregate, on: string) {
  return {
    value: commitment.progress,
    rule:
      progressByTargets(commitment.targets) === null
        ? "Sum of weight x {met 1, partly_met 0.5, else 0} over the sum of weights, of the milestones not dropped."
        : "The mean of the unconditional targets that were measured, each towards the further end of its range.",
    targets: commitment.targets.map(progressTo),
    milestones: milestones.map((milestone) => {
      const { id, title, weight, state } = milestone;
      return { id, title, weight, state, timeliness: timeliness(milestoneProgress(milestone), on) };
    }),
  };
}

function explainFulfilment({ commitment, assessments }: Aggregate) {
  const { whole, ...origins } = verdictsOf(assessments, commitment.parties);
  const { selfReported, counterpart, independent } = origins;
  const shown = (of: Assessment | null) => ({
    value: of?.fulfilment ?? ("not_assessed" as const),
    assessment: of?.id ?? null,
  });
  const fed = [whole, selfReported, counterpart, independent].flatMap((of) => of?.id ?? []);
  const rule =
    whole === null
      ? "No assessment of the commitment as a whole is in force."
      : `The last assessment in force, in the order of date and then of record: ${whole.assessor}, ${whole.on}.`;
  return {
    value: commitment.fulfilment,
    rule,
    assessments: [...new Set(fed)],
    byOrigin: { selfReported: shown(selfReported), counterpart: shown(counterpart), independent: shown(independent) },
  };
}

async function explainCorroboration(ctx: Context, aggregate: Aggregate) {
  const quotes = await ctx.store.getMany("quote", aggregate.commitment.quotes);
  const sources = await ctx.store.getMany(
    "source",
    statusSources(
      aggregate,
      quotes.map(({ sourceId }) => sourceId),
    ),
  );
  return {
    value: aggregate.commitment.corroboration,
    rule: "By who issued the sources of the current status: a source of no party is independent; else one of another party, counterpart; else self_reported.",
    sources: sources.map(({ id, slug, issuedBy }) => ({ id, slug, issuedBy })),
  };
}

function explainRestatements({ events }: Aggregate) {
  const repeated = events.filter(({ type }) => type === "restated").map(({ id }) => id);
  return { value: restatementsOf(events), rule: "The number of events of type restated.", events: repeated };
}

function explainFirmness({ commitment, events }: Aggregate) {
  const { over, ranks } = firmnessDriftOf(events, commitment.firmness);
  return { value: commitment.firmness, drift: ranks, over };
}
