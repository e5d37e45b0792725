import type { Commitment } from "../../domain/commitment.ts";
import type { Event } from "../../domain/event.ts";
import type { Milestone } from "../../domain/milestone.ts";
import type { Quote } from "../../domain/quote.ts";
import {
  commitmentDocument,
  type Document,
  type Part,
  partyDocument,
  quoteDocument,
  quotesOf,
  type Searched,
  sourceDocument,
} from "../../domain/search/documents.ts";
import { type Entities, type Kind, keyOf } from "../port/entities.ts";
import type { Change } from "../port/store.ts";
import { isSearched, kinds } from "../schema/kinds.ts";
import type { Tables } from "../schema/tables.ts";
import { readParts, recordsBy } from "./records.ts";
import { type Steps, together } from "./statement.ts";

/** The words that are searched of records: of what is written just now, or as tables have them. */

export interface Words {
  kind: Searched;
  owner: string;
  document: Document;
}

type Alone = Exclude<Searched, "commitment">;

/** Whether the words of such records are in themselves alone, and not in those that belong to them. */
export const isAlone = (kind: Kind): kind is Alone => isSearched(kind) && kind !== "commitment";
/** Whether the words of such records are searched as those of their commitment. */
export const isPart = (kind: Kind): kind is "event" | "milestone" => kind === "event" || kind === "milestone";
export const ownerOf = (kind: Kind, entity: Change["entity"]) => kinds[kind].commitmentOf(entity as never) ?? [];

/** The changes of commitments, and of events and milestones, by the commitments. */
export function byCommitment(changes: readonly Change[]): Map<string, Change[]> {
  const owned = changes.filter(({ kind }) => kind === "commitment" || isPart(kind));
  return Map.groupBy(owned, ({ kind, entity }) => String(kinds[kind].commitmentOf(entity as never)));
}

const documents: { [K in Alone]: (entity: Entities[K]) => Document } = {
  party: partyDocument,
  source: sourceDocument,
  quote: quoteDocument,
};

/** The words of a record that are in itself alone. */
export function wordsAlone<K extends Alone>(kind: K, entity: Entities[K]): Words {
  return { kind, owner: keyOf(entity), document: documents[kind](entity) };
}

/** `parts`: its events and milestones; of `quotes`, those that it and they rest on are read. */
function wordsOfCommitment(
  commitment: Commitment,
  { quotes, parts }: { quotes: ReadonlyMap<string, Quote>; parts: readonly Part[] },
): Words {
  const own = quotesOf(commitment, parts).flatMap((id) => quotes.get(id) ?? []);
  return { kind: "commitment", owner: commitment.id, document: commitmentDocument(commitment, { quotes: own, parts }) };
}

/** The words of these commitments, as these tables have them. */
export function* wordsOfCommitments(tables: Tables, ids: readonly string[]): Steps<Words[]> {
  if (ids.length === 0) return [];
  const [commitments, found] = yield* together(
    recordsBy(tables, "commitment", ids),
    readParts(tables, ["event", "milestone"], ids),
  );
  return yield* wordsOfAll(tables, { commitments, parts: found.map(({ record }) => record), quotes: [] });
}

/** The words of those of these commitments of which the changes have all there is: they create them. */
export function* wordsInChanges(
  tables: Tables,
  changes: readonly Change[],
  created: ReadonlySet<string>,
): Steps<Words[]> {
  if (created.size === 0) return [];
  const ofOne = byCommitment(changes);
  const whole = [...created].filter((id) => ofOne.get(id)?.every(({ op }) => op === "create"));
  const all = whole.flatMap((id) => ofOne.get(id) ?? []);
  const quotes = Map.groupBy(
    changes.filter(({ kind }) => kind === "quote"),
    ({ entity }) => keyOf(entity),
  );
  return yield* wordsOfAll(tables, {
    commitments: all.flatMap(({ kind, entity }) => (kind === "commitment" ? [entity] : [])),
    parts: all.flatMap(({ kind, entity }) => (isPart(kind) ? [entity as Event | Milestone] : [])),
    quotes: [...quotes.values()].flatMap(([first, ...more]) =>
      first?.op === "create" && more.length === 0 ? [first.entity as Quote] : [],
    ),
  });
}

/** Commitments with all their events and milestones, and quotes that need not be read. */
interface All {
  commitments: readonly Commitment[];
  parts: readonly (Event | Milestone)[];
  quotes: readonly Quote[];
}

function* wordsOfAll(tables: Tables, { commitments, parts, quotes }: All): Steps<Words[]> {
  const byOwner = Map.groupBy(
    parts.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    ({ commitmentId }) => commitmentId,
  );
  const partsOf = ({ id }: Commitment) => byOwner.get(id) ?? [];
  const quoted = new Set(commitments.flatMap((commitment) => quotesOf(commitment, partsOf(commitment))));
  const known = new Map(quotes.map((quote) => [quote.id, quote]));
  const others = [...quoted].filter((id) => !known.has(id));
  for (const quote of yield* recordsBy(tables, "quote", others)) known.set(quote.id, quote);
  return commitments.map((commitment) => wordsOfCommitment(commitment, { quotes: known, parts: partsOf(commitment) }));
}
