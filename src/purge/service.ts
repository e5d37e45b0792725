import { setTimeout as pause } from "node:timers/promises";
import { demandUncorrected } from "../commitments/events/service.ts";
import { demandUnrelated } from "../commitments/relations/service.ts";
import type { Assessment } from "../domain/assessment.ts";
import type { Commitment } from "../domain/commitment.ts";
import { AppError } from "../errors/errors.ts";
import { loadAggregate, saveAggregate } from "../records/aggregate.ts";
import type { Context } from "../records/context.ts";
import { decide, demandUnpurged, demandUnused, write } from "../records/records.ts";
import { demandNoneRests } from "../records/superseders.ts";
import { reanchorWithout } from "../sources/quotes/reanchor.ts";
import { type Entities, type Kind, keyOf } from "../store/port/entities.ts";
import type { Change, Line, Purge } from "../store/port/store.ts";
import type { PurgeReceipt } from "./model.ts";

/**
 * Taking a record out for good, with everything that it held at any time. A living one must not be missed by others, as
 * with a deletion; what follows from it is computed anew.
 */

interface Order {
  kind: Kind;
  /** Id, code or slug. */
  key: string;
  reason: string;
}

/** @throws AppError not_found, purged, in_use naming the records that point at it */
export async function purgeRecord(ctx: Context, { kind, key, reason }: Order): Promise<PurgeReceipt> {
  const id = await decide(async () => {
    const { entity, isDeleted } = await findEver(ctx, kind, key);
    const change = { op: "purge", kind, entity, reason } as Change;
    if (isDeleted) await write(ctx, [change]);
    else await purgeLiving[kind](ctx, entity as never, change);
    return keyOf(entity);
  });
  return receipt(ctx, kind, id);
}

async function findEver(
  ctx: Context,
  kind: Kind,
  key: string,
): Promise<{ entity: Entities[Kind]; isDeleted: boolean }> {
  const living = await ctx.store.get(kind, key);
  if (living !== null) return { entity: living, isDeleted: false };
  const entity = await ctx.store.get(kind, key, { deleted: true });
  if (entity !== null) return { entity, isDeleted: true };
  await demandUnpurged(ctx, kind, key);
  throw new AppError("not_found", `There is no ${kind} "${key}", nor was there one.`);
}

const patienceMs = 15_000;

async function receipt(ctx: Context, kind: Kind, id: string): Promise<PurgeReceipt> {
  const erasing = ctx.store.erase().catch(() => false);
  const line = await ctx.store.purgeOf(kind, id);
  if (line === null) throw new Error(`no line of the purge of ${kind} ${id}`);
  const lines = (await ctx.store.linesOf([line.tx])).filter(({ op }) => op === "purge");
  const { at, by, data } = line;
  const erased = await Promise.race([erasing, pause(patienceMs, false, { ref: false })]);
  return { at, by, reason: data.reason, records: lines.map(purgedRecord), erased };
}

function purgedRecord({ kind, id, seq, data }: Line): PurgeReceipt["records"][number] {
  return { kind, id, seq, lines: (data as unknown as Purge).purged };
}

const unused =
  (kind: "party" | "source" | "quote") =>
  async (ctx: Context, entity: Entities[typeof kind], change: Change): Promise<void> => {
    await demandUnused(ctx, kind, keyOf(entity));
    await write(ctx, [change]);
  };

const touch = (entity: Commitment): Change => ({ op: "update", kind: "commitment", entity });

/** What a living record demands, and what is written with its purge. */
const purgeLiving: { [K in Kind]: (ctx: Context, entity: Entities[K], change: Change) => Promise<unknown> } = {
  party: unused("party"),
  source: unused("source"),
  quote: unused("quote"),
  snapshot: async (ctx, snapshot, change) => write(ctx, [change, ...(await reanchorWithout(ctx, snapshot))]),
  commitment: async (ctx, commitment, change) =>
    write(ctx, [change, ...(await demandUnrelated(ctx, commitment)).map(touch)]),
  event: async (ctx, event, change) => {
    const aggregate = await aggregateOf(ctx, event);
    if (aggregate === null) return write(ctx, [change]);
    demandUncorrected(aggregate, event);
    return saveAggregate(ctx, { ...aggregate, events: without(aggregate.events, event) }, [change]);
  },
  milestone: async (ctx, milestone, change) => {
    const aggregate = await aggregateOf(ctx, milestone);
    if (aggregate === null) return write(ctx, [change]);
    return saveAggregate(ctx, { ...aggregate, milestones: without(aggregate.milestones, milestone) }, [change]);
  },
  assessment: async (ctx, assessment, change) => {
    const aggregate = await aggregateOf(ctx, assessment);
    if (aggregate === null) return write(ctx, [change]);
    demandUnsuperseding(aggregate.assessments, assessment);
    return saveAggregate(ctx, { ...aggregate, assessments: without(aggregate.assessments, assessment) }, [change]);
  },
  relation: async (ctx, relation, change) => {
    await demandNoneRests(ctx, relation);
    const ends = await ctx.store.getMany("commitment", [relation.from, relation.to]);
    return write(ctx, [change, ...ends.map(touch)]);
  },
};

const without = <E extends { id: string }>(all: readonly E[], { id }: E): E[] => all.filter((one) => one.id !== id);

/** Null where the commitment is deleted: what follows from its parts is computed when it comes back. */
async function aggregateOf(ctx: Context, { commitmentId }: { commitmentId: string }) {
  const commitment = await ctx.store.get("commitment", commitmentId);
  return commitment && loadAggregate(ctx, commitmentId);
}

function demandUnsuperseding(assessments: readonly Assessment[], { id }: Assessment): void {
  const successor = assessments.find(({ supersedes }) => supersedes === id);
  if (successor === undefined) return;
  throw new AppError("in_use", `The assessment "${id}" is superseded by the assessment ${successor.id}.`, {
    extra: { referencedBy: [{ kind: "assessment", id: successor.id, slug: null }] },
  });
}
