import { z } from "zod";
import { given, Id, Key, missing, never, prose, RecordedInstant, Slug, Version } from "../validation/fields.ts";
import { RelationType, Status } from "./codelists/codelists.ts";
import { writtenOf } from "./warning.ts";

const note = prose(2000).nullable().meta({ description: "What the relation rests on, in the analyst's words." });

const record = {
  id: Id,
  from: Id.meta({ description: "The commitment that the type is said of." }),
  to: Id.meta({ description: "The commitment that it is said towards." }),
  type: RelationType,
  note,
  version: Version,
  createdAt: RecordedInstant,
  updatedAt: RecordedInstant,
};

/** The record as the ledger keeps it: part of the aggregate of the commitment that it goes out from. */
export const Relation = z.strictObject(record);
export type Relation = z.infer<typeof Relation>;

export const Direction = z.enum(["outgoing", "incoming"]).meta({
  id: "Direction",
  description: "As seen from the commitment that was asked: outgoing, it is `from`; incoming, it is `to`.",
});

export const RelationView = z
  .strictObject({
    ...record,
    direction: Direction,
    other: z
      .strictObject({ id: Id, slug: Slug, title: z.string(), status: Status })
      .meta({ description: "The commitment at the other end." }),
  })
  .meta({ id: "Relation", description: "How one commitment relates to another." });
export type RelationView = z.infer<typeof RelationView>;

export const RelationWritten = writtenOf(RelationView, "RelationWritten", "A relation as just recorded.");
export type RelationWritten = z.infer<typeof RelationWritten>;

export const NewRelation = z
  .strictObject({
    type: RelationType,
    to: Key.optional().meta({ description: "From this commitment to that one: its id or slug." }),
    from: Key.optional().meta({ description: "Or from that commitment to this one: its id or slug." }),
    note: note.default(null),
  })
  .refine(({ to, from }) => (to === undefined) !== (from === undefined), "give to or from, and only one of them")
  .meta({
    id: "NewRelation",
    ...never(given("to", "from"), missing("to", "from")),
    description: "A relation as written; this commitment is the end that is left out.",
    examples: [{ type: "depends_on", to: "cku-railway" }],
  });
export type NewRelation = z.output<typeof NewRelation>;

/** Types along which no commitment may come back to itself. */
export const acyclic: ReadonlySet<RelationType> = new Set(["part_of", "depends_on", "supersedes"]);

/** Types that say the same from either end. */
export const symmetric: ReadonlySet<RelationType> = new Set(["conflicts_with", "different_from"]);
