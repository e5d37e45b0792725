import { z } from "zod";
import { CommitmentView } from "../domain/commitment.ts";
import { Warning } from "../domain/warning.ts";
import { Reason } from "../http/reason.ts";
import { Difference } from "../ledger/model.ts";
import { Id, Slug } from "../validation/fields.ts";

/** Nothing else that is dispatched by an address: no dots that lead out of these, encoded or not, and no searches. */
const paths =
  /^\/v1\/(?:commitments|sources|quotes|parties)(?!\/search$|.*\/quotes\/check$)(?:\/(?!\.{1,2}(?:\/|$))(?:[\w.~$-]|%(?!2[eE])[\dA-Fa-f]{2})+)*$/;

export const Operation = z
  .strictObject({
    op: z.enum(["POST", "PUT", "PATCH", "DELETE"]).meta({ description: "The method." }),
    path: z
      .string()
      .max(500)
      .regex(
        paths,
        "must be an address of commitments, sources, quotes or parties, such as /v1/commitments/cku-railway",
      )
      .meta({
        description:
          "The address of a record, or of what takes new ones. `$0` in it is the id of what operation 0 made.",
        examples: ["/v1/commitments/$0/events"],
      }),
    body: z.unknown().optional().meta({
      description: 'As that address takes it. `{"$ref": 0}` anywhere in it is the id of what operation 0 made.',
    }),
    ifMatch: z.int().min(1).optional().meta({ description: "The version that a change is meant for." }),
  })
  .meta({ id: "BatchOperation", description: "One of the requests that are done as one." });
export type Operation = z.output<typeof Operation>;

export const Batch = z
  .strictObject({
    operations: z.array(Operation).min(1).max(1000),
    dryRun: z.boolean().default(false).meta({ description: "Do the same, then take it back: nothing is written." }),
    effects: z.boolean().default(false).meta({ description: "Tell what the commitments become by it." }),
    reason: Reason,
  })
  .meta({
    id: "Batch",
    description: "Requests that are done in order, in one transaction.",
    examples: [
      {
        operations: [
          { op: "PATCH", path: "/v1/commitments/cku-railway", body: { tags: ["rail"] }, ifMatch: 1 },
          { op: "DELETE", path: "/v1/commitments/ferry-line" },
        ],
      },
    ],
  });

export const BatchResult = z
  .strictObject({
    status: z.int().meta({ description: "As the request alone would be answered." }),
    id: z
      .string()
      .nullable()
      .meta({ description: "Of the record: its id, or a party's code; null where it was deleted." }),
    slug: z.string().nullable(),
    version: z.int().nullable(),
    warnings: z.array(Warning).exactOptional(),
  })
  .meta({ id: "BatchResult", description: "What became of one operation." });
export type BatchResult = z.infer<typeof BatchResult>;

const Outcome = CommitmentView.pick({
  ...{ status: true, statusSince: true, firmness: true, due: true, timeliness: true, slippage: true, fulfilment: true },
});

export const BatchEffect = z
  .strictObject({
    id: Id,
    slug: Slug,
    title: z.string(),
    before: Outcome.nullable().meta({ description: "Null for one that the batch makes." }),
    after: Outcome.nullable().meta({ description: "Null for one that it deletes." }),
    diff: z
      .array(Difference)
      .meta({ description: "What becomes another of a commitment that stays: all members, as answered." }),
  })
  .meta({ id: "BatchEffect", description: "What a commitment becomes by a batch." });
export type BatchEffect = z.infer<typeof BatchEffect>;

export const BatchReport = z
  .strictObject({
    dryRun: z.boolean(),
    changeSet: z
      .int()
      .nullable()
      .meta({ description: "The change set that it made, by which it can be undone; null: none." }),
    effects: z
      .array(BatchEffect)
      .exactOptional()
      .meta({ description: "Each commitment that is written to, with its parts; only if `effects` was asked for." }),
    results: z.array(BatchResult).meta({ description: "One for each operation, in their order." }),
  })
  .meta({ id: "BatchReport", description: "What a batch did, or would do." });
export type BatchReport = z.infer<typeof BatchReport>;
