import { plainDate } from "../../dates/edtf.ts";
import type { Commitment } from "../../domain/commitment.ts";
import type { Event } from "../../domain/event.ts";
import { type ParticipationOf, participationOn } from "../../domain/participation.ts";
import { eventsOf } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";

/** Where each party of a commitment stands on the day of asking, by party code. */
export async function readParticipation(ctx: Context, commitment: Commitment): Promise<ParticipationOf[]> {
  return participationIn(ctx, commitment, await eventsOf(ctx, [commitment.id]));
}

/** As readParticipation, from events that were read already. */
export function participationIn(
  ctx: Pick<Context, "now">,
  { parties }: Commitment,
  events: readonly Event[],
): ParticipationOf[] {
  return participationOn(parties, events, plainDate(ctx.now()));
}
