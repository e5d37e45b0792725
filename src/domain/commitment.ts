import { z } from "zod";
import { Edtf, PlainDate } from "../dates/edtf.ts";
import { Bound, Id, line, PartyCode, patchOf, prose, RecordedInstant, Slug, Version } from "../validation/fields.ts";
import { Amounts } from "./amount.ts";
import { NewAssessment } from "./assessment.ts";
import {
  CommitmentType,
  Corroboration,
  EventType,
  Firmness,
  Fulfilment,
  Status,
  Testability,
  Timeliness,
} from "./codelists/codelists.ts";
import { CommitmentParty } from "./commitment-party.ts";
import { Condition, NewCondition } from "./condition.ts";
import { Due, NewDue } from "./due.ts";
import { mostParties, NewEvent } from "./event.ts";
import { Slippage } from "./lateness.ts";
import { NewMilestone } from "./milestone.ts";
import { NewQuote } from "./quote.ts";
import { Recurrence } from "./recurrence.ts";
import { NewRelation } from "./relation.ts";
import { NewTarget, Target } from "./target.ts";

export const Sector = z.strictObject({ vocabulary: line(50), code: line(50) }).meta({
  id: "Sector",
  description: "A code of a sector vocabulary.",
  examples: [{ vocabulary: "OECD-DAC", code: "16066" }],
});

export const Point = z
  .strictObject({
    type: z.literal("Point"),
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
  })
  .meta({
    id: "Point",
    description: "A GeoJSON point (RFC 7946): longitude (-180 to 180), latitude (-90 to 90).",
    examples: [{ type: "Point", coordinates: [78.4, 41.4] }],
  });

/** What a filter can name: `?tag=a,!b` gives a comma and a leading `!` a meaning. */
const Tag = line(60).regex(/^[^!,][^,]*$/, "a tag has no comma, and does not begin with !");

const fields = {
  slug: Slug,
  title: line(300),
  summary: prose(10_000).nullable(),
  type: CommitmentType,
  parties: z.array(CommitmentParty).min(1).max(mostParties),
  firmness: Firmness,
  statedOn: Edtf.meta({ description: "When it was said (EDTF)." }),
  sectors: z.array(Sector).max(20),
  tags: z.array(Tag).max(50),
  location: Point.nullable(),
  reviewedOn: PlainDate.nullable().meta({
    description: "Sources were searched up to this day, whatever was found; null: nobody has looked.",
  }),
  nextReviewOn: PlainDate.nullable().meta({ description: "When somebody is to look again." }),
  testability: Testability.nullable().meta({ description: "null: nobody has judged it." }),
};

const computed = {
  progress: z.number().min(0).max(1).nullable().meta({
    description:
      "How far its unconditional targets are, where any was measured; else the share of the milestones' weight that is met; null without either.",
  }),
  fulfilment: Fulfilment.meta({
    description: "That of the latest assessment in force of the commitment as a whole, whoever made it.",
  }),
  corroboration: Corroboration,
  restatements: z.int().min(0).meta({ description: "How many times the promise was repeated." }),
  amounts: z.array(Amounts).meta({ description: "The money that its events tell of, for each currency by itself." }),
};

const FulfilmentByOrigin = z
  .strictObject({ selfReported: Fulfilment, counterpart: Fulfilment, independent: Fulfilment })
  .meta({
    id: "FulfilmentByOrigin",
    description: "That of the latest assessment in force of each origin, side by side.",
  });

const effect = {
  event: Id,
  type: EventType,
  title: z.string(),
  date: Edtf.meta({ description: "When it was done (EDTF)." }),
  effectiveOn: Edtf.meta({ description: "When it takes effect (EDTF): from the first day on which it may." }),
  status: Status.nullable().meta({ description: "The status that it gives then." }),
  parties: z.array(PartyCode).meta({ description: "Whose act alone it is; empty: of nobody in particular." }),
};
const Upcoming = z.strictObject(effect).meta({ id: "Upcoming", description: "An act that is still to take effect." });

/** An act that takes effect later than it was done, as kept: known from one day on, and in effect from another. */
const Effect = z.strictObject({ ...effect, knownFrom: z.string(), turnsOn: z.string() });
export type Effect = z.infer<typeof Effect>;

/** What records from before some fields hold in them. */
export const plainCommitment = {
  effects: [] as Effect[],
  reviewedOn: null,
  nextReviewOn: null,
  testability: null,
  conditions: [] as Condition[],
  targets: [] as Target[],
  recurrence: null,
  amounts: [] as Amounts[],
  fulfilmentSelfReported: "not_assessed",
  fulfilmentCounterpart: "not_assessed",
  fulfilmentIndependent: "not_assessed",
} as const;

const dates = {
  status: Status,
  statusSince: Edtf,
  statusSinceEarliest: Bound,
  statusSinceLatest: Bound,
  statedOn: fields.statedOn,
  statedEarliest: Bound,
  statedLatest: Bound,
  due: Due.nullable(),
  originalDue: Due.nullable().meta({
    description:
      "The due date that the words gave, or else the first that an event set. What happens later does not change it.",
  }),
};

const ending = {
  sectors: fields.sectors,
  tags: fields.tags,
  location: fields.location,
  reviewedOn: fields.reviewedOn,
  nextReviewOn: fields.nextReviewOn,
  testability: fields.testability,
  conditions: z.array(Condition),
  targets: z.array(Target).meta({ description: "The numbers that it promises, with what was measured by the day." }),
  recurrence: Recurrence.nullable().meta({
    description: "How often it is to be kept; its occurrences are milestones.",
  }),
  version: Version,
  createdAt: RecordedInstant,
  updatedAt: RecordedInstant,
};
const beginning = {
  id: Id,
  slug: fields.slug,
  title: fields.title,
  summary: fields.summary,
  type: fields.type,
  parties: fields.parties,
  firmness: fields.firmness,
};

/** A commitment as answered: the record, and what follows from it on the day of asking. */
export const CommitmentView = z
  .strictObject({
    ...beginning,
    ...dates,
    timeliness: Timeliness,
    unverified: z.boolean().meta({
      description: "It is overdue by the record, and nobody has looked since it fell due, nor is to: see `reviewedOn`.",
    }),
    slippage: Slippage.nullable(),
    ...computed,
    fulfilmentByOrigin: FulfilmentByOrigin,
    upcoming: z
      .array(Upcoming)
      .meta({ description: "What has been done and is still to take effect, the next first." }),
    ...ending,
  })
  .meta({ id: "Commitment", description: "What a state or its official publicly said it would do." });
export type CommitmentView = z.infer<typeof CommitmentView>;

/**
 * The record as the ledger keeps it. `statedDue` is the due date said with the promise, below those that events set;
 * `done` is when it was done, which lateness is computed from; `effects` are of all days, `upcoming` those to come;
 * `quotes` are ids.
 */
export const Commitment = z.strictObject({
  ...beginning,
  ...dates,
  statedDue: Due.nullable(),
  done: z.strictObject({ edtf: z.string(), earliest: Bound, latest: Bound }).nullable(),
  ...computed,
  fulfilmentSelfReported: Fulfilment,
  fulfilmentCounterpart: Fulfilment,
  fulfilmentIndependent: Fulfilment,
  effects: z.array(Effect),
  quotes: z.array(Id),
  ...ending,
});
export type Commitment = z.infer<typeof Commitment>;

const QuoteLink = z.strictObject({ id: Id }).meta({
  id: "QuoteLink",
  description: "A quote that is recorded already.",
  examples: [{ id: "01981f6e-1c00-7aaa-8000-000000000001" }],
});

const writable = {
  slug: Slug.optional().meta({ description: "Made from the title when left out." }),
  title: fields.title,
  summary: fields.summary.default(null),
  type: fields.type,
  parties: fields.parties,
  firmness: fields.firmness,
  statedOn: fields.statedOn,
  due: NewDue.nullable().default(null).meta({
    description: "The due date in force. Another than now records an event `due_changed`.",
  }),
  originalDue: NewDue.nullable()
    .optional()
    .meta({
      description:
        "What the words of the promise said. A mistake in it is corrected here, without an event; left out, it stays " +
        "(in a new commitment: `due`).",
    }),
  sectors: fields.sectors.default([]),
  tags: fields.tags.default([]),
  location: fields.location.default(null),
  reviewedOn: fields.reviewedOn.default(null),
  nextReviewOn: fields.nextReviewOn.default(null),
  testability: fields.testability.default(null),
  conditions: z.array(NewCondition).max(50).default([]),
  targets: z.array(NewTarget).max(100).default([]),
  recurrence: Recurrence.nullable().default(null),
  quotes: z
    .array(z.union([QuoteLink, NewQuote]))
    .max(100)
    .default([]),
};

const move = {
  status: Status.optional().meta({ description: "Another status than now records a `status_changed` event." }),
  statusChangedOn: Edtf.optional().meta({ description: "The date of that event; today when left out (EDTF)." }),
  statusNote: prose(10_000).optional().meta({ description: "The description of that event." }),
};

/** What PUT replaces; POST adds the timeline so far. */
export const CommitmentBody = z.strictObject({ ...writable, ...move }).meta({
  id: "CommitmentBody",
  description: "A commitment as written; a changed due date or status is recorded as an event.",
});
export type CommitmentBody = z.output<typeof CommitmentBody>;

export const NewCommitment = CommitmentBody.extend({
  events: z.array(NewEvent).max(500).default([]),
  milestones: z.array(NewMilestone).max(200).default([]),
  assessments: z.array(NewAssessment).max(200).default([]),
  relations: z.array(NewRelation).max(50).default([]),
}).meta({
  id: "NewCommitment",
  description: "A commitment with its quotes, events, milestones, assessments and relations so far: all or nothing.",
  examples: [
    {
      title: "Sign an agreement to establish cultural centers in Bishkek and Beijing",
      type: "culture",
      parties: [
        { party: "KGZ", role: "promisor" },
        { party: "CHN", role: "promisee" },
      ],
      firmness: "intend",
      statedOn: "2023-05-26",
      due: { text: "This year" },
    },
  ],
});
export type NewCommitment = z.output<typeof NewCommitment>;

export const CommitmentPatch = patchOf(
  CommitmentBody,
  "CommitmentPatch",
  "Changes to a commitment (JSON Merge Patch); `due`, `location`, `recurrence` and the lists are replaced whole.",
);
