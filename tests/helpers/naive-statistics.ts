import { expect } from "vitest";
import { codelists } from "../../src/domain/codelists/codelists.ts";

/** Statistics worked out the slow way, from commitments as lists answer them. */

export interface Row {
  slug: string;
  status: string;
  type: string;
  firmness: string;
  timeliness: string;
  unverified: boolean;
  fulfilment: string;
  fulfilmentByOrigin: { selfReported: string; independent: string };
  corroboration: string;
  parties: { party: string; role: string }[];
  sectors: { vocabulary: string; code: string }[];
  tags: string[];
  statedEarliest: string | null;
  statedLatest: string | null;
  due: { earliest: string | null; latest: string | null } | null;
  slippage: { minDays: number | null; maxDays: number | null } | null;
}
type Key = string | null;

const partiesOf = (row: Row, role?: string): Key[] => {
  const codes = row.parties.filter((party) => role === undefined || party.role === role).map(({ party }) => party);
  return codes.length === 0 ? [null] : codes;
};
const year = (day: string | null | undefined): Key => day?.slice(0, 4) ?? null;
const orNone = (keys: string[]): Key[] => (keys.length === 0 ? [null] : keys);

/** The values of a commitment in each dimension. */
export const valuesOf: Readonly<Record<string, (row: Row) => Key[]>> = {
  status: ({ status }) => [status],
  type: ({ type }) => [type],
  firmness: ({ firmness }) => [firmness],
  timeliness: ({ timeliness }) => [timeliness],
  fulfilment: ({ fulfilment }) => [fulfilment],
  corroboration: ({ corroboration }) => [corroboration],
  party: (row) => partiesOf(row),
  promisor: (row) => partiesOf(row, "promisor"),
  promisee: (row) => partiesOf(row, "promisee"),
  tag: ({ tags }) => orNone(tags),
  sector: ({ sectors }) => orNone(sectors.map(({ vocabulary, code }) => `${vocabulary}:${code}`)),
  statedYear: (row) => [year(row.statedEarliest ?? row.statedLatest)],
  dueYear: ({ due }) => [year(due?.latest)],
};

function median(values: number[]): number | null {
  const [ordered, half] = [values.toSorted((a, b) => a - b), values.length / 2];
  if (ordered.length === 0) return null;
  const middle = (Number(ordered[Math.ceil(half) - 1]) + Number(ordered[Math.floor(half)])) / 2;
  return Number.isFinite(middle) ? middle : null;
}

const compare = (a: Key, b: Key) =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : Buffer.compare(Buffer.from(a), Buffer.from(b));

/** What /v1/stats says of these commitments by one or two dimensions, but for labels and scores. */
export function naiveGroups(rows: readonly Row[], by: readonly string[]) {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const [first = [], second] = by.map((dimension) => [...new Set(valuesOf[dimension]?.(row))]);
    const keys = first.flatMap((key) => second?.map((key2) => [key, key2]) ?? [[key]]);
    for (const key of keys.map((each) => JSON.stringify(each))) groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups]
    .map(([json, members]) => {
      const keys: Key[] = JSON.parse(json);
      const late = members.flatMap(({ slippage }) =>
        slippage?.minDays == null ? [] : { ...slippage, minDays: slippage.minDays },
      );
      return {
        key: keys[0] ?? null,
        ...(keys.length > 1 && { key2: keys[1] ?? null }),
        count: members.length,
        unverified: members.filter(({ unverified }) => unverified).length,
        overdue: members.filter(({ timeliness }) => timeliness === "overdue").length,
        slippage: {
          n: late.length,
          medianMinDays: median(late.map(({ minDays }) => minDays)),
          medianMaxDays: median(late.map(({ maxDays }) => maxDays ?? Number.POSITIVE_INFINITY)),
        },
        members,
      };
    })
    .sort((a, b) => b.count - a.count || compare(a.key, b.key) || compare(a.key2 ?? null, b.key2 ?? null));
}

const points: Readonly<Record<string, readonly [partial: number, g20: number]>> = {
  not_started: [0, -1],
  limited: [1 / 3, 0],
  substantial: [2 / 3, 0],
  full: [1, 1],
  contradicted: [0, -1],
};

/** Scores of these commitments by one of their judgements: means of what each is worth, without the interval. */
export function naiveScore(rows: readonly Row[], judgement: (row: Row) => string) {
  const worth = rows.flatMap((row) => {
    const of = points[judgement(row)];
    return of ? [{ partial: of[0], g20: of[1], strict: Number(judgement(row) === "full") }] : [];
  });
  const unjudged = rows.filter((row) => judgement(row) === "not_assessed");
  const notYetDue = unjudged.filter(({ timeliness }) => timeliness === "not_yet_due").length;
  const unverifiable = rows.filter((row) => judgement(row) === "unverifiable").length;
  const could = rows.length - notYetDue;
  const mean = (of: "strict" | "partial" | "g20") =>
    worth.length === 0 ? null : expect.closeTo(worth.reduce((sum, each) => sum + each[of], 0) / worth.length, 3);
  return {
    ...{ n: worth.length, strict: mean("strict"), partial: mean("partial"), g20: mean("g20") },
    strictInterval: worth.length === 0 ? null : expect.anything(),
    coverage: could === 0 ? null : expect.closeTo(worth.length / could, 3),
    ...{ unverifiable, notAssessed: unjudged.length - notYetDue, notYetDue },
  };
}

export const nameOfCode = (list: string, code: string): string | undefined =>
  codelists.find(({ name }) => name === list)?.codes.find((entry) => entry.code === code)?.name;
