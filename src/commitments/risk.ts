import { z } from "zod";
import { Status, statusGroup, Timeliness } from "../domain/codelists/codelists.ts";
import type { Commitment, CommitmentView } from "../domain/commitment.ts";
import { viewCommitment } from "../domain/commitment-view.ts";
import { isUnmet, Slippage } from "../domain/lateness.ts";
import type { Context } from "../records/context.ts";
import { Id, Slug } from "../validation/fields.ts";

/** Whether what a commitment depends on endangers it, on the day of asking. */

const Brief = z.strictObject({
  id: Id,
  slug: Slug,
  title: z.string(),
  status: Status,
  timeliness: Timeliness,
  slippage: Slippage.nullable(),
});

export const AtRisk = z
  .strictObject({
    value: z.boolean(),
    rule: z.string().meta({ description: "The rule that gave the value, in words." }),
    dependencies: z
      .array(z.strictObject({ ...Brief.shape, distance: z.int().meta({ description: "1: it depends on it itself." }) }))
      .meta({
        description: "What it depends on, itself or by way of others, that is late, halted or will not be done.",
      }),
    isWhole: z
      .boolean()
      .meta({ description: "Whether all dependencies were looked at; false where there are too many." }),
    parts: z.array(Brief).meta({ description: "The commitments that are part of it." }),
  })
  .meta({ id: "AtRisk", description: "Whether a commitment is endangered by what it depends on." });
type AtRisk = z.infer<typeof AtRisk>;

/** The most dependencies, and the most parts, that are looked at. */
const most = 200;

/** A dependency endangers what depends on it while it is overdue or halted, and when it will not be done. */
export function endangers({ status, timeliness }: Pick<CommitmentView, "status" | "timeliness">): boolean {
  return timeliness === "overdue" || status === "suspended" || isUnmet(status);
}

/** Only what is still to be kept can be at risk, and only by what is still to be done. */
const isSettled = ({ status, done }: Commitment): boolean => done !== null || statusGroup(status) === "closed";

export async function explainRisk(ctx: Context, commitment: Commitment, day: string): Promise<AtRisk> {
  const { found, isWhole } = await dependenciesOf(ctx, commitment.id);
  const dependencies = found.flatMap(({ commitment: other, distance }) => {
    const brief = briefOf(other, day);
    return endangers(brief) ? [{ ...brief, distance }] : [];
  });
  const value = !isSettled(commitment) && dependencies.length > 0;
  const parts = (await endsOf(ctx, { end: "to", ids: [commitment.id], type: "part_of" })).ids;
  return {
    value,
    rule: ruleOf(commitment, dependencies.length),
    dependencies,
    isWhole,
    parts: (await ctx.store.getMany("commitment", parts)).map((part) => briefOf(part, day)),
  };
}

function ruleOf(commitment: Commitment, endangering: number): string {
  if (isSettled(commitment)) return "It is done or closed: nothing that it depends on can endanger it any more.";
  return endangering === 0
    ? "Nothing that it depends on is overdue, suspended, lapsed, cancelled or superseded."
    : "It depends, itself or by way of others that are not done, on what is overdue, suspended, lapsed, cancelled or superseded.";
}

/** What a commitment depends on, the nearest first. What a dependency that is done depended on is not followed. */
async function dependenciesOf(ctx: Context, id: string) {
  const found: { commitment: Commitment; distance: number }[] = [];
  const seen = new Set([id]);
  let isWhole = true;
  for (let [edge, distance] = [[id], 1]; edge.length > 0; distance += 1) {
    const step = await endsOf(ctx, { end: "from", ids: edge, type: "depends_on" });
    const beyond = step.ids.filter((other) => !seen.has(other));
    const near = beyond.slice(0, most - found.length);
    if (!step.isWhole || near.length < beyond.length) isWhole = false;
    const commitments = await ctx.store.getMany("commitment", near);
    for (const commitment of commitments) {
      seen.add(commitment.id);
      found.push({ commitment, distance });
    }
    edge = commitments.filter((commitment) => !isSettled(commitment)).map((commitment) => commitment.id);
  }
  return { found, isWhole };
}

interface Ends {
  /** The end of the relations that these ids are at. */
  end: "from" | "to";
  ids: readonly string[];
  type: "depends_on" | "part_of";
}

/** The ids at the other ends of relations. */
async function endsOf(ctx: Context, { end, ids, type }: Ends): Promise<{ ids: string[]; isWhole: boolean }> {
  const filters = [
    { link: "commitment" as const, rel: [end], to: ids },
    { field: "type", in: [type] },
  ];
  const { rows, next } = await ctx.store.list("relation", { filters, limit: most });
  return { ids: [...new Set(rows.map(({ from, to }) => (end === "from" ? to : from)))], isWhole: next === null };
}

function briefOf(commitment: Commitment, day: string): z.infer<typeof Brief> {
  const { id, slug, title, status, timeliness, slippage } = viewCommitment(commitment, day);
  return { id, slug, title, status, timeliness, slippage };
}
