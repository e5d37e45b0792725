import type { Column } from "drizzle-orm";
import type { Assessment } from "../../domain/assessment.ts";
import { type Commitment, plainCommitment } from "../../domain/commitment.ts";
import { type Event, plainEvent } from "../../domain/event.ts";
import type { Milestone } from "../../domain/milestone.ts";
import { judge } from "../../domain/phases.ts";
import type { Quote } from "../../domain/quote.ts";
import type { Source } from "../../domain/source.ts";
import type { Kind } from "../port/entities.ts";
import { type Line, tells } from "../port/store.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { phaseRows, spanRows } from "../sql/derived-rows.ts";
import type { Row } from "../sql/row.ts";
import { decode, type Steps, selectFrom } from "../sql/statement.ts";
import { among } from "../sql/where.ts";
import type { Watch } from "./finding.ts";
import { compareSets } from "./tables.ts";

/** Checking what the tables say that commitments were on each day: judged anew from the ledger's newest lines. */
export function* checkPhases(tables: Tables, newest: readonly Row[], watch: Watch): Steps<void> {
  const commitments = newest.flatMap((row) => read(tables, row)) as Line<"commitment">[];
  const live = commitments.filter(({ op, data }) => op !== "delete" && Array.isArray(data.quotes) && data.statedOn);
  const ids = live.map(({ id }) => id);
  const parts: Line[] = [];
  for (const kind of ["event", "milestone", "assessment"] as const) parts.push(...(yield* newestOf(tables, kind, ids)));
  const quotes = yield* recordsOf<Quote>(
    tables,
    "quote",
    live.flatMap(({ data }) => data.quotes),
  );
  const cited = parts.flatMap(({ data }) =>
    Array.isArray((data as Event).evidence) ? (data as Event).evidence.map(({ sourceId }) => sourceId) : [],
  );
  const quoted = [...quotes.values()].flatMap(({ sourceId }) => sourceId ?? []);
  const sources = yield* recordsOf<Source>(tables, "source", [...cited, ...quoted]);
  const issuers = new Map([...sources].map(([id, { issuedBy }]) => [id, issuedBy] as const));
  const judged = live.map(({ id, at, data }) => {
    const own = parts.filter((line) => line.commitmentId === id);
    const events = own
      .filter(({ kind }) => kind === "event")
      .map((line) => ({ ...plainEvent, ...(line.data as Event) }));
    const milestones = own.filter(({ kind }) => kind === "milestone").map((line) => line.data as Milestone);
    const assessments = own.filter(({ kind }) => kind === "assessment").map((line) => line.data as Assessment);
    const grounds = { quoted: data.quotes.flatMap((quote) => quotes.get(quote)?.sourceId ?? []), issuers };
    return {
      id,
      ...judge(
        { commitment: { ...plainCommitment, ...(data as Commitment) }, events, milestones, assessments },
        grounds,
        at.slice(0, 10),
      ),
    };
  });
  for (const name of ["phases", "spans"] as const) {
    const rows = judged.flatMap(({ id, phases, spans }) =>
      name === "phases" ? phaseRows(id, phases) : spanRows(id, spans),
    );
    const found = yield sql`${selectFrom(tables[name])} where ${among(sql`${tables[name].columns.id}`, ids)}`;
    compareSets(tables[name], { expected: rows, found, key: "id" }, watch);
  }
}

/** Live records of a kind that belong to these commitments, as their newest lines have them. */
export function* newestOf(tables: Tables, of: Kind, commitments: readonly string[]): Steps<Line[]> {
  const { kind, id, version, commitmentId } = tables.ledger.columns as Record<string, Column>;
  const rows =
    yield sql`${selectFrom(tables.ledger)} where ${kind} = ${of} and ${among(sql`${commitmentId}`, commitments)}
    and ${version} = (select max(later.version) from ${tables.ledger.table} as later where later.kind = ${kind} and later.id = ${id})`;
  return rows.flatMap((row) => read(tables, row)).filter(({ op }) => op !== "delete");
}

/** Records as their newest lines have them, by their ids. */
export function* recordsOf<E>(tables: Tables, of: Kind, ids: readonly string[]): Steps<Map<string, E>> {
  const { kind, id, version } = tables.ledger.columns as Record<string, Column>;
  const rows = yield sql`${selectFrom(tables.ledger)} where ${kind} = ${of} and ${among(sql`${id}`, [...new Set(ids)])}
    and ${version} = (select max(later.version) from ${tables.ledger.table} as later where later.kind = ${kind} and later.id = ${id})`;
  return new Map(rows.flatMap((row) => read(tables, row)).map((line) => [line.id, line.data as E]));
}

/** A purged line tells nothing; one that cannot be read is reported by the chain's own check. */
export function read(tables: Tables, row: Row): Line[] {
  try {
    return [decode(row, tables.ledger) as unknown as Line].filter(tells);
  } catch {
    return [];
  }
}
