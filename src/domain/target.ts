import { z } from "zod";
import { boundsOf, compareDates, Edtf } from "../dates/edtf.ts";
import { firstDay } from "../dates/order.ts";
import { given, Id, line, missing, never } from "../validation/fields.ts";
import { Comparator } from "./codelists/codelists.ts";
import { Evidence, NewEvidence } from "./event.ts";

/** The numbers that a commitment promises, what has been measured of them, and how far that is. Pure functions. */

const number = z.number().min(-1e15).max(1e15);

const measured = {
  value: number,
  on: Edtf.meta({ description: "When it was so (EDTF)." }),
};
export const Measurement = z
  .strictObject({ id: Id, ...measured, evidence: z.array(Evidence).min(1) })
  .meta({ id: "Measurement", description: "One observed value of a target, with the source that says so." });
export type Measurement = z.infer<typeof Measurement>;

export const NewMeasurement = z
  .strictObject({
    id: Id.optional().meta({ description: "That of a measurement which is there, to keep it; made when left out." }),
    ...measured,
    evidence: z.array(NewEvidence).min(1).max(50).meta({ description: "Without a source, a value is an opinion." }),
  })
  .meta({
    id: "NewMeasurement",
    description: "A measurement as written.",
    examples: [{ value: 1148, on: "2020", evidence: [{ sourceId: "inventory-2022" }] }],
  });
export type NewMeasurement = z.output<typeof NewMeasurement>;

const Baseline = z
  .strictObject({ value: number, on: Edtf })
  .meta({ id: "Baseline", description: "What the target is reckoned from, and when it was so." });

const fields = {
  indicator: line(300).meta({ description: "What is measured, in words.", examples: ["greenhouse gas emissions"] }),
  unit: line(50).meta({
    description: "UCUM code or words; for money ISO 4217.",
    examples: ["Mt", "km", "USD"],
  }),
  comparator: Comparator,
  value: number.nullable().meta({ description: "The number promised; of change_by per cent, with its sign." }),
  min: number.nullable().meta({ description: "Of a range: its lower end." }),
  max: number.nullable().meta({ description: "Of a range: its upper end." }),
  baseline: Baseline.nullable(),
  by: Edtf.nullable().meta({ description: "By when (EDTF); null: the due date of the commitment." }),
  conditional: z.boolean().meta({
    description: "Promised only under a condition, such as support: it stands beside the unconditional ones.",
  }),
};

export const Target = z
  .strictObject({ id: Id, ...fields, measurements: z.array(Measurement) })
  .meta({ id: "Target", description: "One number that a commitment promises, with what has been measured." });
export type Target = z.infer<typeof Target>;

export const NewTarget = z
  .strictObject({
    id: Id.optional().meta({ description: "That of a target which is there, to keep it; made when left out." }),
    ...fields,
    value: fields.value.default(null),
    min: fields.min.default(null),
    max: fields.max.default(null),
    baseline: fields.baseline.default(null),
    by: fields.by.default(null),
    conditional: fields.conditional.default(false),
    measurements: z.array(NewMeasurement).max(500).default([]),
  })
  .refine(({ value, min, max }) => (value === null) !== (min === null && max === null), {
    error: "give value, or min and max of a range",
    path: ["value"],
  })
  .refine(({ min, max }) => (min === null) === (max === null) && (min ?? 0) <= (max ?? 0), {
    error: "a range has min and max, and min is not above max",
    path: ["min"],
  })
  .refine(({ comparator, baseline }) => comparator !== "change_by" || baseline !== null, {
    error: "change_by needs the baseline that is changed",
    path: ["baseline"],
  })
  .meta({
    id: "NewTarget",
    description: "A target as written.",
    ...never(given("value", "min"), given("value", "max"), missing("value", "min"), missing("value", "max")),
    examples: [
      {
        ...{ indicator: "greenhouse gas emissions", unit: "Mt", comparator: "change_by", value: -46 },
        ...{ baseline: { value: 1407, on: "2013" }, by: "2030" },
      },
    ],
  });
export type NewTarget = z.output<typeof NewTarget>;

const share = z.number().min(0).max(1);
export const TargetProgress = z
  .strictObject({
    target: Id,
    indicator: z.string(),
    unit: z.string(),
    conditional: z.boolean(),
    goal: z
      .strictObject({ min: z.number(), max: z.number() })
      .meta({ description: "The value to reach, or its range." }),
    measurement: Measurement.nullable().meta({ description: "The latest one." }),
    progress: z.strictObject({ min: share, max: share }).nullable().meta({
      description: "How far towards the further and the nearer end; null: nothing was measured, or it cannot be told.",
    }),
    rule: z.string(),
  })
  .meta({ id: "TargetProgress", description: "How far a target is, by the latest measurement." });
export type TargetProgress = z.infer<typeof TargetProgress>;

/** The targets with what had been measured by `day`. */
export function targetsOn(targets: readonly Target[], day: string): Target[] {
  return targets.map((target) => ({
    ...target,
    measurements: target.measurements.filter(({ on }) => firstDay(boundsOf(on)) <= day),
  }));
}

/** The last by date; of one date, the last in the list. */
export function latestOf({ measurements }: Pick<Target, "measurements">): Measurement | null {
  return measurements.toSorted((a, b) => compareDates(boundsOf(a.on), boundsOf(b.on))).at(-1) ?? null;
}

/** The value to reach, as a range of one value or more. */
export function goalOf({ comparator, value, min, max, baseline }: Target): { min: number; max: number } {
  const [low, high] = [min ?? value ?? 0, max ?? value ?? 0];
  if (comparator !== "change_by" || baseline === null) return { min: low, max: high };
  const ends = [low, high].map((percent) => baseline.value * (1 + percent / 100)).toSorted((a, b) => a - b);
  return { min: ends[0] ?? 0, max: ends[1] ?? 0 };
}

const clamp = (of: number): number => (Number.isFinite(of) ? Math.min(1, Math.max(0, of)) : 0);

/** Whether more is better (1), or less (-1); 0: neither. */
function direction({ comparator, value, max }: Target): 1 | -1 | 0 {
  if (comparator === "exactly") return 0;
  if (comparator === "change_by") return (max ?? value ?? 0) > 0 ? 1 : -1;
  return comparator === "at_least" ? 1 : -1;
}

/** How far a measured value is from the baseline to one value; null where it cannot be told. */
function shareTo(goal: number, target: Target, value: number): number | null {
  const way = direction(target);
  if (way === 0 ? value === goal : way * (value - goal) >= 0) return 1;
  const { baseline } = target;
  if (baseline !== null && baseline.value !== goal) {
    const gone = (value - baseline.value) / (goal - baseline.value);
    return way === 0 && gone > 1 ? clamp(2 - gone) : clamp(gone);
  }
  return way === 1 && goal > 0 && baseline === null ? clamp(value / goal) : null;
}

/** How far a target is, and by which rule. */
export function progressTo(target: Target): TargetProgress {
  const { id, indicator, unit, conditional, baseline, comparator } = target;
  const goal = goalOf(target);
  const measurement = latestOf(target);
  const shown = { target: id, indicator, unit, conditional, goal, measurement };
  if (measurement === null) return { ...shown, progress: null, rule: "Nothing was measured." };
  const isWithin = comparator === "exactly" && measurement.value >= goal.min && measurement.value <= goal.max;
  const shares = isWithin ? [1, 1] : [goal.min, goal.max].map((end) => shareTo(end, target, measurement.value));
  const known = shares.filter((of) => of !== null);
  if (known.length < 2)
    return { ...shown, progress: null, rule: "Without a baseline, how far it is cannot be told until it is reached." };
  const rule =
    baseline === null
      ? "The measured value over the value promised, or 1 once it is reached."
      : "The way from the baseline to the measured value, over that to the value promised; 1 once it is reached.";
  return { ...shown, progress: { min: Math.min(...known), max: Math.max(...known) }, rule };
}

/** Progress of the whole by its targets: the mean of the unconditional ones that were measured; null without any. */
export function progressByTargets(targets: readonly Target[]): number | null {
  const known = targets
    .filter(({ conditional }) => !conditional)
    .flatMap((target) => progressTo(target).progress ?? []);
  return known.length === 0 ? null : known.reduce((sum, { min }) => sum + min, 0) / known.length;
}
