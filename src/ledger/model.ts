import { z } from "zod";
import type { Kind } from "../store/port/entities.ts";
import { Id, RecordedInstant, Version } from "../validation/fields.ts";

export const RecordKind = z
  .enum([
    "party",
    "source",
    "snapshot",
    "quote",
    "commitment",
    "event",
    "milestone",
    "assessment",
    "relation",
  ] satisfies Kind[])
  .meta({ id: "RecordKind", description: "A kind of record that the ledger revises." });
export const Action = z.enum(["create", "update", "delete", "restore", "purge"]);
const Seq = z.int().min(0);
const Hash = z.string().meta({ description: "SHA-256, in hex." });

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
    action: Action,
    recordedAt: RecordedInstant,
    recordedBy: z.string(),
    reason: z.string().nullable().meta({ description: "Why, as whoever wrote it said." }),
    diff: z.array(Difference),
    hash: z.string().meta({ description: "SHA-256 of the ledger line, over the hash of the line before it." }),
  })
  .meta({
    id: "Revision",
    description: "One version of a commitment's whole aggregate: what changed, when and by whom.",
  });
export type Revision = z.infer<typeof Revision>;

export const LedgerHead = z
  .strictObject({
    seq: Seq.meta({ description: "Number of the newest line; 0 while there is none." }),
    at: RecordedInstant.nullable(),
    hash: Hash,
  })
  .meta({ id: "LedgerHead", description: "The newest line of the ledger. Its hash stands for everything before it." });

export const LedgerLine = z
  .strictObject({
    seq: Seq.meta({ description: "Lines are numbered 1, 2, 3, ... in the order in which they were written." }),
    tx: Seq.meta({
      description: "Number of the first line of the same write: these lines came together or not at all.",
    }),
    changeSet: Seq.meta({
      description:
        "Number of the first line of what was committed as one: `tx`, or that of the first write of an import.",
    }),
    at: RecordedInstant,
    by: z.string().meta({ description: "Who wrote it." }),
    reason: z
      .string()
      .exactOptional()
      .meta({ description: "Why, if the writer said (`Servanda-Reason`). It is hashed, too." }),
    op: Action,
    kind: RecordKind,
    id: z.string().meta({ description: "The record's id; of a party, its code." }),
    commitmentId: Id.nullable().meta({ description: "The commitment whose aggregate the record belongs to." }),
    version: Version,
    data: z.record(z.string(), z.unknown()).meta({
      description:
        "The whole record as of this version; of a deleted one, as it was last; empty where it was purged. Of a line whose " +
        "`op` is `purge`: its `reason`, and `purged`, the numbers of the lines whose data it took away.",
    }),
    hash: Hash,
    previous: Hash.meta({ description: "The hash of the line before it; empty for the first." }),
    purged: z.literal(true).exactOptional().meta({
      description:
        "What this line said was taken away for good, as a later line with the `op` purge says; its hash stays.",
    }),
    withheld: z.literal(true).exactOptional().meta({
      description:
        "A line of version 0.1.0, hashed with the text of a snapshot that is not shown here: see docs/ledger.md.",
    }),
  })
  .meta({ id: "LedgerLine", description: "One change of one record, hashed over the line before it." });
export type LedgerLine = z.infer<typeof LedgerLine>;

export const Changes = z
  .strictObject({
    data: z.array(LedgerLine),
    page: z
      .strictObject({
        limit: z.int(),
        next: z
          .string()
          .nullable()
          .meta({ description: "`since` of the next page; null when this one reaches the head." }),
        count: z.null(),
        cutsTransaction: z.literal(true).exactOptional().meta({
          description: "The write of the last line was too long for the page and goes on, on the next one.",
        }),
      })
      .meta({ id: "ChangesPage", description: "Where a page stands in the ledger." }),
    head: LedgerHead,
  })
  .meta({ id: "Changes", description: "Lines of the ledger in order, and the head up to which it was read." });
export type Changes = z.infer<typeof Changes>;
