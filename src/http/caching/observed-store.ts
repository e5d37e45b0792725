import { keyOf } from "../../store/port/entities.ts";
import type { Store } from "../../store/port/store.ts";
import {
  aggregate,
  anyOf,
  anything,
  aRecord,
  type Marks,
  marksOfList,
  marksOfSelection,
  marksOfTally,
  marksOfTimeline,
} from "./dependencies.ts";

const statement = ["statedEarliest", "statedLatest"].map((field) => ({ field, descending: false }));

/** More are not told apart: the answer then depends on everything. */
const mostMarks = 1000;

/**
 * The same store, which notes what is read from it. What was read of a moment in record time never changes, unless it
 * is purged; what is read in a way that is not told apart here depends on everything.
 */
export function observed(store: Store, marks: Marks): Store {
  const note = (...more: readonly string[]): void => {
    if (marks.size + more.length > mostMarks) marks.add(anything);
    if (marks.has(anything)) return;
    for (const mark of more) marks.add(mark);
  };
  const noting =
    <A extends unknown[], R>(read: (...args: A) => Promise<R>, ...what: string[]) =>
    (...args: A): Promise<R> => {
      note(...what);
      return read(...args);
    };
  return {
    ...store,
    get: async (kind, key, options) => {
      const found = await store.get(kind, key, options);
      note(found === null ? anyOf(kind) : aRecord(kind, keyOf(found)));
      return found;
    },
    getMany: (kind, keys) => {
      note(...keys.map((key) => aRecord(kind, key)));
      return store.getMany(kind, keys);
    },
    list: async (kind, query) => {
      const slice = await store.list(kind, query);
      const ids = slice.rows.map(keyOf);
      note(...marksOfList(kind, query, ids));
      return slice;
    },
    parts: (commitmentId) => {
      note(aggregate(commitmentId));
      return store.parts(commitmentId);
    },
    aggregate: async (key) => {
      const found = await store.aggregate(key);
      if (found === null) note(anyOf("commitment"));
      else note(aRecord("commitment", found.commitment.id), aggregate(found.commitment.id));
      return found;
    },
    listFields: noting(store.listFields, anything),
    grounds: noting(store.grounds, anything),
    searchedBodies: noting(store.searchedBodies, anything),
    count: (kind, filters, atMost) => {
      note(...marksOfSelection(kind, filters));
      return store.count(kind, filters, atMost);
    },
    timeline: (query) => {
      const { commitmentId, filters } = query;
      note(...(commitmentId === undefined ? marksOfTimeline(filters) : [aggregate(commitmentId)]));
      return store.timeline(query);
    },
    tally: (query) => {
      note(...marksOfTally(query));
      return store.tally(query);
    },
    series: (query) => {
      note(anyOf("commitment"), ...marksOfSelection("commitment", query.filters));
      return store.series(query);
    },
    firstStated: (filters) => {
      note(...marksOfSelection("commitment", filters, statement));
      return store.firstStated(filters);
    },
    revisions: (commitmentId, page) => {
      note(aggregate(commitmentId));
      return store.revisions(commitmentId, page);
    },
    linesOfParts: (commitmentId, between) => {
      note(aggregate(commitmentId));
      return store.linesOfParts(commitmentId, between);
    },
    amounts: noting(store.amounts, anything),
    changeSets: noting(store.changeSets, anything),
    changeSet: noting(store.changeSet, anything),
    path: noting(store.path, anyOf("relation")),
    referencesTo: noting(store.referencesTo, anything),
    lines: noting(store.lines, anything),
    head: noting(store.head, anything),
    headAt: noting(store.headAt, anything),
    changesAfter: noting(store.changesAfter, anything),
    at: (moment) => {
      if (moment.seq === undefined) note(anything);
      return store.at(moment);
    },
    for: (caller) => observed(store.for(caller), marks),
  };
}
