import type { Commitment } from "../../domain/commitment.ts";
import { judge } from "../../domain/phases.ts";
import type { Course } from "../port/store.ts";
import type { Tables } from "../schema/tables.ts";
import { readParts, recordsBy } from "../sql/records.ts";
import type { Steps } from "../sql/statement.ts";

/** What a commitment was from day to day, judged from its aggregate as these tables have it, on the day of a write. */
export function* courseOf(tables: Tables, commitment: Commitment, today: string): Steps<Course> {
  const parts = yield* readParts(tables, ["event", "milestone", "assessment"], [commitment.id]);
  const events = parts.flatMap((part) => (part.kind === "event" ? part.record : []));
  const milestones = parts.flatMap((part) => (part.kind === "milestone" ? part.record : []));
  const assessments = parts.flatMap((part) => (part.kind === "assessment" ? part.record : []));
  const quoted = (yield* recordsBy(tables, "quote", commitment.quotes)).map(({ sourceId }) => sourceId);
  const cited = events.flatMap(({ evidence }) => evidence.map(({ sourceId }) => sourceId));
  const sources = yield* recordsBy(tables, "source", [...new Set([...quoted, ...cited])]);
  const issuers = new Map(sources.map(({ id, issuedBy }) => [id, issuedBy]));
  const { phases, spans, turnsOn } = judge({ commitment, events, milestones, assessments }, { quoted, issuers }, today);
  return { phases, spans, turnsOn };
}
