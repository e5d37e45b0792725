import { z } from "zod";
import { plainDate } from "../dates/edtf.ts";
import { AssessmentView } from "../domain/assessment.ts";
import { type Commitment, CommitmentView } from "../domain/commitment.ts";
import { CommitmentParty } from "../domain/commitment-party.ts";
import { viewCommitment } from "../domain/commitment-view.ts";
import { labelMembers, ofCommitment, ofEvent, withLabels } from "../domain/labelled.ts";
import { MilestoneView } from "../domain/milestone.ts";
import { ParticipationOf } from "../domain/participation.ts";
import { Party } from "../domain/party.ts";
import { Quote } from "../domain/quote.ts";
import { type Relation, RelationView } from "../domain/relation.ts";
import { Highlight } from "../domain/search/highlights.ts";
import { Source } from "../domain/source.ts";
import { type AppError, invalidParameter } from "../errors/errors.ts";
import { defaultLanguage, type Language } from "../languages/languages.ts";
import { assessmentsOf, eventsOf, milestonesOf } from "../records/aggregate.ts";
import type { Context } from "../records/context.ts";
import { viewAssessments } from "./assessments/service.ts";
import { EventLabelled } from "./events/model.ts";
import { viewMilestone } from "./milestones/service.ts";
import { participationIn } from "./participation/service.ts";
import { relationsOf, seenFrom } from "./relations/service.ts";

/** Commitments as answered: with what `include` embeds, trimmed to `fields`. */

export const includable = [
  "quotes",
  "events",
  "milestones",
  "assessments",
  "relations",
  "parties",
  "sources",
  "participation",
] as const;
export type Include = (typeof includable)[number];
/** Embedded for people, and in no export. */
export type IncludeShown = Include | "labels";
export const CommitmentField = z.enum(
  Object.keys(CommitmentView.shape) as [keyof CommitmentView, ...(keyof CommitmentView)[]],
);
export type CommitmentField = z.infer<typeof CommitmentField>;

const { code: _, version: __, createdAt: ___, updatedAt: ____, ...partyFields } = Party.shape;
const embedded = {
  parties: z
    .array(
      z.strictObject({ ...CommitmentParty.shape, ...z.strictObject(partyFields).partial().shape }).meta({
        id: "CommitmentPartyEmbedded",
        description: "A party and its role; with `include=parties`, also what is known of it.",
      }),
    )
    .min(1),
};
const lists = z
  .strictObject({
    quotes: z.array(Quote),
    events: z.array(EventLabelled),
    milestones: z.array(MilestoneView),
    assessments: z.array(AssessmentView),
    relations: z.array(RelationView),
    participation: z.array(ParticipationOf).meta({ description: "Where each party stands, by its own acts." }),
    sources: z.array(Source).meta({ description: "Every source that its quotes or its evidence rest on." }),
    ...labelMembers(ofCommitment),
    highlights: z.array(Highlight).meta({ description: "Where the words of `q` stand, the title first; at most ten." }),
  })
  .partial();

export const CommitmentAnswer = z.strictObject({ ...CommitmentView.shape, ...embedded, ...lists.shape }).meta({
  id: "Commitment",
  description: "What a state or its official publicly said it would do; `include` embeds its parts.",
});
export const CommitmentTrimmed = CommitmentAnswer.partial().meta({
  id: "CommitmentTrimmed",
  description: "A commitment trimmed to the members that `fields` names.",
});

interface Wish {
  include?: readonly IncludeShown[] | undefined;
  fields?: readonly CommitmentField[] | undefined;
}

/** The commitments as answered today. Each kind of embedded record is read once for all of them. */
export async function answerCommitments(
  ctx: Context,
  commitments: readonly Commitment[],
  { include = [], fields }: Wish,
): Promise<object[]> {
  const day = plainDate(ctx.now());
  const records = include.filter((part) => part !== "labels");
  const parts = records.length === 0 ? null : await readParts(ctx, commitments, new Set(records));
  const { language = defaultLanguage } = ctx;
  const label = records.length < include.length ? (view: object) => labelledView(view, language) : asItIs;
  return commitments.map((commitment) => {
    const own = viewCommitment(commitment, day);
    const view = parts === null ? own : { ...own, ...partsOf(commitment, parts, day) };
    if (fields === undefined) return label(view);
    const kept = [...fields, ...include];
    return label(Object.fromEntries(Object.entries(view).filter(([name]) => kept.includes(name as CommitmentField))));
  });
}

const asItIs = (view: object): object => view;

/** With labels of what it shows, its events too. */
function labelledView(view: object & { events?: readonly object[] }, language: Language): object {
  const { events } = view;
  const labelled = withLabels(view, ofCommitment, language);
  return events ? { ...labelled, events: events.map((event) => withLabels(event, ofEvent, language)) } : labelled;
}

type Parts = Awaited<ReturnType<typeof readParts>>;

async function readParts(ctx: Context, commitments: readonly Commitment[], include: ReadonlySet<Include>) {
  const ids = commitments.map(({ id }) => id);
  const wants = (...names: Include[]) => names.some((name) => include.has(name));
  const [events, milestones, assessments, relations, quotes, parties] = await Promise.all([
    wants("events", "sources", "participation") ? eventsOf(ctx, ids, mostEmbedded + 1) : [],
    wants("milestones", "sources") ? milestonesOf(ctx, ids, mostEmbedded + 1) : [],
    wants("assessments", "sources") ? assessmentsOf(ctx, ids, mostEmbedded + 1) : [],
    wants("relations") ? relationsOf(ctx, ids, mostEmbedded + 1) : [],
    wants("quotes", "sources")
      ? ctx.store.getMany("quote", unique(commitments.flatMap((commitment) => commitment.quotes)))
      : [],
    wants("parties")
      ? ctx.store.getMany(
          "party",
          unique(commitments.flatMap((commitment) => commitment.parties.map(({ party }) => party))),
        )
      : [],
  ]);
  const own = Map.groupBy(events, commitmentOf);
  const ties = byEnds(relations);
  const participation = new Map(
    wants("participation")
      ? commitments.map((each) => [each.id, participationIn(ctx, each, own.get(each.id) ?? [])] as const)
      : [],
  );
  const embedded = [events, milestones, assessments, relations, quotes, ...participation.values()].reduce(
    (sum, part) => sum + part.length,
    0,
  );
  if (embedded > mostEmbedded) throw tooMuch();
  const cited = [...quotes, ...[...events, ...milestones, ...assessments].flatMap(({ evidence }) => evidence)].map(
    ({ sourceId }) => sourceId,
  );
  const sources = wants("sources") ? await ctx.store.getMany("source", unique(cited)) : [];
  return {
    include,
    participation,
    events: own,
    milestones: Map.groupBy(milestones, commitmentOf),
    assessments: Map.groupBy(await viewAssessments(ctx, assessments), commitmentOf),
    relations: ties,
    others: await ctx.store.getMany("commitment", [...ties.keys()]),
    quotes: new Map(quotes.map((quote) => [quote.id, quote])),
    sources,
    parties: new Map(parties.map((party) => [party.code, party])),
  };
}

const commitmentOf = ({ commitmentId }: { commitmentId: string }): string => commitmentId;

/** Relations by each of the commitments that they tie. */
function byEnds(relations: readonly Relation[]): Map<string, Relation[]> {
  const ends = relations.flatMap((relation) => unique([relation.from, relation.to]).map((id) => ({ id, relation })));
  const found = Map.groupBy(ends, ({ id }) => id);
  return new Map([...found].map(([id, some]) => [id, some.map(({ relation }) => relation)]));
}

/** What one answer embeds of all its commitments together. */
const mostEmbedded = 10_000;

function tooMuch(): AppError {
  const detail = `\`include\` would embed more than ${mostEmbedded} records: ask for fewer rows with \`limit\`, or for fewer parts.`;
  return invalidParameter("include", "too_many", detail);
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

function partsOf({ id, quotes: quoteIds, parties }: Commitment, parts: Parts, day: string): object {
  const { include } = parts;
  const events = parts.events.get(id) ?? [];
  const milestones = parts.milestones.get(id) ?? [];
  const assessments = parts.assessments.get(id) ?? [];
  const quotes = quoteIds.flatMap((quoteId) => parts.quotes.get(quoteId) ?? []);
  const sources = () => {
    const evidence = [...events, ...milestones, ...assessments].flatMap((part) => part.evidence);
    const cited = new Set([...quotes, ...evidence].map(({ sourceId }) => sourceId));
    return parts.sources.filter((source) => cited.has(source.id));
  };
  return {
    ...(include.has("parties") && { parties: parties.map((party) => withParty(party, parts)) }),
    ...(include.has("quotes") && { quotes }),
    ...(include.has("events") && { events }),
    ...(include.has("participation") && { participation: parts.participation.get(id) ?? [] }),
    ...(include.has("milestones") && { milestones: milestones.map((milestone) => viewMilestone(milestone, day)) }),
    ...(include.has("assessments") && { assessments }),
    ...(include.has("relations") && { relations: seenFrom(id, parts.relations.get(id) ?? [], parts.others) }),
    ...(include.has("sources") && { sources: sources() }),
  };
}

function withParty(given: Commitment["parties"][number], { parties }: Parts): object {
  const record = parties.get(given.party);
  if (record === undefined) return given;
  const { code: _code, version: _version, createdAt: _created, updatedAt: _updated, ...known } = record;
  return { ...given, ...known };
}
