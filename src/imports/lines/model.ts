import { z } from "zod";
import { CommitmentAnswer } from "../../commitments/embed.ts";
import { EventLabelled } from "../../commitments/events/model.ts";
import { Edtf } from "../../dates/edtf.ts";
import { AssessmentView, NewAssessment } from "../../domain/assessment.ts";
import { CommitmentType, DueBasis, Firmness } from "../../domain/codelists/codelists.ts";
import { NewCommitment } from "../../domain/commitment.ts";
import { CommitmentParty } from "../../domain/commitment-party.ts";
import { Reading } from "../../domain/due.ts";
import { mostParties, NewEvent } from "../../domain/event.ts";
import { MilestoneView, NewMilestone } from "../../domain/milestone.ts";
import { NewParty, Party } from "../../domain/party.ts";
import { NewQuote, Quote } from "../../domain/quote.ts";
import { Direction, NewRelation, RelationView } from "../../domain/relation.ts";
import { NearestPassage, NewSnapshot, NewSource, SnapshotView, Source } from "../../domain/source.ts";
import { WarningCode } from "../../domain/warning.ts";
import { Id, Key, Language, PartyRef, line as words } from "../../validation/fields.ts";
import { many } from "../../validation/parameters.ts";

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
  text: words(300).nullable().default(null),
  language: Language.nullable().optional(),
  translation: words(300).nullable().optional(),
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
const LineEvent = partial({ id: Id, ...NewEvent.shape, due }, EventLabelled);
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
    parties: z.array(LineParty).min(1).max(mostParties),
    citedParties: z.array(CitedParty).max(1000),
    quotes: z.array(LineQuote).max(100),
    citedQuotes: z.array(LineQuote).max(5000),
    sources: z.array(LineSource).max(1000),
    events: z.array(LineEvent).max(2000),
    milestones: z.array(LineMilestone).max(500),
    assessments: z.array(LineAssessment).max(500),
    relations: z.array(LineRelation).max(500),
  },
  CommitmentAnswer,
);

/** What a line may do. */
export const ImportMode = z.enum(["create", "update", "upsert"]).meta({
  id: "ImportMode",
  description:
    "`create`: a commitment that is there already is a fault; `update`: one that is not; `upsert`: either will do.",
});
export type ImportMode = z.infer<typeof ImportMode>;

/** What an importer says of new commitments whose lines do not. */
export const defaults = {
  defaultFirmness: Firmness.optional().meta({
    description: "The firmness of new commitments whose lines leave it out.",
  }),
  defaultType: CommitmentType.optional().meta({ description: "Likewise their type." }),
  defaultStatedOn: Edtf.optional().meta({ description: "Likewise when they were said (EDTF)." }),
  defaultPromisor: PartyRef.optional().meta({ description: "The promisor of those whose lines name none." }),
};
export const Defaults = z.object(defaults);
export type Defaults = z.infer<typeof Defaults>;

export const Organisations = many(
  z.string().regex(/^.+:[A-Za-z0-9-]+$/, "write `identifier:code`, such as XM-DAC-5-1:CAN"),
)
  .optional()
  .meta({
    description:
      "Of IATI: the parties that organisations are, by identifier (`ref`) or name: `XM-DAC-5-1:CAN`. Others are named by the code of a party.",
  });

/** The code of each organisation that is named in such a list. */
export function codesOf(organisations: readonly string[] = []): ReadonlyMap<string, string> {
  return new Map(
    organisations.map((pair) => [pair.slice(0, pair.lastIndexOf(":")), pair.slice(pair.lastIndexOf(":") + 1)]),
  );
}

/** What became of a line. */
const Action = z.enum(["created", "updated", "unchanged", "failed"]).meta({
  id: "ImportAction",
  description: "What an import does with a line; `updated` may mean a party, source or event that came with it.",
});

const line = z.int().min(1).meta({
  description: "The line of the file, from 1; in a sheet, the one on which the row begins; of IATI, the activity.",
});
const row = z
  .int()
  .min(1)
  .exactOptional()
  .meta({ description: "In a sheet, the row: its header is row 1, and rows without a value count." });
const changed = z.array(z.string()).meta({
  description:
    "What changes: members of the commitment, and `events`, `sources` and the like where records of them do.",
});

const LineFault = z
  .strictObject({
    line,
    row,
    pointer: z.string().meta({ description: "JSON Pointer (RFC 6901) into the line's commitment." }),
    column: z.string().exactOptional().meta({ description: "In a sheet, the column; of IATI, the element." }),
    code: z.string(),
    detail: z.string(),
    allowed: z
      .array(z.string())
      .exactOptional()
      .meta({ description: "What would have been accepted: said once, with the first of the faults that share it." }),
    nearest: NearestPassage.nullable().exactOptional().meta({
      description:
        "Of words that are not in their source: its most similar passage, if any; left out beyond 1000 characters.",
    }),
  })
  .meta({ id: "ImportFault", description: "One thing wrong in a line." });
export type LineFault = z.infer<typeof LineFault>;

const LineWarning = LineFault.omit({ allowed: true })
  .extend({ code: WarningCode })
  .meta({ id: "ImportWarning", description: "One thing in a line that was taken but deserves a second look." });
export type LineWarning = z.infer<typeof LineWarning>;

export const LineReport = z
  .strictObject({
    line,
    row,
    action: Action,
    id: Id.nullable(),
    slug: z.string().nullable(),
    version: z.int().nullable().meta({ description: "Of the commitment, after it." }),
    changed: changed.exactOptional(),
    errors: z.array(LineFault).meta({ description: "What is wrong with it: the first 20 faults." }),
    errorsOmitted: z.int().min(1).exactOptional().meta({ description: "How many more there are, if any." }),
    warnings: z
      .array(LineWarning)
      .exactOptional()
      .meta({ description: "What was taken but deserves a second look, if there is any: the first 20." }),
  })
  .meta({ id: "ImportLineReport", description: "What became of one line." });
export type LineReport = z.infer<typeof LineReport>;

const Changed = z
  .strictObject({ line, row, slug: z.string(), changed })
  .meta({ id: "ImportChange", description: "What a line changes of a commitment that is there." });

const count = z.int().min(0);
export const ImportReport = z
  .strictObject({
    dryRun: z.boolean(),
    committed: z
      .boolean()
      .meta({ description: "Whether anything was written: not in a dry run, nor when a line failed." }),
    changeSet: z
      .int()
      .nullable()
      .meta({ description: "The change set that it made, by which it can be undone; null: none." }),
    lines: count,
    created: count,
    updated: count,
    unchanged: count,
    failed: count,
    errors: z
      .array(LineFault)
      .meta({ description: "What is wrong with the lines that failed: as much as fits in 24 kB." }),
    errorsOmitted: count.meta({ description: "How many more there are." }),
    changes: z
      .array(Changed)
      .meta({ description: "What the lines that were `updated` change: the first 100 of them." }),
    changesOmitted: count.meta({ description: "How many more there are." }),
    warnings: z
      .array(LineWarning)
      .exactOptional()
      .meta({ description: "What was taken but deserves a second look, if there is any: as much as fits in 24 kB." }),
    warningsOmitted: z.int().min(1).exactOptional().meta({ description: "How many more there are, if any." }),
    stopped: z.boolean().meta({ description: "Whether reading stopped early, since 1000 lines had failed." }),
  })
  .meta({ id: "ImportReport", description: "What an import did, or would do." });
export type ImportReport = z.infer<typeof ImportReport>;
