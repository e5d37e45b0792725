import { z } from "zod";
import { Edtf } from "../dates/edtf.ts";
import {
  Bound,
  given,
  Id,
  Key,
  line,
  never,
  PartyRef,
  patchOf,
  prose,
  RecordedInstant,
  Version,
} from "../validation/fields.ts";
import { Amount } from "./amount.ts";
import { EventKind, EventType, Firmness, Status } from "./codelists/codelists.ts";
import { Due, NewDue } from "./due.ts";
import { QuoteWords } from "./quote.ts";

/** As many as a commitment has. */
export const mostParties = 1000;

export const Evidence = z
  .strictObject({ sourceId: Id, quoteId: Id.nullable() })
  .meta({ id: "Evidence", description: "The source, and the words in it, that show something." });
export type Evidence = z.infer<typeof Evidence>;

export const NewEvidence = z
  .strictObject({
    sourceId: Key.meta({ description: "The source's id or slug." }),
    quoteId: Id.nullable().default(null).meta({ description: "A quote of that source." }),
    quote: QuoteWords.optional().meta({
      description: "Or the words themselves: found among the source's quotes, or added to them.",
    }),
  })
  .refine((evidence) => evidence.quoteId === null || evidence.quote === undefined, "give quoteId or quote, not both")
  .meta({
    id: "NewEvidence",
    description: "Evidence as written.",
    ...never(given("quoteId", "quote")),
    examples: [{ sourceId: "joint-declaration-2023" }],
  });
export type NewEvidence = z.output<typeof NewEvidence>;

const fields = {
  type: EventType,
  date: Edtf.meta({ description: "When it happened (EDTF)." }),
  effectiveOn: Edtf.nullable().meta({ description: "When it takes effect, where that is another day (EDTF)." }),
  title: line(500),
  description: prose(10_000).nullable(),
  parties: z
    .array(PartyRef)
    .max(mostParties)
    .meta({
      description:
        "The parties of the commitment whose act alone it is; it moves their participation, not the status. Empty: of no party in particular.",
      examples: [["USA"]],
    }),
  amount: Amount.nullable().meta({
    description: "Of funding_pledged, funding_committed and funding_disbursed: how much.",
  }),
  firmness: Firmness.nullable().meta({ description: "How firm the words were, for a statement." }),
  supersedes: Id.nullable().meta({ description: "The event of this commitment that this one corrects." }),
};

export const Event = z
  .strictObject({
    id: Id,
    commitmentId: Id,
    type: fields.type,
    kind: EventKind,
    date: fields.date,
    earliest: Bound,
    latest: Bound,
    effectiveOn: fields.effectiveOn,
    title: fields.title,
    description: fields.description,
    parties: fields.parties,
    status: Status.nullable().meta({ description: "The status that it gives; null: none." }),
    due: Due.nullable().meta({ description: "The due date that it sets; null: leaves it." }),
    firmness: fields.firmness,
    amount: fields.amount,
    evidence: z.array(Evidence),
    supersedes: fields.supersedes,
    recordedAt: RecordedInstant,
    recordedBy: z.string(),
    updatedAt: RecordedInstant,
    version: Version,
  })
  .meta({ id: "Event", description: "One dated entry of a commitment's timeline." });
export type Event = z.infer<typeof Event>;

/** Fields that came later, as they were in events from before. */
export const plainEvent = { parties: [], amount: null } satisfies Partial<Event>;

export const NewEvent = z
  .strictObject({
    type: fields.type,
    date: fields.date,
    effectiveOn: fields.effectiveOn.default(null),
    title: fields.title,
    description: fields.description.default(null),
    parties: fields.parties.default([]),
    status: Status.nullable().optional().meta({
      description: "The status that it gives. Left out: what its type implies; null, or of some parties: none.",
    }),
    due: NewDue.nullable().default(null),
    firmness: fields.firmness.default(null),
    amount: fields.amount.default(null),
    evidence: z.array(NewEvidence).max(50).default([]),
    supersedes: fields.supersedes.default(null),
  })
  .meta({
    id: "NewEvent",
    description: "An event as written.",
    examples: [{ type: "signed", date: "2024-06-06", title: "Trilateral intergovernmental agreement signed" }],
  });
export type NewEvent = z.output<typeof NewEvent>;

export const EventPatch = patchOf(NewEvent, "EventPatch", "Changes to an event (JSON Merge Patch).");
