import { z } from "zod";
import { Edtf } from "../dates/edtf.ts";
import { AssessmentView, NewAssessment } from "../domain/assessment.ts";
import { DueBasis } from "../domain/codelists/codelists.ts";
import { CommitmentParty, CommitmentView, NewCommitment } from "../domain/commitment.ts";
import { Reading } from "../domain/due.ts";
import { Event, NewEvent } from "../domain/event.ts";
import { MilestoneView, NewMilestone } from "../domain/milestone.ts";
import { NewParty, Party } from "../domain/party.ts";
import { NewQuote, Quote } from "../domain/quote.ts";
import { Direction, NewRelation, RelationView } from "../domain/relation.ts";
import { NewSnapshot, NewSource, SnapshotView, Source } from "../domain/source.ts";
import { WarningCode } from "../domain/warning.ts";
import { Id, Key, Language, line } from "../validation/fields.ts";

/**
 * A line of an import: a commitment with all that it rests on, as an export has it (exchange/model.ts), where any
 * member may be left out. Members that the service computes or sets itself are ignored.
 */

type Shape = Readonly<Record<string, z.ZodType>>;

/** The members of a new record, all optional, and those that are only `answered`, which are ignored. */
function partial(shape: Shape, answered: { shape: Shape } = { shape: {} }) {
  const own = Object.entries(shape).map(([name, field]) => [name, optional(field)]);
  const others = Object.keys(answered.shape).filter((name) => !(name in shape));
  return z.strictObject(Object.fromEntries([...own, ...others.map((name) => [name, z.unknown().optional()])]));
}

function optional(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodDefault || field instanceof z.ZodOptional) return optional(field.unwrap() as z.ZodType);
  return field.optional();
}

const LineDue = z.strictObject({
  text: line(300).nullable().default(null),
  language: Language.nullable().optional(),
  translation: line(300).nullable().optional(),
  edtf: Edtf.nullable().default(null),
  basis: DueBasis.optional(),
  reading: Reading.optional(),
  earliest: z.unknown().optional(),
  latest: z.unknown().optional(),
});
export type LineDue = Pick<
  z.output<typeof LineDue>,
  "text" | "language" | "translation" | "edtf" | "basis" | "reading"
>;

const { code: _, ...partyShape } = NewParty.shape;
const LineParty = partial({ ...CommitmentParty.shape, ...partyShape }, Party);
const CitedParty = partial(NewParty.shape, Party);
const LineQuote = partial({ id: Id, ...NewQuote.shape }, Quote);
const LineSnapshot = partial({ id: Id, ...NewSnapshot.shape }, SnapshotView);
const LineSource = partial({ id: Id, ...NewSource.shape, snapshots: z.array(LineSnapshot).max(1000) }, Source);
const due = LineDue.nullable();
const LineEvent = partial({ id: Id, ...NewEvent.shape, due }, Event);
const LineMilestone = partial({ id: Id, ...NewMilestone.shape, due, originalDue: due }, MilestoneView);
const LineAssessment = partial({ id: Id, ...NewAssessment.shape }, AssessmentView);
const LineRelation = partial(
  { id: Id, ...NewRelation.shape, direction: Direction, other: z.looseObject({ slug: Key }) },
  RelationView,
);

export const ImportLine = partial(
  {
    id: Id,
    ...NewCommitment.shape,
    statusSince: Edtf,
    due,
    statedDue: due,
    originalDue: due,
    parties: z.array(LineParty).min(1).max(100),
    citedParties: z.array(CitedParty).max(1000),
    quotes: z.array(LineQuote).max(100),
    citedQuotes: z.array(LineQuote).max(5000),
    sources: z.array(LineSource).max(1000),
    events: z.array(LineEvent).max(2000),
    milestones: z.array(LineMilestone).max(500),
    assessments: z.array(LineAssessment).max(500),
    relations: z.array(LineRelation).max(500),
  },
  CommitmentView,
);

/** What became of a line. */
const Action = z.enum(["created", "updated", "unchanged", "failed"]).meta({
  id: "ImportAction",
  description: "What an import does with a line; `updated` may mean a party, source or event that came with it.",
});

const LineFault = z
  .strictObject({
    line: z
      .int()
      .min(1)
      .meta({ description: "The line of the file, from 1; in CSV, the one on which the row begins." }),
    pointer: z.string().meta({ description: "JSON Pointer (RFC 6901) into the line's commitment." }),
    column: z.string().exactOptional().meta({ description: "In CSV, the column." }),
    code: z.string(),
    detail: z.string(),
    allowed: z
      .array(z.string())
      .exactOptional()
      .meta({ description: "What would have been accepted: said once, with the first of the faults that share it." }),
  })
  .meta({ id: "ImportFault", description: "One thing wrong in a line." });
export type LineFault = z.infer<typeof LineFault>;

const LineWarning = LineFault.omit({ allowed: true })
  .extend({ code: WarningCode })
  .meta({ id: "ImportWarning", description: "One thing in a line that was taken but deserves a second look." });
export type LineWarning = z.infer<typeof LineWarning>;

export const LineReport = z
  .strictObject({
    line: z.int().min(1),
    action: Action,
    id: Id.nullable(),
    slug: z.string().nullable(),
    version: z.int().nullable().meta({ description: "Of the commitment, after it." }),
    errors: z.array(LineFault).meta({ description: "What is wrong with it: the first 20 faults." }),
    errorsOmitted: z.int().min(1).exactOptional().meta({ description: "How many more there are, if any." }),
    warnings: z
      .array(LineWarning)
      .exactOptional()
      .meta({ description: "What was taken but deserves a second look, if there is any: the first 20." }),
  })
  .meta({ id: "ImportLineReport", description: "What became of one line." });
export type LineReport = z.infer<typeof LineReport>;

const count = z.int().min(0);
export const ImportReport = z
  .strictObject({
    dryRun: z.boolean(),
    committed: z
      .boolean()
      .meta({ description: "Whether anything was written: not in a dry run, nor when a line failed." }),
    lines: count,
    created: count,
    updated: count,
    unchanged: count,
    failed: count,
    errors: z
      .array(LineFault)
      .meta({ description: "What is wrong with the lines that failed: as much as fits in 24 kB." }),
    errorsOmitted: count.meta({ description: "How many more there are." }),
    warnings: z
      .array(LineWarning)
      .exactOptional()
      .meta({ description: "What was taken but deserves a second look, if there is any: as much as fits in 24 kB." }),
    warningsOmitted: z.int().min(1).exactOptional().meta({ description: "How many more there are, if any." }),
    stopped: z.boolean().meta({ description: "Whether reading stopped early, since 1000 lines had failed." }),
  })
  .meta({ id: "ImportReport", description: "What an import did, or would do." });
export type ImportReport = z.infer<typeof ImportReport>;
