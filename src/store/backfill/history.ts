import type { Assessment } from "../../domain/assessment.ts";
import { type Commitment, plainCommitment } from "../../domain/commitment.ts";
import { type Event, plainEvent } from "../../domain/event.ts";
import type { Milestone } from "../../domain/milestone.ts";
import { judge } from "../../domain/phases.ts";
import type { Quote } from "../../domain/quote.ts";
import type { Source } from "../../domain/source.ts";
import type { Entities, Kind } from "../port/entities.ts";
import type { Change, Line } from "../port/store.ts";
import { kinds, placeOf } from "../schema/kinds.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { recordRow } from "../sql/derived-rows.ts";
import { insertInto, type Steps } from "../sql/statement.ts";
import { index } from "../sql/write-indexes.ts";
import { lacksWords, learnWords, linesAfter } from "./search-index.ts";

/** Completes what an earlier version wrote to what this one expects, from the ledger, where anything is missing. */
export function* backfill(tables: Tables): Steps<void> {
  yield* learnPast(tables);
  yield* learnWords(tables);
}

/** Whether anything is missing: to see that, nobody need be waited for. */
export function* isBehind(tables: Tables): Steps<boolean> {
  return (yield* lacksPast(tables)) || (yield* lacksWords(tables));
}

function* lacksPast({ party: { table, columns } }: Tables): Steps<boolean> {
  const [unknown] = yield sql`select 1 as found from ${table} where ${columns.sinceSeq} = 0 limit 1`;
  return unknown !== undefined;
}

/**
 * A database from before earlier rows were kept (version 0.1.0): its ledger tells them all. Goes through it once, and
 * does nothing where every row knows its line.
 */
function* learnPast(tables: Tables): Steps<void> {
  if (!(yield* lacksPast(tables))) return;
  for (const name of ["links", "timeline", "phases", "spans"] as const) {
    yield sql`delete from ${tables[name].table}`;
  }
  const state: State = { latest: new Map(), parts: new Map() };
  for (let lines = yield* linesAfter(tables, 0); lines.length > 0; ) {
    let transaction: Line[] = [];
    for (const [n, line] of lines.entries()) {
      transaction.push(line);
      yield* replay(tables, line, state);
      if (lines[n + 1]?.tx === line.tx) continue;
      yield* phasesOf(tables, transaction, state);
      transaction = [];
    }
    lines = yield* linesAfter(tables, lines.at(-1)?.seq ?? 0);
  }
}

/** The newest line of each record, and of each part of a commitment's aggregate. */
interface State {
  latest: Map<string, Line>;
  parts: Map<string, Map<string, Line>>;
}

function* replay(tables: Tables, line: Line, state: State): Steps<void> {
  const { kind, id, op, seq, version } = line;
  const entity = line.data as Entities[Kind];
  const before = state.latest.get(placeOf(kind, id));
  if (before) {
    const row = recordRow(kind, before.data as Entities[Kind], before.op === "delete" ? before.at : null);
    yield insertInto(tables[`${kind}Past`], { ...row, sinceSeq: before.seq, untilSeq: seq });
  }
  const table = tables[kind];
  const key = table.columns[kinds[kind].key] as never;
  const { dueEarliest = null, dueLatest = null } = recordRow(kind, entity, null);
  const due =
    kind === "milestone"
      ? sql`, due_earliest = ${dueEarliest as string | null}, due_latest = ${dueLatest as string | null}`
      : sql``;
  yield sql`update ${table.table} set since_seq = ${seq}${due} where ${key} = ${id} and ${table.columns.version} = ${version}`;
  yield* index(tables, { op, kind, entity } as Change, {
    was: (before?.data ?? entity) as Entities[Kind],
    entity,
    seq,
  });
  state.latest.set(placeOf(kind, id), line);
  if (line.commitmentId === null || kind === "commitment") return;
  const parts = state.parts.get(line.commitmentId) ?? new Map<string, Line>();
  state.parts.set(line.commitmentId, parts.set(id, line));
}

/** The phases of the commitments that a transaction touched, as its last line left them. */
function* phasesOf(tables: Tables, transaction: readonly Line[], state: State): Steps<void> {
  for (const { kind, op, seq, at, data } of transaction) {
    if (kind !== "commitment" || op === "delete") continue;
    const commitment = { ...plainCommitment, ...(data as Commitment) };
    const parts = [...(state.parts.get(commitment.id)?.values() ?? [])].filter((line) => line.op !== "delete");
    const events = parts
      .filter((line) => line.kind === "event")
      .map((line) => ({ ...plainEvent, ...(line.data as Event) }));
    const milestones = parts.filter((line) => line.kind === "milestone").map((line) => line.data as Milestone);
    const assessments = parts.filter((line) => line.kind === "assessment").map((line) => line.data as Assessment);
    const quoted = commitment.quotes.flatMap((id) => recordIn<Quote>(state, "quote", id)?.sourceId ?? []);
    const cited = events.flatMap(({ evidence }) => evidence.map(({ sourceId }) => sourceId));
    const issuers = new Map(
      [...quoted, ...cited].map((id) => [id, recordIn<Source>(state, "source", id)?.issuedBy ?? []] as const),
    );
    const { phases, spans, turnsOn } = judge(
      { commitment, events, milestones, assessments },
      { quoted, issuers },
      at.slice(0, 10),
    );
    yield* index(
      tables,
      { op: "update", kind, entity: commitment, phases, spans, turnsOn },
      { was: commitment, entity: commitment, seq },
    );
  }
}

function recordIn<E>(state: State, kind: Kind, id: string): E | undefined {
  return state.latest.get(placeOf(kind, id))?.data as E | undefined;
}
