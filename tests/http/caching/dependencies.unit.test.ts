import { describe, expect, it } from "vitest";
import {
  anyOf,
  anything,
  column,
  type Marks,
  marksLeft,
  marksOfFilter,
  marksOfSelection,
  marksOfTally,
} from "../../../src/http/caching/dependencies.ts";
import { Dimension, facetOf } from "../../../src/stats/dimensions.ts";
import type { Kind } from "../../../src/store/port/entities.ts";
import type { Filter } from "../../../src/store/port/query.ts";
import { built, type SQL } from "../../../src/store/schema/sql.ts";
import { tables as both } from "../../../src/store/schema/tables.ts";
import { tally } from "../../../src/store/sql/counts.ts";
import { orderBy, terms } from "../../../src/store/sql/order.ts";
import { where } from "../../../src/store/sql/where.ts";

describe("a change leaves a mark", () => {
  const line = { seq: 1, hash: "", kind: "event", id: "e", commitmentIds: ["c"] } as const;

  it("for its record, its kind, its commitment and the columns that it changed", () => {
    const marks = marksLeft({ ...line, op: "update", columns: ["title", "dateKey"] });
    expect(marks.toSorted()).toEqual(["*", "event", "event e", "event.dateKey", "event.title", "of c"]);
  });

  it("for which records there are, where it makes one or takes one away", () => {
    expect(marksLeft({ ...line, op: "delete", columns: null })).toContain("event+");
    expect(marksLeft({ ...line, op: "update", columns: ["title"] })).not.toContain("event+");
  });
});

const tables = both.sqlite;
const kindOf = new Map<string, Kind>([
  ["commitments", "commitment"],
  ["events", "event"],
  ["milestones", "milestone"],
  ["assessments", "assessment"],
  ["relations", "relation"],
  ["quotes", "quote"],
  ["sources", "source"],
  ["parties", "party"],
]);
/** Whether a record is there, and which one it is. */
const ofMembers: ReadonlySet<string> = new Set(["id", "code", "deleted_at"]);

/** The columns of records that a statement reads, as marks; those of tables that are made of several kinds are left. */
function readBy(text: string): string[] {
  const found = [...text.matchAll(/"(\w+)"\."(\w+)"/g)].map(([, table = "", name = ""]) => ({ table, name }));
  return found.flatMap(({ table, name }) => {
    const kind = kindOf.get(table);
    if (kind === undefined || ofMembers.has(name)) return [];
    const field = Object.entries(tables[kind].columns).find(([, each]) => each.name === name)?.[0];
    return [column(kind, field ?? name)];
  });
}

const isNoted = (marks: Marks, mark: string): boolean =>
  marks.has(anything) || marks.has(mark) || marks.has(mark.split(".")[0] ?? "");
const missing = (text: string, noted: readonly string[]) => {
  const marks: Marks = new Set(noted);
  return readBy(text).filter((mark) => !isNoted(marks, mark));
};

const filters: readonly Filter[] = [
  { field: "status", in: ["stated"] },
  { field: "titleKey", in: ["a"], not: true },
  { field: "updatedAt", from: "2026" },
  { bounds: ["dueEarliest", "dueLatest"], opens: "statedEarliest", from: "2026-01-01", to: "2027-01-01" },
  { bounds: ["statusSinceEarliest", "statusSinceLatest"], from: "2026-01-01" },
  { timeliness: ["overdue"], day: "2026-01-01" },
  { near: { lat: 1, lon: 1, km: 5 } },
  { ahead: "2026-01-01" },
  { duplicated: true },
  { duplicateOf: "a" },
  { link: "source", to: ["a"] },
];

describe("the columns that decide what matches", () => {
  it.each(filters.map((filter) => [JSON.stringify(filter), filter] as const))("are all noted: %s", (_text, filter) => {
    const { text } = built(where(tables, "commitment", [filter]), "sqlite");
    expect(readBy(text).length).toBeGreaterThan(0);
    expect(missing(text, marksOfFilter("commitment", filter))).toEqual([]);
  });

  it.each([
    [{ link: "party", rel: ["promisor", "funder"], to: ["KGZ"] }, ["commitment.parties"]],
    [{ link: "tag", to: ["a"] }, ["commitment.tags"]],
    [{ link: "sector", to: ["a"], not: true }, ["commitment.sectors"]],
    [{ link: "party", rel: ["promisor", "assessed"], to: ["KGZ"] }, ["assessment", "commitment"]],
    [{ link: "quote", to: ["a"] }, ["commitment", "event", "quote"]],
    [{ search: { all: [], none: [] } }, [anything]],
  ] as const)("are noted where they stand in an index over several kinds: %o", (filter, marks) => {
    expect(marksOfFilter("commitment", filter as Filter)).toEqual(expect.arrayContaining([...marks]));
  });

  it("are noted of the order, too", () => {
    const sort = ["statedEarliest", "titleKey", "dueLatest"].map((field) => ({ field, descending: true }));
    const { text } = built(orderBy(terms(tables, "commitment", sort)), "sqlite");
    expect(readBy(text)).toHaveLength(3);
    expect(missing(text, marksOfSelection("commitment", [], sort))).toEqual([]);
  });

  it("are any change of the commitments that their parts are asked for of", () => {
    const of = (kind: Kind) => marksOfSelection(kind, [{ field: "commitmentId", in: ["a", "b"] }]);
    expect([of("event"), of("milestone"), of("assessment")]).toEqual([1, 2, 3].map(() => ["of a", "of b"]));
    expect(marksOfSelection("event", [{ field: "commitmentId", in: ["a"], not: true }])).toContain("event+");
  });

  it("of links of other kinds are any change of the kind", () => {
    expect(marksOfFilter("relation", { link: "commitment", rel: ["from"], to: ["a"] })).toEqual([anyOf("relation")]);
  });
});

describe("the columns that are counted", () => {
  it.each(Dimension.options)("are all noted, with all measures: by %s", (dimension) => {
    const query = {
      by: [facetOf(dimension, "2026-01-01")],
      filters: [{ field: "type", in: ["trade"] }],
      measures: ["overdue", "slippage", "scores"] as const,
      day: "2026-01-01",
      limit: 5,
    };
    const texts: string[] = [];
    const steps = tally(tables, query);
    for (let step = steps.next(); !step.done; step = steps.next([]))
      texts.push(built(step.value as SQL, "sqlite").text);
    expect(readBy(texts.join()).length).toBeGreaterThan(10);
    expect(texts.flatMap((text) => missing(text, marksOfTally(query)))).toEqual([]);
  });
});
