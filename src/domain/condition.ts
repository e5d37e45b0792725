import { z } from "zod";
import { ever, laterOf } from "../dates/calendar.ts";
import { boundsOf, Edtf } from "../dates/edtf.ts";
import { firstDay } from "../dates/order.ts";
import { Id, prose } from "../validation/fields.ts";
import { ConditionState } from "./codelists/codelists.ts";
import { Evidence, NewEvidence } from "./event.ts";

/** What a promise waits for: while that has not come about, the promise is not overdue. */

const fields = {
  text: prose(2000)
    .min(1)
    .regex(/\S/, "must not be blank")
    .meta({
      description: "In its own words.",
      examples: ["subject to international support"],
    }),
  state: ConditionState,
  decidedOn: Edtf.nullable().meta({ description: "When it was met, failed or waived (EDTF); null: pending." }),
};

export const Condition = z
  .strictObject({ id: Id, ...fields, evidence: z.array(Evidence) })
  .meta({ id: "Condition", description: "What a promise waits for." });
export type Condition = z.infer<typeof Condition>;

export const NewCondition = z
  .strictObject({
    id: Id.optional().meta({ description: "That of a condition which is there, to keep it; made when left out." }),
    text: fields.text,
    state: fields.state.default("pending"),
    decidedOn: fields.decidedOn.default(null),
    evidence: z.array(NewEvidence).max(50).default([]),
  })
  .refine(({ state, decidedOn }) => (state === "pending") === (decidedOn === null), {
    error: "a pending condition has no decidedOn; one that is met, failed or waived needs it",
    path: ["decidedOn"],
  })
  .meta({
    id: "NewCondition",
    description: "A condition as written.",
    examples: [{ text: "if ratified by both parliaments" }],
  });
export type NewCondition = z.output<typeof NewCondition>;

const holds: ReadonlySet<ConditionState> = new Set(["met", "waived"]);

/** The conditions as they were on `day`: one that was decided later is pending. */
export function conditionsOn(conditions: readonly Condition[], day: string): Condition[] {
  return conditions.map((condition) =>
    decidedFrom(condition) <= day ? condition : { ...condition, state: "pending", decidedOn: null, evidence: [] },
  );
}

const decidedFrom = ({ decidedOn }: Condition): string => (decidedOn === null ? ever : firstDay(boundsOf(decidedOn)));

/**
 * The first day on which nothing is waited for any more; null: there are no conditions. One that is pending or failed
 * is waited for without end.
 */
export function awaitedUntil(conditions: readonly Condition[]): string | null {
  const days = conditions.map((condition) => (holds.has(condition.state) ? decidedFrom(condition) : ever));
  return days.toSorted().at(-1) ?? null;
}

/** A condition and its states from day to day, as spans have them. */
export function conditionSpans(conditions: readonly Condition[], from: string) {
  return conditions.flatMap((condition) => {
    const turn = laterOf(decidedFrom(condition), from);
    const span = (state: ConditionState, fromDay: string, untilDay: string) => ({
      ...{ axis: "condition" as const, subject: condition.id, state, fromDay, untilDay },
    });
    return [
      ...(turn > from ? [span("pending", from, turn)] : []),
      ...(condition.state === "pending" ? [] : [span(condition.state, turn, ever)]),
    ];
  });
}
