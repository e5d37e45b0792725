import { z } from "zod";
import { Id, RecordedInstant, Version } from "../fields.ts";

export const Difference = z
  .strictObject({
    op: z.enum(["add", "replace", "remove"]),
    path: z
      .string()
      .meta({ description: "JSON Pointer into the aggregate: /status, /events/{id}/date, /quotes/{id}/anchor." }),
    from: z.unknown().optional().meta({ description: "The value before; absent for add." }),
    to: z.unknown().optional().meta({ description: "The value after; absent for remove." }),
  })
  .meta({ id: "Difference", description: "One field that changed." });
export type Difference = z.infer<typeof Difference>;

export const Revision = z
  .strictObject({
    commitmentId: Id,
    version: Version,
    seq: z.int().meta({ description: "Its number in the ledger." }),
    action: z.enum(["create", "update", "delete", "restore"]),
    recordedAt: RecordedInstant,
    recordedBy: z.string(),
    diff: z.array(Difference),
    hash: z.string().meta({ description: "SHA-256 of the ledger line, over the hash of the line before it." }),
  })
  .meta({
    id: "Revision",
    description: "One version of a commitment's whole aggregate: what changed, when and by whom.",
  });
export type Revision = z.infer<typeof Revision>;
