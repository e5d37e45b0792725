import { plainDate } from "../../dates/edtf.ts";
import type { AssessmentView } from "../../domain/assessment.ts";
import type { Commitment } from "../../domain/commitment.ts";
import type { Event, Evidence } from "../../domain/event.ts";
import type { Milestone } from "../../domain/milestone.ts";
import type { Quote } from "../../domain/quote.ts";
import type { Source } from "../../domain/source.ts";
import type { Context } from "../../records/context.ts";
import type { Entities, Kind } from "../../store/port/entities.ts";
import type { Entry } from "../../store/port/query.ts";
import { viewAssessments } from "../assessments/service.ts";
import { viewMilestone } from "../milestones/service.ts";
import type { EvidenceShown, TimelineEntry } from "./model.ts";

/**
 * The entries with what they show: records, sources and quotes are each read once for the page. `only`: the commitment
 * that all of them are of, where it has been read.
 */
export async function showEntries(
  ctx: Context,
  entries: readonly Entry[],
  only?: Commitment,
): Promise<TimelineEntry[]> {
  const refs = (kind: Entry["entry"]) => unique(entries.filter(({ entry }) => entry === kind).map(({ ref }) => ref));
  const [commitments, events, milestones, assessments] = await Promise.all([
    only
      ? new Map([[only.id, only]])
      : byKey(ctx, "commitment", unique(entries.map(({ commitmentId }) => commitmentId))),
    byKey(ctx, "event", refs("event")),
    byKey(ctx, "milestone", refs("milestone")),
    ctx.store.getMany("assessment", refs("assessment")).then((found) => viewAssessments(ctx, found)),
  ]);
  const stated = entries.filter(({ entry }) => entry === "stated");
  const quoted = stated.flatMap(({ commitmentId }) => commitments.get(commitmentId)?.quotes ?? []);
  const cited = [...events.values(), ...milestones.values(), ...assessments].flatMap(({ evidence }) => evidence);
  const quotes = await byKey(ctx, "quote", unique([...quoted, ...cited.flatMap(({ quoteId }) => quoteId ?? [])]));
  const sources = await byKey(ctx, "source", unique([...quotes.values(), ...cited].map(({ sourceId }) => sourceId)));
  const shown = { quotes, sources, day: plainDate(ctx.now()) };
  return entries.flatMap((entry) => {
    const commitment = commitments.get(entry.commitmentId);
    if (commitment === undefined) return [];
    const base = baseOf(entry, commitment);
    if (entry.entry === "event") return showEvent(base, events.get(entry.ref), shown);
    if (entry.entry === "milestone") return showMilestone(base, milestones.get(entry.ref), shown);
    if (entry.entry === "assessment")
      return assessments.filter(({ id }) => id === entry.ref).map((each) => showAssessment(base, each, shown));
    return showOwn({ ...base, entry: entry.entry }, commitment, shown);
  });
}

interface Shown {
  quotes: Map<string, Quote>;
  sources: Map<string, Source>;
  day: string;
}
type Base = Pick<TimelineEntry, "entry" | "id" | "commitmentId" | "commitment" | "earliest" | "latest" | "recordedAt">;

const unique = (values: readonly string[]): string[] => [...new Set(values)];

async function byKey<K extends Exclude<Kind, "party">>(
  ctx: Context,
  kind: K,
  ids: readonly string[],
): Promise<Map<string, Entities[K]>> {
  return new Map((await ctx.store.getMany(kind, ids)).map((entity) => [entity.id, entity]));
}

function baseOf({ entry, ref, commitmentId, earliest, latest, recordedAt }: Entry, { slug, title }: Commitment): Base {
  return { entry, id: ref, commitmentId, commitment: { slug, title }, earliest, latest, recordedAt };
}

const nothing = {
  type: null,
  kind: null,
  status: null,
  effectiveOn: null,
  parties: [],
  amount: null,
  firmness: null,
  state: null,
  timeliness: null,
  due: null,
  fulfilment: null,
  confidence: null,
  origin: null,
  supersededBy: null,
} satisfies Partial<TimelineEntry>;

function showEvent(base: Base, event: Event | undefined, shown: Shown): TimelineEntry[] {
  if (event === undefined) return [];
  const { date, title, description, type, kind, status, effectiveOn, parties, amount, firmness, due } = event;
  return [
    {
      ...base,
      ...nothing,
      date,
      title,
      description,
      type,
      kind,
      status,
      effectiveOn,
      parties,
      amount,
      firmness,
      due,
      evidence: showEvidence(event.evidence, shown),
    },
  ];
}

function showMilestone(base: Base, milestone: Milestone | undefined, shown: Shown): TimelineEntry[] {
  if (milestone === undefined) return [];
  const { title, test, state, due, timeliness, metOn } = viewMilestone(milestone, shown.day);
  const evidence = showEvidence(milestone.evidence, shown);
  return [
    {
      ...base,
      ...nothing,
      date: metOn ?? due?.edtf ?? null,
      title,
      description: test,
      state,
      timeliness,
      due,
      evidence,
    },
  ];
}

function showAssessment(base: Base, assessment: AssessmentView, shown: Shown): TimelineEntry {
  const {
    on: date,
    assessor,
    party,
    rationale: description,
    fulfilment,
    confidence,
    origin,
    supersededBy,
  } = assessment;
  const title = `Assessed by ${assessor}${party === null ? "" : `, for ${party}`}`;
  const evidence = showEvidence(assessment.evidence, shown);
  return {
    ...base,
    ...nothing,
    ...{ date, title, description, fulfilment, confidence, origin, supersededBy, evidence },
  };
}

function showOwn(base: Base, commitment: Commitment, shown: Shown): TimelineEntry[] {
  const evidence = showEvidence(
    commitment.quotes.map((quoteId) => ({ quoteId, sourceId: shown.quotes.get(quoteId)?.sourceId ?? "" })),
    shown,
  );
  const { firmness, summary, statedOn } = commitment;
  if (base.entry === "stated") {
    return [
      {
        ...base,
        ...nothing,
        date: statedOn,
        title: commitment.title,
        description: summary,
        status: "stated",
        firmness,
        evidence,
      },
    ];
  }
  const due = base.entry === "due" ? commitment.due : commitment.originalDue;
  const words = due?.text ?? due?.edtf ?? "";
  const title = base.entry === "due" ? `Due: ${words}` : `First due: ${words}`;
  return [{ ...base, ...nothing, date: due?.edtf ?? null, title, description: null, due, evidence: [] }];
}

function showEvidence(evidence: readonly Evidence[], { quotes, sources }: Shown): EvidenceShown[] {
  return evidence.flatMap(({ sourceId, quoteId }) => {
    const source = sources.get(sourceId);
    if (source === undefined) return [];
    const quote = quoteId === null ? undefined : quotes.get(quoteId);
    return [{ sourceId, quoteId, source: briefSource(source), quote: quote ? briefQuote(quote) : null }];
  });
}

function briefSource({
  id,
  slug,
  kind,
  title,
  publisher,
  url,
  publishedOn,
  language,
  issuedBy,
}: Source): EvidenceShown["source"] {
  return { id, slug, kind, title, publisher, url, publishedOn, language, issuedBy };
}

function briefQuote({ id, exact, display, language, translation, anchor }: Quote): EvidenceShown["quote"] {
  return { id, exact, display, language, translation, anchor };
}
