import type { Commitment } from "../../domain/commitment.ts";
import type { Event } from "../../domain/event.ts";
import type { Milestone } from "../../domain/milestone.ts";
import { type Document, searchedOfCommitment } from "../../domain/search/documents.ts";
import { extended, relabelled } from "../../domain/search/revise.ts";
import { isSame } from "../../validation/fields.ts";
import type { Change } from "../port/store.ts";
import { placeOf } from "../schema/kinds.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";
import { byCommitment, isPart, type Words } from "./words.ts";
import type { Batch } from "./write-records.ts";

/**
 * Most changes of a commitment leave most of its words as they are: another tag, one more event. Its new words then
 * follow from those that it has, and nothing else of it is read.
 */

/** A commitment as it is by now, and the events and milestones that it was given. */
export interface Revision {
  commitment: Commitment;
  isRelabelled: boolean;
  added: readonly (Event | Milestone)[];
}

const labels: readonly string[] = ["title", "tags", "parties"];

/** What the changes make of those of these commitments whose words may follow from those that they have. */
export function revisionsIn(
  changes: readonly Change[],
  before: Batch["before"],
  ids: ReadonlySet<string>,
): Map<string, Revision> {
  const ofOne = byCommitment(changes);
  const found = new Map<string, Revision>();
  for (const id of ids) {
    const was = before.get(placeOf("commitment", id))?.record as Commitment | undefined;
    const revision = was && revisionOf(was, ofOne.get(id) ?? []);
    if (revision) found.set(id, revision);
  }
  return found;
}

function revisionOf(was: Commitment, changes: readonly Change[]): Revision | null {
  const [own, parts] = [
    changes.filter(({ kind }) => kind === "commitment"),
    changes.filter(({ kind }) => isPart(kind)),
  ];
  const added = parts.map(({ entity }) => entity as Event | Milestone);
  const isPlain = own.every(({ op }) => op === "update") && parts.every(({ op }) => op === "create");
  const showsNone = added.every(({ evidence }) => evidence.every(({ quoteId }) => quoteId === null));
  if (!isPlain || !showsNone) return null;
  const commitment = (own.at(-1)?.entity ?? was) as Commitment;
  const changed = searchedOfCommitment.filter((field) => !isSame(was[field], commitment[field]));
  if (!changed.every((field) => labels.includes(field))) return null;
  return { commitment, isRelabelled: changed.length > 0, added };
}

/** A column that says how many events and milestones an owner has from the first of all that are added on. */
export function laterParts({ event, milestone, search }: Tables, revisions: ReadonlyMap<string, Revision>): SQL {
  const added = [...revisions.values()].flatMap((revision) => revision.added.map(({ id }) => id));
  const first = added.toSorted()[0];
  if (first === undefined) return sql``;
  const [events, milestones] = [event, milestone].map(
    ({ table, columns }) => sql`(select count(*) from ${table}
      where ${columns.commitmentId} = ${search.columns.owner} and ${columns.id} >= ${first})`,
  );
  return sql`, ${events} + ${milestones} as later`;
}

/** The words of these revisions, by their owners, as far as they follow from `known`, the rows that there are. */
export function* revisedWords(
  revisions: ReadonlyMap<string, Revision>,
  known: ReadonlyMap<string, Row>,
): Generator<[string, Words]> {
  for (const [owner, revision] of revisions) {
    const row = known.get(placeOf("commitment", owner));
    const document = row && revised(row, revision);
    if (document) yield [owner, { kind: "commitment", owner, document }];
  }
}

function revised({ title, labels, body, later }: Row, { commitment, isRelabelled, added }: Revision): Document | null {
  const was = { title: String(title), labels: String(labels), body: String(body) };
  const named = isRelabelled ? relabelled(was, commitment) : was;
  if (named === null || added.length === 0) return named;
  return Number(later) === added.length ? extended(named, commitment, added) : null;
}
