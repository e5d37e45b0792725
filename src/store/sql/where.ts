import type { Column } from "drizzle-orm";
import { Role } from "../../domain/codelists/codelists.ts";
import { type Circle, chordOf, placeAt } from "../../domain/geo.ts";
import type { Kind } from "../port/entities.ts";
import type { Filter } from "../port/query.ts";
import { kinds } from "../schema/kinds.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { fieldOf } from "./records.ts";
import { searched } from "./search.ts";
import { duplicated, duplicateOf, evidenced, quiet } from "./upkeep.ts";

/** Filters, sorts and keyset positions as SQL. Identifiers come from the tables alone; values are always bound. */

export function columnOf(tables: Tables, kind: Kind | "timeline" | "ledger", field: string): Column {
  const column = tables[kind].columns[field];
  if (!column) throw new Error(`no column ${field} in ${kind}`);
  return column;
}

/**
 * The condition that all filters hold for a live record of this kind. `isWalk`: written so that SQLite asks it of each
 * record in the order that is asked for, instead of finding all that match first.
 */
export function where(tables: Tables, kind: Kind, filters: readonly Filter[], isWalk = false): SQL {
  const conditions = filters.map((filter) => condition(tables, kind, filter, isWalk));
  // What is deleted has no links. A walk that asks for them need not read each row.
  const isLinked = isWalk && filters.some((filter) => "link" in filter && !filter.not);
  const alive = isLinked ? [] : [sql`${columnOf(tables, kind, "deletedAt")} is null`];
  return sql.join([...alive, ...conditions], sql` and `);
}

/** An expression has no index. */
export const asked = (column: Column, isFree: boolean): SQL => (isFree ? sql`+${column}` : sql`${column}`);

/** The condition that one filter holds. */
export function condition(tables: Tables, kind: Kind, filter: Filter, isWalk: boolean): SQL {
  if ("timeliness" in filter) return among(timelinessCase(tables, filter.day), filter.timeliness, filter.not);
  if ("search" in filter) return searched(tables, kind, filter);
  if ("near" in filter) return nearby(tables, filter.near);
  if ("link" in filter) return linked(tables, kind, filter, isWalk);
  if ("bounds" in filter) {
    const [earliest, latest] = filter.bounds.map((field) => columnOf(tables, kind, field)) as [Column, Column];
    const opens = filter.opens === undefined ? {} : { opens: columnOf(tables, kind, filter.opens) };
    return overlap({ earliest, latest, ...opens }, filter);
  }
  if ("ahead" in filter) return ahead(tables, filter);
  if ("standing" in filter) return standing(tables, filter);
  if ("quietSince" in filter) return quiet(tables, filter);
  if ("evidenced" in filter) return evidenced(tables, filter);
  if ("duplicated" in filter) return duplicated(tables, filter);
  if ("duplicateOf" in filter) return duplicateOf(tables, filter);
  if ("unverified" in filter) return unverified(tables, filter);
  const known = tables[kind].columns[filter.field];
  if ("in" in filter && !known) return among(fieldOf(tables, kind, filter.field), filter.in, filter.not);
  const column = asked(columnOf(tables, kind, filter.field), isWalk);
  if ("before" in filter) return sql`(${column} is null or ${column} < ${filter.before})`;
  if ("in" in filter) return among(column, filter.in, filter.not);
  const from = filter.from === undefined ? sql`` : sql` and ${column} >= ${filter.from}`;
  const to = filter.to === undefined ? sql`` : sql` and ${column} <= ${filter.to}`;
  return sql`(${column} is not null${from}${to})`;
}

/**
 * Uncertain dates match if their bounds overlap the range. An open bound has no limit, unless `opens` says from when an
 * open start counts; no bounds never match.
 */
export function overlap(
  { earliest, latest, opens }: { earliest: Column; latest: Column; opens?: Column },
  range: { from?: string; to?: string },
): SQL {
  const from = range.from === undefined ? sql`` : sql` and (${latest} is null or ${latest} >= ${range.from})`;
  const limit = opens === undefined ? sql`` : sql` and (${opens} is null or ${opens} <= ${range.to})`;
  const to = range.to === undefined ? sql`` : sql` and ((${earliest} is null${limit}) or ${earliest} <= ${range.to})`;
  return sql`((${earliest} is not null or ${latest} is not null)${from}${to})`;
}

/** By the places on the timeline: few of them are in the future, and an index finds those. */
function ahead(tables: Tables, { ahead: day, not = false }: Extract<Filter, { ahead: unknown }>): SQL {
  const { entry, at, earliest, ref, commitmentId } = tables.timeline.columns as Record<string, Column>;
  const { id, metEarliest, metLatest } = tables.milestone.columns as Record<string, Column>;
  const isMet = sql`exists (select 1 from ${tables.milestone.from} where ${id} = ${ref}
    and (${metEarliest} is not null or ${metLatest} is not null))`;
  const found = sql`select ${commitmentId} from ${tables.timeline.from} where ${at} > ${day} and ${earliest} > ${day}
    and (${entry} in ('stated', 'event', 'assessment') or (${entry} = 'milestone' and ${isMet}))`;
  const key = columnOf(tables, "commitment", "id");
  return not ? sql`${key} not in (${found})` : sql`${key} in (${found})`;
}

/** Whether a party of the commitment, one of the subjects if any are named, stands so on a day. */
function standing(
  tables: Tables,
  { standing: states, axis, subjects, day, not }: Extract<Filter, { standing: unknown }>,
): SQL {
  const { id, axis: of, subject, state, fromDay, untilDay } = tables.spans.columns as Record<string, Column>;
  const whose = subjects === undefined ? sql`` : sql` and ${among(sql`${subject}`, subjects)}`;
  return sql`${columnOf(tables, "commitment", "id")} in (select ${id} from ${tables.spans.from}
    where ${of} = ${axis} and ${among(sql`${state}`, states, not)} and ${fromDay} <= ${day} and ${untilDay} > ${day}${whose})`;
}

/** The roles in which a commitment itself, and nothing else of its aggregate, points at such things. */
const ownRoles: Partial<Record<string, readonly string[]>> = {
  party: Role.options,
  tag: ["tag"],
  sector: ["sector", "sector_code"],
};

type Linked = Extract<Filter, { link: unknown }>;

/** Whether it is the record itself that points there, and nothing else of its aggregate. */
export function isOwn(kind: Kind, { link, rel }: Linked): boolean {
  const own = ownRoles[link];
  return kind !== "commitment" || (own !== undefined && (rel ?? own).every((role) => own.includes(role)));
}

/** What a commitment's aggregate is made of. */
const aggregateKinds = ["commitment", "event", "milestone", "assessment", "relation"] as const satisfies Kind[];

/** The links that point at one of the targets, and the column that says whose they are. */
export function pointing(
  tables: Tables,
  kind: Kind,
  filter: Linked,
  isProbe = false,
): { where: SQL; whose: Column; isOwn: boolean } {
  const columns = tables.links.columns as Record<
    "fromKind" | "fromId" | "rel" | "toKind" | "toId" | "aggregateId",
    Column
  >;
  const { fromKind, fromId, rel, toKind, toId, aggregateId } = columns;
  const isItsOwn = isOwn(kind, filter);
  const role = filter.rel === undefined ? sql`` : sql` and ${among(asked(rel, isProbe), filter.rel)}`;
  const from = isItsOwn ? sql`${fromKind} = ${kind}` : among(sql`${fromKind}`, aggregateKinds);
  const target = sql`${toKind} = ${filter.link} and ${among(sql`${toId}`, filter.to)}${role}`;
  return { where: sql`${from} and ${target}`, whose: isItsOwn ? fromId : aggregateId, isOwn: isItsOwn };
}

/** The record, or for a commitment anything of its aggregate or a quote of it, points at one of the targets. */
function linked(tables: Tables, kind: Kind, filter: Linked, isWalk: boolean): SQL {
  const key = columnOf(tables, kind, kinds[kind].key);
  const links = pointing(tables, kind, filter, isWalk);
  const not = filter.not ? sql`not ` : sql``;
  if (isWalk && links.isOwn)
    return sql`${not}exists (select 1 from ${tables.links.from} where ${links.where} and ${links.whose} = ${key})`;
  const isQuoted = kind === "commitment" && filter.link === "source";
  const others = isQuoted ? sql` union ${throughQuotes(tables, filter.to)}` : sql``;
  const plain = isWalk ? pointing(tables, kind, filter) : links;
  return sql`${key} ${not}in (select ${plain.whose} from ${tables.links.from} where ${plain.where}${others})`;
}

function throughQuotes(tables: Tables, sources: readonly string[]): SQL {
  const { fromKind, toKind, toId, aggregateId } = tables.links.columns as Record<string, Column>;
  const { id, sourceId } = tables.quote.columns as Record<string, Column>;
  return sql`select ${aggregateId} from ${tables.links.from} where ${toKind} = 'quote'
    and ${among(sql`${fromKind}`, aggregateKinds)} and ${toId} in (select ${id} from ${tables.quote.from} where ${among(sql`${sourceId}`, sources)})`;
}

/**
 * `timeliness` of src/domain/lateness.ts, in SQL; a property test compares the two. A commitment that is done has at
 * least one bound.
 */
export function timelinessCase(tables: Tables, day: string): SQL {
  const of = (field: string) => columnOf(tables, "commitment", field);
  const [dueEarliest, dueLatest, doneEarliest, doneLatest] = [
    "dueEarliest",
    "dueLatest",
    "doneEarliest",
    "doneLatest",
  ].map(of);
  return sql`case
    when ${dueEarliest} is null and ${dueLatest} is null then 'no_due'
    when ${of("status")} in ('cancelled', 'superseded', 'lapsed') then 'closed_unmet'
    when ${doneEarliest} is not null or ${doneLatest} is not null then case
      when ${dueLatest} is null or ${doneLatest} <= ${dueLatest} then 'met_on_time'
      when ${doneEarliest} > ${dueLatest} then 'met_late'
      else 'met_timing_unclear' end
    when ${day} < coalesce(${dueEarliest}, ${dueLatest}) then 'not_yet_due'
    when ${dueLatest} is null or ${day} <= ${dueLatest} then 'due_now'
    when ${day} < ${of("awaitedUntil")} then 'awaiting_condition'
    else 'overdue' end`;
}

/** `isUnlooked` of src/domain/commitment-view.ts, in SQL. */
export function unlooked(tables: Tables): SQL {
  const of = (field: string) => columnOf(tables, "commitment", field);
  return sql`(${of("nextReviewOn")} is null and (${of("reviewedOn")} is null or ${of("reviewedOn")} <= ${of("dueLatest")}))`;
}

function unverified(tables: Tables, { unverified: is, day }: Extract<Filter, { unverified: unknown }>): SQL {
  const so = sql`(${timelinessCase(tables, day)} = 'overdue' and ${unlooked(tables)})`;
  return is ? so : sql`not coalesce(${so}, 1 = 0)`;
}

/** The exact distance decides; an index on the bounds along one axis leaves few to be measured. */
function nearby(tables: Tables, circle: Circle): SQL {
  const centre = placeAt(circle);
  const chord = chordOf(circle.km);
  const axes = (["placeX", "placeY", "placeZ"] as const).map((axis) => ({
    column: columnOf(tables, "commitment", axis),
    at: centre[axis],
  }));
  const bounds = axes.map(({ column, at }) => sql`${column} between ${at - chord} and ${at + chord}`);
  const squares = axes.map(({ column, at }) => sql`(${column} - ${at}) * (${column} - ${at})`);
  return sql`(${sql.join(bounds, sql` and `)} and ${sql.join(squares, sql` + `)} <= ${chord * chord})`;
}
