import { z } from "zod";
import { Warning } from "../domain/warning.ts";
import { Reason } from "../http/reason.ts";

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

export const BatchReport = z
  .strictObject({
    dryRun: z.boolean(),
    changeSet: z
      .int()
      .nullable()
      .meta({ description: "The change set that it made, by which it can be undone; null: none." }),
    results: z.array(BatchResult).meta({ description: "One for each operation, in their order." }),
  })
  .meta({ id: "BatchReport", description: "What a batch did, or would do." });
export type BatchReport = z.infer<typeof BatchReport>;
