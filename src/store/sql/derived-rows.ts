import { ever } from "../../dates/calendar.ts";
import { dueReading } from "../../domain/due.ts";
import type { Span } from "../../domain/participation.ts";
import type { Phase } from "../../domain/phases.ts";
import { type Entities, type Kind, keyOf } from "../port/entities.ts";
import type { Entry } from "../port/query.ts";
import { kinds } from "../schema/kinds.ts";
import type { Row } from "./row.ts";
import { widthOf } from "./width.ts";

/**
 * The rows that a record stands for in each table. Writing puts them there; verifying compares what is there with them.
 */

type Entity = Entities[Kind];

/** Its row in the table of its kind, which has the columns of it that filters and sorts need. */
export function recordRow(kind: Kind, entity: Entity, deletedAt: string | null): Row {
  return { ...(entity as unknown as Row), ...kinds[kind].extra(entity as never), deletedAt };
}

/** Its rows in `links`, as long as neither it nor its commitment is deleted. */
export function linkRows(kind: Kind, entity: Entity): Row[] {
  const spec = kinds[kind];
  const fromId = keyOf(entity);
  const from = { aggregateId: spec.commitmentOf(entity as never) ?? fromId, fromKind: kind, fromId };
  const links = spec.links(entity as never);
  const distinct = new Map(links.map((link) => [`${link.toKind} ${link.toId} ${link.rel}`, link]));
  return [...distinct.values()].map((link) => ({ ...link, ...from }));
}

const order: readonly Entry["entry"][] = ["stated", "event", "milestone", "original_due", "due", "assessment"];

/** The entries of a record on the timeline; ids order what happened and was recorded at the same moment. */
function entriesOf<K extends Kind>(kind: K, entity: Entities[K]): Entry[] {
  const spec = kinds[kind];
  const ref = keyOf(entity);
  return spec.marks(entity).map((place) => ({
    ...place,
    id: `${order.indexOf(place.entry)}-${ref}`,
    ref,
    commitmentId: spec.commitmentOf(entity) ?? ref,
    at: place.earliest ?? place.latest,
    recordedAt: String(entity[spec.recordedAt]),
  }));
}

/** Its rows in `timeline`, as long as it is not deleted. */
export function timelineRows(kind: Kind, entity: Entity): Row[] {
  return entriesOf(kind, entity as never).map((entry) => ({
    ...entry,
    latestKey: entry.latest ?? ever,
    width: widthOf(entry),
  }));
}

/** What a phase is beside what its columns say. */
function stateOf({ statusSince, due, originalDue, done, progress, amounts, restatements }: Phase): Partial<Phase> {
  return { statusSince, due, originalDue, done, progress, amounts, restatements };
}

/** The rows of a commitment in `phases`. */
export function phaseRows(id: string, phases: readonly Phase[]): Row[] {
  return phases.map((phase) => ({
    id,
    ...phase,
    state: stateOf(phase),
    dueEarliest: phase.due?.earliest ?? null,
    dueLatest: phase.due?.latest ?? null,
    dueReading: dueReading(phase.due),
    doneEarliest: phase.done?.earliest ?? null,
    doneLatest: phase.done?.latest ?? null,
  }));
}

/** The rows of a commitment in `spans`. */
export function spanRows(id: string, spans: readonly Span[]): Row[] {
  return spans.map((span) => ({ id, ...span }));
}
