import { z } from "zod";
import { Reason } from "../http/reason.ts";
import { Action, Difference, RecordKind } from "../ledger/model.ts";
import { Id, RecordedInstant } from "../validation/fields.ts";

const number = z.int().min(1);

export const ChangeSetView = z
  .strictObject({
    id: number.meta({ description: "The number of its first line in the ledger." }),
    through: number.meta({ description: "The number of its last line: all between belong to it." }),
    at: RecordedInstant,
    by: z.string().meta({ description: "Who made it." }),
    reason: z.string().nullable().meta({ description: "Why, if that was said." }),
    lines: number.meta({ description: "How many lines it has: one for each new version of a record." }),
    counts: z
      .array(
        z.strictObject({
          kind: RecordKind,
          op: Action,
          lines: number,
        }),
      )
      .meta({ description: "How many lines of each kind of record do what." }),
  })
  .meta({
    id: "ChangeSet",
    description: "What was committed as one: a write, or all that an import or a batch wrote.",
  });
export type ChangeSetView = z.infer<typeof ChangeSetView>;

export const ChangedRecord = z
  .strictObject({
    seq: number,
    op: Action,
    kind: RecordKind,
    id: z.string().meta({ description: "The record's id; of a party, its code." }),
    slug: z.string().nullable(),
    commitmentId: Id.nullable().meta({ description: "The commitment that it belongs to." }),
    version: z.int(),
    diff: z.array(Difference).meta({ description: "What it changed of the record; of one that was purged, nothing." }),
  })
  .meta({ id: "ChangedRecord", description: "One line of a change set." });
export type ChangedRecord = z.infer<typeof ChangedRecord>;

export const Reverting = z
  .strictObject({ reason: Reason })
  .meta({ id: "Reverting", description: "Why a change set is reverted." });

export const Reverted = z
  .strictObject({
    reverts: number.meta({ description: "The change set that was reverted." }),
    changeSet: number.nullable().meta({ description: "The change set that reverts it; null in a dry run." }),
    dryRun: z.boolean(),
    deleted: z
      .int()
      .meta({ description: "How many records were deleted, since it had made them or brought them back." }),
    restored: z.int().meta({ description: "How many it had deleted, and are there again." }),
    updated: z.int().meta({ description: "How many have the values that they had before." }),
  })
  .meta({ id: "Reverted", description: "What the reverting of a change set did, or would do." });
export type Reverted = z.infer<typeof Reverted>;
