import { z } from "zod";
import { CommitmentTrimmed } from "../commitments/embed.ts";
import { TimelineEntry } from "../commitments/timeline/model.ts";
import { PlainDate } from "../dates/edtf.ts";
import { stages } from "../domain/amount.ts";
import { Dimension } from "./dimensions.ts";
import { Score } from "./scores.ts";

/** What statistics answer. */

const number = z.int().min(0);
const Key = z.string().nullable();

const MedianSlippage = z
  .strictObject({
    n: number.meta({ description: "Commitments with a due date in force, and not closed unmet." }),
    medianMinDays: z.number().min(0).nullable().meta({ description: "Median of their minDays; null when n is 0." }),
    medianMaxDays: z.number().min(0).nullable().meta({
      description: "Median of their maxDays, without bound counting as the largest; null when that is it, or n is 0.",
    }),
  })
  .meta({ id: "MedianSlippage", description: "How late commitments are in the middle, at least and at most." });

const Scores = z
  .strictObject({ all: Score, selfReported: Score, independent: Score })
  .meta({ id: "Scores", description: "By all judgements, by the promisors' own, and by those of nobody involved." });

export const Group = z
  .strictObject({
    key: Key.meta({ description: "The value that they share; null: they have none." }),
    label: z.string().meta({ description: "What people call it, in the language that was chosen." }),
    key2: Key.exactOptional().meta({ description: "Their value of the second dimension." }),
    label2: z.string().exactOptional(),
    count: number,
    overdue: number.exactOptional(),
    unverified: number.exactOptional().meta({
      description:
        "Of these overdue ones, how many nobody has looked at since they fell due, nor is to. With `overdue`.",
    }),
    slippage: MedianSlippage.exactOptional(),
    scores: Scores.exactOptional(),
  })
  .meta({ id: "Group", description: "Commitments that share a value, or two." });
export type Group = z.infer<typeof Group>;

const OtherGroups = z
  .strictObject({ groups: number, count: number.meta({ description: "The sum of their counts." }) })
  .meta({ description: "The groups beyond `limit`." });
const total = number.meta({
  description: "Commitments that match. Less than the sum of the groups where one may be in several.",
});
const day = PlainDate.meta({ description: "The day on which lateness is judged." });

export const Stats = z
  .strictObject({
    data: z
      .array(Group)
      .meta({ description: "The largest groups first, equal ones by their keys, null last; or as `sort` has it." }),
    by: z.array(Dimension).meta({ description: "What `key` and `key2` are values of." }),
    total,
    otherGroups: OtherGroups,
    day,
  })
  .meta({ id: "Stats", description: "Commitments counted by group." });
export type Stats = z.infer<typeof Stats>;

export const Facets = z
  .strictObject({
    data: z.array(
      z
        .strictObject({ by: Dimension, groups: z.array(Group), otherGroups: OtherGroups })
        .meta({ id: "Facet", description: "The values of one dimension, the largest groups first." }),
    ),
    total,
    day,
  })
  .meta({ id: "Facets", description: "How many commitments a list would hold for each value that could be chosen." });
export type Facets = z.infer<typeof Facets>;

const rows = z.array(CommitmentTrimmed);
export const Overview = z
  .strictObject({
    day,
    total,
    status: z.array(Group),
    timeliness: z.array(Group),
    parties: z
      .array(
        Group.extend({ status: z.record(z.string(), number).meta({ description: "Its commitments by status." }) }).meta(
          {
            id: "PartyGroup",
            description: "The commitments of a party, in whatever role.",
          },
        ),
      )
      .meta({ description: "The parties with the most commitments, twelve at most." }),
    otherParties: OtherGroups,
    next: rows.meta({ description: "Open and not yet overdue, the nearest deadline first." }),
    overdue: rows.meta({ description: "Overdue, the longest first." }),
    latest: z
      .array(TimelineEntry)
      .meta({ description: "What was stated, happened or was judged, the newest day first." }),
  })
  .meta({ id: "Overview", description: "How commitments stand on a day, at a glance." });
export type Overview = z.infer<typeof Overview>;

export const AmountStats = z
  .strictObject({
    data: z
      .array(
        z
          .strictObject({
            stage: z.enum(stages),
            currency: z.string(),
            year: z.string().nullable().meta({ description: "Of the events; null unless `by=year` asks for it." }),
            total: z.number().meta({ description: "In units of the currency." }),
            events: number,
            commitments: number,
          })
          .meta({ id: "AmountSum", description: "What was pledged, committed or disbursed in one currency." }),
      )
      .meta({ description: "By currency, year and stage." }),
    day: PlainDate.meta({ description: "The day up to which events count." }),
  })
  .meta({ id: "AmountStats", description: "The money that events tell of, for each currency by itself." });
export type AmountStats = z.infer<typeof AmountStats>;

const outcome = z
  .strictObject({
    met: number.meta({ description: "Timeliness met_on_time, met_late or met_timing_unclear." }),
    overdue: number,
    unmet: number.meta({ description: "Timeliness closed_unmet." }),
    open: number.meta({ description: "Timeliness due_now, not_yet_due or awaiting_condition." }),
  })
  .meta({ description: "What has become of those that are due, as of today." });

export const Point = z
  .strictObject({
    period: z.string().meta({ description: "2024, 2024-Q2 or 2024-06.", examples: ["2024-06"] }),
    from: PlainDate.meta({ description: "The first day of the period." }),
    to: PlainDate.meta({ description: "Its last day." }),
    on: PlainDate.nullable().meta({
      description: "The day of the stock: the last one, or today while the period runs; null: it is to come.",
    }),
    total: number
      .nullable()
      .meta({ description: "Commitments that had been stated by then; by participation: the sum of `counts`." }),
    counts: z.record(z.string(), number).nullable().meta({
      description:
        "How many were of each code then, as `?on=` answers for that day. By participation each party of each commitment counts, or those that the filters name.",
    }),
    stated: number.meta({ description: "Stated in the period: by the first day on which they may have been." }),
    due: number.meta({ description: "Due in the period: by the last day of the due window." }),
    dueOutcome: outcome,
  })
  .meta({ id: "SeriesPoint", description: "One period of a series." });
export type Point = z.infer<typeof Point>;

export const intervals = ["month", "quarter", "year"] as const;
export type Interval = (typeof intervals)[number];
export const seriesDimensions = ["status", "fulfilment", "corroboration", "participation"] as const;

export const StatsSeries = z
  .strictObject({
    data: z.array(Point).meta({ description: "Every period in order, without gaps." }),
    by: z.enum(seriesDimensions),
    interval: z.enum(intervals),
    keys: z
      .array(z.strictObject({ key: z.string(), label: z.string() }))
      .meta({ description: "The codes of `counts`, in the order of their list, with what people call them." }),
    day: PlainDate.meta({ description: "Today: what is due is judged as of this day." }),
  })
  .meta({ id: "StatsSeries", description: "Commitments counted by period." });
export type StatsSeries = z.infer<typeof StatsSeries>;
