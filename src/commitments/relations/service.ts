import type { Commitment } from "../../domain/commitment.ts";
import { acyclic, type NewRelation, type Relation, type RelationView, symmetric } from "../../domain/relation.ts";
import { AppError, invalid } from "../../errors/errors.ts";
import { partsOf, settled } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";
import { decide, demand, type Expected, find, findAt, type Given, write } from "../../records/records.ts";
import { demandNoneRests, inUse, restingOn } from "../../records/superseders.ts";
import { warn } from "../../records/warnings.ts";
import type { Filter } from "../../store/port/query.ts";
import type { Change } from "../../store/port/store.ts";
import { succession } from "./succession.ts";

/**
 * The most relations that one commitment may have, counting both directions. A write to it may give every commitment at
 * the other end a new version.
 */
const room = 500;

/** Relations of these commitments, in either direction, the oldest first; without those of deleted commitments. */
export async function relationsOf(ctx: Context, ids: readonly string[], limit = room): Promise<Relation[]> {
  if (ids.length === 0) return [];
  return (await ctx.store.list("relation", { filters: [{ link: "commitment", to: ids }], limit })).rows;
}

/** What a commitment takes the place of. */
export async function supersededBy(ctx: Context, { id }: Pick<Commitment, "id">): Promise<Commitment[]> {
  const old = (await relationsOf(ctx, [id]))
    .filter(({ type, from }) => type === "supersedes" && from === id)
    .map(({ to }) => to);
  return old.length === 0 ? [] : ctx.store.getMany("commitment", old);
}

/**
 * Relates two commitments; both get a new version. What one supersedes gets the event that says so.
 * @throws AppError not_found, already_exists, relation_cycle, unprocessable
 */
export function relate(ctx: Context, key: string, input: NewRelation & Given): Promise<RelationView> {
  return decide(async () => {
    const commitment = await find(ctx, "commitment", key);
    const { relations, others } = await newRelations(ctx, commitment, [input], () => "");
    const [relation] = relations as [Relation];
    const ends = [commitment, ...others];
    const updates = await updatesOf(ctx, ends, { relations: unrecorded(relations, [input]), ends });
    const changes = await write(ctx, [{ op: "create", kind: "relation", entity: relation }, ...updates]);
    const now = changes.filter((entity): entity is Commitment => others.some(({ id }) => id === keyIn(entity)));
    const [view] = seenFrom(commitment.id, [changes[0] as Relation], now);
    return view as RelationView;
  });
}

const keyIn = (entity: object): unknown => "id" in entity && entity.id;

/** A relation that comes with its id is recorded elsewhere, and so are the events that go with it. */
export function unrecorded(relations: readonly Relation[], inputs: readonly (NewRelation & Given)[]): Relation[] {
  return relations.filter((_, n) => inputs[n]?.id === undefined);
}

/** New relations, and the commitments at their ends. */
interface Ties<End = Commitment> {
  relations: readonly Relation[];
  ends: readonly End[];
}

/** The one that takes the place of a commitment, by these relations. */
export function successorIn<End extends { id: string }>(id: string, { relations, ends }: Ties<End>): End | undefined {
  const by = relations.find(({ type, to }) => type === "supersedes" && to === id);
  return by && ends.find((end) => end.id === by.from);
}

/**
 * The changes that new relations make to commitments: a new version of each, and for one that another supersedes, the
 * event that says so.
 */
export async function updatesOf<End extends Commitment>(
  ctx: Context,
  commitments: readonly Commitment[],
  ties: Ties<End>,
): Promise<Change[]> {
  const updates: Change[] = [];
  for (const commitment of commitments) {
    const successor = successorIn(commitment.id, ties);
    if (successor === undefined) {
      updates.push({ op: "update", kind: "commitment", entity: commitment });
      continue;
    }
    const old = { commitment, ...(await partsOf(ctx, commitment.id)) };
    const { event, warning } = await succession(ctx, successor, old);
    if (warning) warn(ctx, warning);
    const events = event ? [...old.events, event] : old.events;
    if (event) updates.push({ op: "create", kind: "event", entity: event });
    updates.push({ op: "update", kind: "commitment", ...(await settled(ctx, { ...old, events })) });
  }
  return updates;
}

/**
 * Relations of a commitment built from input, not yet written, and the commitments at their other ends. `at`: the JSON
 * pointer of the n-th.
 * @throws AppError as relate
 */
export async function newRelations(
  ctx: Context,
  commitment: Commitment,
  inputs: readonly (NewRelation & Given)[],
  at = (n: number) => `/relations/${n}`,
): Promise<{ relations: Relation[]; others: Commitment[] }> {
  const relations: Relation[] = [];
  const others = new Map<string, Commitment>();
  for (const [n, input] of inputs.entries()) {
    const end = input.to === undefined ? "from" : "to";
    const pointer = `${at(n)}/${end}`;
    const key = input.to ?? input.from ?? "";
    if (key === commitment.id || key === commitment.slug)
      throw invalid(pointer, "self_relation", "A commitment cannot be related to itself.");
    const other = await findAt(ctx, "commitment", key, pointer);
    const now = ctx.now().toISOString();
    const [from, to] = end === "to" ? [commitment.id, other.id] : [other.id, commitment.id];
    const { type, note } = input;
    const relation = { id: input.id ?? ctx.newId(), from, to, type, note, version: 0, createdAt: now, updatedAt: now };
    await checkNew(ctx, relation, relations);
    relations.push(relation);
    others.set(other.id, other);
  }
  await checkRoom(ctx, [commitment, ...others.values()], relations);
  await checkAcyclic(ctx, commitment, relations);
  return { relations, others: [...others.values()] };
}

/** @throws AppError already_exists */
async function checkNew(ctx: Context, { type, from, to }: Relation, pending: readonly Relation[]): Promise<void> {
  const ends = symmetric.has(type) ? [from, to] : null;
  const filters: Filter[] = [
    { field: "from", in: ends ?? [from] },
    { field: "to", in: ends ?? [to] },
    { field: "type", in: [type] },
  ];
  const repeated = (other: Relation) =>
    other.type === type && (ends ?? [from]).includes(other.from) && (ends ?? [to]).includes(other.to);
  const [existing] = [...pending.filter(repeated), ...(await ctx.store.list("relation", { filters, limit: 1 })).rows];
  if (existing === undefined) return;
  const detail = `They are related so already: ${type}, as relation ${existing.id}.`;
  throw new AppError("already_exists", detail, { extra: { existing: { kind: "relation", id: existing.id } } });
}

/** @throws AppError unprocessable */
async function checkRoom(ctx: Context, ends: readonly Commitment[], relations: readonly Relation[]): Promise<void> {
  for (const { id, slug } of ends) {
    const added = relations.filter(({ from, to }) => from === id || to === id).length;
    if (added === 0) continue;
    const held = await ctx.store.count("relation", [{ link: "commitment", to: [id] }], room);
    if (held + added > room)
      throw invalid("", "too_many", `A commitment may have at most ${room} relations, and "${slug}" would have more.`);
  }
}

/**
 * Checks that these relations of one commitment lead to no circle.
 * @throws AppError relation_cycle, showing the circle
 */
async function checkAcyclic(ctx: Context, commitment: Commitment, relations: readonly Relation[]): Promise<void> {
  for (const type of acyclic) {
    const own = relations.filter((relation) => relation.type === type);
    if (own.length === 0) continue;
    const outgoing = own.filter(({ from }) => from === commitment.id).map(({ to }) => to);
    const incoming = own.filter(({ to }) => to === commitment.id).map(({ from }) => from);
    const ends = {
      from: outgoing.length > 0 ? outgoing : [commitment.id],
      to: incoming.length > 0 ? incoming : [commitment.id],
    };
    const way = await ctx.store.path(type, ends);
    if (way === "too_far")
      throw invalid("", "too_many", `More than 10 000 relations lead on by ${type}: too many to follow.`);
    if (way !== null) throw await cycle(ctx, commitment, { type, way });
  }
}

async function cycle(ctx: Context, { id, slug }: Commitment, { type, way }: { type: string; way: readonly string[] }) {
  const found = await ctx.store.getMany("commitment", way);
  const slugs = new Map([[id, slug], ...found.map((each) => [each.id, each.slug] as const)]);
  const [first, last] = [way[0], way.at(-1)];
  const circle = [...(first === id ? [] : [id]), ...way, ...(last === id ? [] : [id])];
  const named = circle.map((each) => ({ id: each, slug: slugs.get(each) ?? null }));
  const detail = `It would come back to itself by ${type}: ${named.map(({ slug: name }) => name).join(" -> ")}.`;
  return new AppError("relation_cycle", detail, { extra: { cycle: named } });
}

/**
 * The commitments that this one, perhaps a deleted one, relates to.
 * @throws AppError unprocessable where one of them is deleted
 */
export async function relatedTo(ctx: Context, { id }: Commitment): Promise<Commitment[]> {
  const { rows } = await ctx.store.list("relation", { filters: [{ field: "from", in: [id] }], limit: room });
  const ids = [...new Set(rows.map(({ to }) => to))];
  const others = await ctx.store.getMany("commitment", ids);
  const missing = ids.find((other) => !others.some((found) => found.id === other));
  if (missing === undefined) return others;
  throw new AppError(
    "unprocessable",
    `It relates to the commitment "${missing}", which is deleted: restore that first.`,
  );
}

/**
 * The commitments that one which is to be deleted relates to: they show it.
 * @throws AppError in_use, naming those that relate to it, or that it alone supersedes
 */
export async function demandUnrelated(ctx: Context, commitment: Commitment): Promise<Commitment[]> {
  const { id, slug } = commitment;
  const relations = await relationsOf(ctx, [id]);
  const incoming = relations.filter(({ to }) => to === id);
  if (incoming.length > 0) {
    const pointing = await viewRelations(ctx, id, incoming);
    const names = pointing.map(({ other, type, id: relation }) => `"${other.slug}" (${type}, relation ${relation})`);
    throw inUse(
      `The commitment "${slug}" is pointed at by: ${names.join(", ")}.`,
      pointing.map(({ other }) => other),
    );
  }
  for (const relation of relations) {
    const resting = await restingOn(ctx, relation);
    if (resting === null) continue;
    throw inUse(`The commitment "${resting.slug}" is superseded by this one alone: correct its status first.`, [
      resting,
    ]);
  }
  return relatedTo(ctx, commitment);
}

/** A relation as seen from one of its ends. @throws AppError not_found */
export async function getRelation(ctx: Context, path: { id: string; relationId: string }): Promise<RelationView> {
  const { commitment, relation, other } = await locate(ctx, path);
  return seenFrom(commitment.id, [relation], [other])[0] as RelationView;
}

async function locate(ctx: Context, path: { id: string; relationId: string }) {
  const commitment = await find(ctx, "commitment", path.id);
  const relation = await ctx.store.get("relation", path.relationId);
  const ends = relation === null ? [] : [relation.from, relation.to];
  const otherId = ends.find((id) => id !== commitment.id);
  const other = otherId === undefined ? null : await ctx.store.get("commitment", otherId);
  if (relation === null || other === null || !ends.includes(commitment.id))
    throw new AppError("not_found", `The commitment "${commitment.slug}" has no relation "${path.relationId}".`);
  return { commitment, relation, other };
}

/**
 * Takes a relation away; both commitments get a new version.
 * @throws AppError not_found, precondition_failed, in_use
 */
export function deleteRelation(
  ctx: Context,
  path: { id: string; relationId: string },
  expected: Expected,
): Promise<void> {
  return decide(async () => {
    const { commitment, relation, other } = await locate(ctx, path);
    demand(relation, expected);
    await demandNoneRests(ctx, relation);
    const update = (entity: Commitment): Change => ({ op: "update", kind: "commitment", entity });
    await write(ctx, [{ op: "delete", kind: "relation", entity: relation }, update(commitment), update(other)]);
  });
}

/** Relations as seen from a commitment at one end of each, with the commitments at their other ends. */
export async function viewRelations(
  ctx: Context,
  commitmentId: string,
  relations: readonly Relation[],
): Promise<RelationView[]> {
  const ids = relations.map(({ from, to }) => (from === commitmentId ? to : from));
  const others = await ctx.store.getMany("commitment", [...new Set(ids)]);
  return seenFrom(commitmentId, relations, others);
}

/** As viewRelations; a relation whose other end is not among `others` has just gone, and is left out. */
export function seenFrom(
  commitmentId: string,
  relations: readonly Relation[],
  others: readonly Commitment[],
): RelationView[] {
  return relations.flatMap((relation) => {
    const isOutgoing = relation.from === commitmentId;
    const found = others.find(({ id }) => id === (isOutgoing ? relation.to : relation.from));
    if (found === undefined) return [];
    const { id, slug, title, status } = found;
    return { ...relation, direction: isOutgoing ? "outgoing" : "incoming", other: { id, slug, title, status } };
  });
}
