import { Fulfilment } from "../../domain/codelists/codelists.ts";
import type { Basis, Tallies, Tally, TallyQuery } from "../port/statistics.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { keyNames, keysOf, selectFaceted } from "./facets.ts";
import { middlesOf } from "./medians.ts";
import type { Row } from "./row.ts";
import type { Steps } from "./statement.ts";
import { columnOf, timelinessCase, unlooked } from "./where.ts";

/** Counting commitments in the database. Only whole numbers come out of it, so that both engines answer alike. */

/** The column that each kind of score reads. */
export const basisColumns = {
  all: "fulfilment",
  selfReported: "fulfilmentSelfReported",
  independent: "fulfilmentIndependent",
} as const satisfies Readonly<Record<Basis, string>>;
export const bases = Object.keys(basisColumns) as Basis[];
const commas = sql`, `;

export function* tally(tables: Tables, query: TallyQuery): Steps<Tallies> {
  const found = yield grouped(tables, query);
  const [groups, members] = [Number(found[0]?.groups ?? 0), Number(found[0]?.members ?? 0)];
  const rows = found.map((row) => tallyOf(row, query));
  const isOnce = query.by.every((facet) => !("link" in facet) && !("standing" in facet));
  const total = isOnce ? members : yield* totalOf(tables, query);
  if (!query.measures.includes("slippage")) return { total, groups, members, rows };
  const shown = groups > rows.length ? rows.map(({ keys }) => keys) : null;
  const slippages = yield* middlesOf(tables, query, shown);
  return { total, groups, members, rows: rows.map((row) => ({ ...row, slippage: slippages(row.keys) })) };
}

/** By status, since the index for counting begins with it. */
function* totalOf(tables: Tables, { filters }: TallyQuery): Steps<number> {
  const by = [{ field: "status" }];
  const picked = selectFaceted(tables, by, { more: [], filters });
  const [row] = yield sql`select sum(counted) as total
    from (select count(*) as counted from (${picked}) as picked group by ${keyNames(by)}) as counts`;
  return Number(row?.total ?? 0);
}

/** Equal rows are counted, then the counts summed: a sum for each code over every row costs several times more. */
function grouped(tables: Tables, query: TallyQuery): SQL {
  const { by, filters, measures, day, limit } = query;
  const keys = keyNames(by);
  const state = sql`${stateOf(tables, day)} as "state"`;
  const judged = bases.map((basis) => sql`${columnOf(tables, "commitment", basisColumns[basis])} as ${named(basis)}`);
  const more = [
    ...(measures.includes("overdue") || measures.includes("scores") ? [{ value: state, name: named("state") }] : []),
    ...(measures.includes("scores") ? judged.map((value, n) => ({ value, name: named(bases[n] ?? "") })) : []),
  ];
  const picked = selectFaceted(tables, by, { more: more.map(({ value }) => value), filters });
  const cell = sql.join([keys, ...more.map(({ name }) => name)], commas);
  const sums = [
    ...(measures.includes("overdue")
      ? [sumWhere(sql`"state" in (1, 3)`, "overdue"), sumWhere(sql`"state" = 3`, "unverified")]
      : []),
    ...(measures.includes("scores") ? bases.flatMap(sumsOf) : []),
  ];
  return sql`select ${sql.join([keys, sql`sum(counted) as total`, ...sums], commas)},
      count(*) over () as groups, sum(sum(counted)) over () as members
    from (select ${cell}, count(*) as counted from (${picked}) as picked group by ${cell}) as cells
    group by ${keys} order by total desc, ${nullsLast(by.length)} limit ${limit}`;
}

/** 1: overdue; 3: overdue, and nobody has looked since; 2: not yet due; 0: anything else. */
export const stateOf = (tables: Tables, day: string): SQL =>
  sql`case ${timelinessCase(tables, day)} when 'overdue' then case when ${unlooked(tables)} then 3 else 1 end
    when 'not_yet_due' then 2 else 0 end`;

const named = (text: string): SQL => sql.raw(`"${text}"`);
const sumWhere = (condition: SQL, name: string): SQL =>
  sql`sum(case when ${condition} then counted else 0 end) as ${named(name)}`;
const nullsLast = (count: number): SQL =>
  sql.raw(Array.from({ length: Math.max(1, count) }, (_, n) => `"k${n}" nulls last`).join(", "));

function sumsOf(basis: Basis): SQL[] {
  return [
    ...Fulfilment.options.map((code) => sumWhere(sql`${named(basis)} = ${code}`, `${basis} ${code}`)),
    sumWhere(sql`"state" = 2 and ${named(basis)} = 'not_assessed'`, `${basis} early`),
  ];
}

function tallyOf(row: Row, { by }: TallyQuery): Tally {
  const number = (name: string) => Number(row[name] ?? 0);
  const judgedOf = (basis: Basis) => ({
    by: Object.fromEntries(Fulfilment.options.map((code) => [code, number(`${basis} ${code}`)])),
    notYetDue: number(`${basis} early`),
  });
  return {
    keys: keysOf(row, by),
    count: number("total"),
    overdue: number("overdue"),
    unverified: number("unverified"),
    judged: { all: judgedOf("all"), selfReported: judgedOf("selfReported"), independent: judgedOf("independent") },
    slippage: null,
  };
}
