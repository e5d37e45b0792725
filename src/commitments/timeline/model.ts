import { z } from "zod";
import { Amount } from "../../domain/amount.ts";
import {
  Anchor,
  AssessmentOrigin,
  Confidence,
  EventKind,
  EventType,
  Firmness,
  Fulfilment,
  MilestoneState,
  SourceKind,
  Status,
  Timeliness,
} from "../../domain/codelists/codelists.ts";
import { Due } from "../../domain/due.ts";
import { labelMembers, ofTimelineEntry } from "../../domain/labelled.ts";
import { entryKinds } from "../../store/port/query.ts";
import { Bound, Id, RecordedInstant, Slug } from "../../validation/fields.ts";

/** What a timeline shows: one shape for everything dated, so that it can be drawn without knowing each kind. */

export const EntryKind = z.enum(entryKinds).meta({
  id: "EntryKind",
  description:
    "stated: the promise itself; event; milestone: when met, else when due; due: the due window in force; original_due: the first, where it differs; assessment: a judgement of fulfilment.",
});

const SourceBrief = z
  .strictObject({
    id: Id,
    slug: Slug,
    kind: SourceKind,
    title: z.string(),
    publisher: z.string().nullable(),
    url: z.string().nullable(),
    publishedOn: z.string().nullable(),
    language: z.string().nullable(),
    issuedBy: z.array(z.string()),
  })
  .meta({ id: "SourceBrief", description: "What a reader needs to know of a source." });
const QuoteBrief = z
  .strictObject({
    id: Id,
    exact: z.string(),
    display: z.string().nullable(),
    language: z.string().nullable(),
    translation: z.string().nullable(),
    anchor: Anchor,
  })
  .meta({ id: "QuoteBrief", description: "The words of a quote." });
export const EvidenceShown = z
  .strictObject({ sourceId: Id, quoteId: Id.nullable(), source: SourceBrief, quote: QuoteBrief.nullable() })
  .meta({ id: "EvidenceShown", description: "A source, and the words in it, with what is known of both." });
export type EvidenceShown = z.infer<typeof EvidenceShown>;

export const TimelineEntry = z
  .strictObject({
    entry: EntryKind,
    id: Id.meta({
      description: "The id of the event, the milestone or the assessment; of the commitment for the others.",
    }),
    commitmentId: Id,
    commitment: z.strictObject({ slug: Slug, title: z.string() }),
    date: z.string().nullable().meta({ description: "EDTF; null: without a date, and last." }),
    earliest: Bound,
    latest: Bound,
    title: z.string(),
    description: z.string().nullable(),
    type: EventType.nullable().meta({ description: "Of an event." }),
    kind: EventKind.nullable().meta({ description: "Of an event." }),
    status: Status.nullable().meta({ description: "The status that an event gives." }),
    effectiveOn: z
      .string()
      .nullable()
      .meta({ description: "Of an event: when it takes effect, where that is another day." }),
    parties: z
      .array(z.string())
      .meta({ description: "Of an event: whose act alone it is; empty: of nobody in particular." }),
    amount: Amount.nullable().meta({ description: "Of an event that tells of money." }),
    firmness: Firmness.nullable(),
    state: MilestoneState.nullable().meta({ description: "Of a milestone." }),
    timeliness: Timeliness.nullable().meta({ description: "Of a milestone, today." }),
    due: Due.nullable().meta({ description: "The due date that it sets, or is." }),
    fulfilment: Fulfilment.nullable().meta({ description: "Of an assessment." }),
    confidence: Confidence.nullable().meta({ description: "Of an assessment." }),
    origin: AssessmentOrigin.nullable().meta({ description: "Of an assessment." }),
    supersededBy: Id.nullable().meta({ description: "Of an assessment: the one that took its place." }),
    evidence: z.array(EvidenceShown),
    recordedAt: RecordedInstant,
    ...labelMembers(ofTimelineEntry),
  })
  .meta({ id: "TimelineEntry", description: "One entry of a timeline." });
export type TimelineEntry = z.infer<typeof TimelineEntry>;
