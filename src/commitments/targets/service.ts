import { plainDate } from "../../dates/edtf.ts";
import type { Commitment } from "../../domain/commitment.ts";
import type { Quote } from "../../domain/quote.ts";
import { type NewMeasurement, progressTo, type Target, type TargetProgress, targetsOn } from "../../domain/target.ts";
import { AppError } from "../../errors/errors.ts";
import { loadAggregate, saveAggregate } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";
import { decide, type Expected, find } from "../../records/records.ts";
import { measurementFor } from "../checked-fields.ts";

/**
 * How far each target of a commitment is, by what had been measured by the day of asking. @throws AppError not_found
 */
export async function readTargets(
  ctx: Context,
  key: string,
): Promise<{ commitment: Commitment; of: TargetProgress[] }> {
  const commitment = await find(ctx, "commitment", key);
  return { commitment, of: targetsOn(commitment.targets, plainDate(ctx.now())).map(progressTo) };
}

/**
 * Adds what was measured to a target; progress follows. Answers the target as written.
 * @throws AppError not_found, precondition_failed, unprocessable, quote_not_found, quote_ambiguous
 */
export function recordMeasurement(
  ctx: Context,
  path: { id: string; targetId: string },
  { input, expected }: { input: NewMeasurement; expected: Expected },
): Promise<{ slug: string; target: Target }> {
  return decide(async () => {
    const aggregate = await loadAggregate(ctx, path.id, expected);
    const { commitment } = aggregate;
    const target = commitment.targets.find(({ id }) => id === path.targetId);
    if (target === undefined)
      throw new AppError("not_found", `The commitment "${commitment.slug}" has no target "${path.targetId}".`);
    const pending: Quote[] = [];
    const measurement = await measurementFor(ctx, input, { at: "", pending });
    const next = { ...target, measurements: [...target.measurements, measurement] };
    const targets = commitment.targets.map((of) => (of.id === target.id ? next : of));
    await saveAggregate(ctx, { ...aggregate, commitment: { ...commitment, targets } }, [], pending);
    return { slug: commitment.slug, target: next };
  });
}
