import { z } from "zod";
import { Edtf } from "../dates/edtf.ts";
import { Bound, Id, line, patchOf, prose, RecordedInstant, Version } from "../validation/fields.ts";
import { MilestoneState, Timeliness } from "./codelists/codelists.ts";
import { Due, NewDue } from "./due.ts";
import { Evidence, NewEvidence } from "./event.ts";
import { Slippage } from "./lateness.ts";

const fields = {
  title: line(500),
  test: prose(2000).nullable().meta({ description: "What evidence would show that it is met." }),
  weight: z.number().positive().max(1000).meta({ description: "Its share in progress, against the other milestones." }),
  state: MilestoneState,
  occurrence: Edtf.nullable().meta({
    description: "Of a recurring promise: the window of the occurrence that it stands for (EDTF).",
  }),
  metOn: Edtf.nullable().meta({ description: "When it was met, or partly met (EDTF)." }),
};

const record = {
  id: Id,
  commitmentId: Id,
  ...fields,
  due: Due.nullable(),
  originalDue: Due.nullable().meta({ description: "Its first due date; a later `due` does not change it." }),
  metEarliest: Bound,
  metLatest: Bound,
  evidence: z.array(Evidence),
  version: Version,
  createdAt: RecordedInstant,
  updatedAt: RecordedInstant,
};

/** The record as the ledger keeps it; the day-dependent values are added when it is answered. */
export const Milestone = z.strictObject(record);
export type Milestone = z.infer<typeof Milestone>;

/** Fields that came later, as they were in milestones from before. */
export const plainMilestone = { occurrence: null } satisfies Partial<Milestone>;

export const MilestoneView = z
  .strictObject({ ...record, timeliness: Timeliness, slippage: Slippage.nullable() })
  .meta({ id: "Milestone", description: "One criterion by which completion can be checked." });

export type MilestoneView = z.infer<typeof MilestoneView>;

export const NewMilestone = z
  .strictObject({
    title: fields.title,
    test: fields.test.default(null),
    weight: fields.weight.default(1),
    due: NewDue.nullable().default(null),
    originalDue: NewDue.nullable().optional().meta({
      description:
        "Its first due date, where that was another, or to correct it. Left out, it stays (at first: `due`).",
    }),
    state: fields.state.default("scheduled"),
    metOn: fields.metOn.default(null),
    occurrence: fields.occurrence.default(null),
    evidence: z.array(NewEvidence).max(50).default([]),
  })
  .meta({
    id: "NewMilestone",
    description: "A milestone as written.",
    examples: [{ title: "Cultural center opened in Bishkek", state: "met", metOn: "2023-10-25" }],
  });
export type NewMilestone = z.output<typeof NewMilestone>;

export const MilestonePatch = patchOf(NewMilestone, "MilestonePatch", "Changes to a milestone (JSON Merge Patch).");
