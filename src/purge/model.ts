import { z } from "zod";
import { RecordKind } from "../ledger/model.ts";
import { line, RecordedInstant } from "../validation/fields.ts";

const Seq = z.int().min(1);
const reason = line(1000).meta({
  description: "Why: a judgment, a request, a claim. Everybody can read it, so it must not repeat what is purged.",
});

export const PurgeOrder = z.strictObject({ reason }).meta({
  id: "PurgeOrder",
  description: "Why a record is taken out for good.",
  examples: [{ reason: "Right to erasure, request 12 of 3 March 2027" }],
});
export type PurgeOrder = z.infer<typeof PurgeOrder>;

const PurgedRecord = z
  .strictObject({
    kind: RecordKind,
    id: z.string(),
    seq: Seq.meta({ description: "The line of the ledger that says so." }),
    lines: z.array(Seq).meta({ description: "The lines whose data went." }),
  })
  .meta({ id: "PurgedRecord", description: "A record that is gone for good." });

export const PurgeReceipt = z
  .strictObject({
    at: RecordedInstant,
    by: z.string(),
    reason,
    records: z.array(PurgedRecord).meta({ description: "The record, after the parts that went with it." }),
    erased: z.boolean().meta({
      description:
        "Whether the database's own files were written anew, so that no free space of theirs holds anything of it. False: " +
        "that is still under way, could not be done, or is for the operator to do (PostgreSQL): see docs/operations.md.",
    }),
  })
  .meta({ id: "PurgeReceipt", description: "What was taken out of the record for good." });
export type PurgeReceipt = z.infer<typeof PurgeReceipt>;
