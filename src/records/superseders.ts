import type { Commitment } from "../domain/commitment.ts";
import type { Event } from "../domain/event.ts";
import type { Relation } from "../domain/relation.ts";
import { AppError, invalid } from "../errors/errors.ts";
import type { Context } from "./context.ts";

/** What rests on relations: the status superseded, and whether a commitment may go. */

interface Move {
  before: Commitment;
  after: Commitment;
  /** The events that make it. */
  added: readonly Event[];
}

/** A commitment is superseded by another, or not at all. @throws AppError unprocessable, saying how */
export async function demandSuperseder(ctx: Context, { before, after, added }: Move): Promise<void> {
  const isMove = after.status === "superseded" && before.status !== "superseded";
  if (!isMove && !added.some(({ status }) => status === "superseded")) return;
  if ((await supersedersOf(ctx, after.id)).length === 0) throw unsuperseded(after, "/status");
}

export function unsuperseded({ slug }: Commitment, pointer: string): AppError {
  const relation = '{"type": "supersedes", "from": "<the commitment that takes its place>"}';
  const how =
    pointer === "/relations"
      ? `Give it in \`relations\`: ${relation}.`
      : `First POST ${relation} to /v1/commitments/${slug}/relations.`;
  return invalid(pointer, "no_successor", `The status superseded needs the commitment that takes its place. ${how}`);
}

/** The relations that say what takes the place of a commitment; two at most, since more say no more. */
export async function supersedersOf(ctx: Context, id: string): Promise<Relation[]> {
  const { rows } = await ctx.store.list("relation", {
    filters: [
      { link: "commitment", rel: ["to"], to: [id] },
      { field: "type", in: ["supersedes"] },
    ],
    limit: 2,
  });
  return rows;
}

/** The commitment whose status superseded rests on this relation alone, or null. */
export async function restingOn(ctx: Context, { type, to }: Relation): Promise<Commitment | null> {
  if (type !== "supersedes") return null;
  const other = await ctx.store.get("commitment", to);
  const rests = other?.status === "superseded" && (await supersedersOf(ctx, to)).length < 2;
  return rests ? other : null;
}

/** @throws AppError in_use when a commitment is superseded by this relation alone */
export async function demandNoneRests(ctx: Context, relation: Relation): Promise<void> {
  const resting = await restingOn(ctx, relation);
  if (resting === null) return;
  const detail = `The commitment "${resting.slug}" is superseded by this relation alone: delete its event \`superseded\`, or correct its status, first.`;
  throw inUse(detail, [resting]);
}

/** @throws AppError in_use, naming the commitments */
export function inUse(detail: string, by: readonly Pick<Commitment, "id" | "slug">[]): AppError {
  const referencedBy = by.map(({ id, slug }) => ({ kind: "commitment" as const, id, slug }));
  return new AppError("in_use", detail, { extra: { referencedBy } });
}
