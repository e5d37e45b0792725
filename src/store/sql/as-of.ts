import type { Column } from "drizzle-orm";
import { ever } from "../../dates/calendar.ts";
import type { Moment } from "../port/store.ts";
import { kinds } from "../schema/kinds.ts";
import { type SQL, sql } from "../schema/sql.ts";
import { dialectOf, documentsWhere, type Kept, type TableOf, type Tables } from "../schema/tables.ts";

/**
 * The tables as they were: the same reads run on them, since each stands in for a table under its own name. Record time
 * picks rows by the ledger lines between which they held; valid time then leaves out what had not happened yet.
 */
export function tablesAt(tables: Tables, { seq, on, today }: Moment): Tables {
  const recorded = seq === undefined ? tables : asRecorded(tables, seq);
  if (on !== undefined) return asHappened(recorded, on, recorded === tables);
  if (today === undefined) return recorded;
  return { ...recorded, commitment: commitmentsToday(recorded, today) };
}

const kept = [
  "party",
  "source",
  "snapshot",
  "quote",
  "commitment",
  "event",
  "milestone",
  "assessment",
  "relation",
  "links",
  "timeline",
  "phases",
  "spans",
] as const satisfies readonly Kept[];

function asRecorded(tables: Tables, seq: number): Tables {
  const past = {
    ...tables,
    ledger: standIn(tables.ledger, {}, { rest: sql`where ${column(tables.ledger, "seq")} <= ${seq}` }),
  };
  for (const name of kept) past[name] = earlier(tables[name], tables[`${name}Past`], seq);
  past.search = { ...tables.search, from: documentsAt(seq) };
  return past;
}

/** What was searched then is kept in one table with what is. */
function documentsAt(seq: number): SQL {
  return documentsWhere(sql`since_seq <= ${seq} and (until_seq is null or until_seq > ${seq})`);
}

/**
 * The rows that held once line `seq` was written: those still there, and those replaced since. SQLite finds these by an
 * index if the condition stands within its part of the union. On PostgreSQL it stands around the union: each part is
 * then read in the order of an index, and they are merged, instead of sorting all rows for each page.
 */
function earlier(live: TableOf, past: TableOf, seq: number): TableOf {
  const untilSeq = past.columns.untilSeq as Column;
  const until = sql.identifier(untilSeq.name);
  const of = (table: TableOf) => list(columnsOf(live).map(([field]) => sql`${column(table, field)}`));
  const [within, around] =
    dialectOf(live) === "sqlite"
      ? [sql` where ${untilSeq} > ${seq}`, sql``]
      : [sql``, sql` and (${live.table}.${until} is null or ${live.table}.${until} > ${seq})`];
  const ever = sql`(select ${of(live)}, cast(null as bigint) as ${until} from ${live.from}
    union all select ${of(past)}, ${untilSeq} from ${past.from}${within}) as ${live.table}`;
  return {
    ...live,
    from: sql`(select ${of(live)} from ${ever} where ${column(live, "sinceSeq")} <= ${seq}${around}) as ${live.table}`,
  };
}

/** What a milestone was before it was met. */
const scheduled = JSON.stringify({ state: "scheduled", metOn: null, metEarliest: null, metLatest: null });

function asHappened(tables: Tables, on: string, isLive: boolean): Tables {
  const { event, milestone, assessment, relation, links, timeline, phases } = tables;
  const happened = (of: TableOf) => sql`(${column(of, "dateKey")} <= ${on} or ${written(of, on)})`;
  const metLater = isMetLater(milestone, on);
  const unlessLater = (field: string) => sql`case when ${metLater} then null else ${column(milestone, field)} end`;
  const idsOf = (of: TableOf) => sql`select ${column(of, "id")} from ${of.from} where ${happened(of)}`;
  const was = (
    end: string,
  ) => sql`exists (select 1 from ${phases.from} where ${column(phases, "id")} = ${column(relation, end)}
    and ${column(phases, "fromDay")} <= ${on} and ${column(phases, "untilDay")} > ${on})`;
  return {
    ...tables,
    commitment: commitmentsOn(tables, on, isLive),
    event: standIn(event, {}, { rest: sql`where ${happened(event)}` }),
    assessment: standIn(assessment, {}, { rest: sql`where ${happened(assessment)}` }),
    relation: standIn(relation, {}, { rest: sql`where ${was("from")} and ${was("to")}` }),
    milestone: standIn(
      milestone,
      { metEarliest: unlessLater("metEarliest"), metLatest: unlessLater("metLatest") },
      { differing: sql`case when ${metLater} then ${scheduled} end` },
    ),
    links: standIn(
      links,
      {},
      {
        rest: sql`where ${column(links, "fromKind")} not in ('event', 'assessment')
          or ${column(links, "fromId")} in (${idsOf(event)}) or ${column(links, "fromId")} in (${idsOf(assessment)})`,
      },
    ),
    timeline: timelineOn({ timeline, phases, milestone, event, assessment }, on),
  };
}

/**
 * Whether a record of something that happened was written by that day, and so it had happened: a day's grace lets it be
 * dated on the next. "~" comes after every time of day.
 */
const written = (of: TableOf, on: string): SQL => sql`${column(of, "updatedAt")} < ${`${on}~`}`;

const isMetLater = (milestone: TableOf, on: string): SQL =>
  sql`(coalesce(${column(milestone, "metEarliest")}, ${column(milestone, "metLatest")}) > ${on}
    and not ${written(milestone, on)})`;

/** Commitments that were stated by then, with the values of the phase that they were in. */
function commitmentsOn(tables: Tables, on: string, isLive: boolean): TableOf {
  const { commitment, phases } = tables;
  const { id, statedEarliest, createdAt, statusSinceEarliest } = commitment.columns as Record<string, Column>;
  const [key, since] = [namedAs(id, "phase_id"), namedAs(createdAt, "phase_from_day")];
  const of = { ...commitment, columns: { ...commitment.columns, key, since } };
  const values = {
    ...valuesOf(tables, (own) => sql`${own}`),
    key: sql`${column(phases, "id")}`,
    since: sql`${column(phases, "fromDay")}`,
  };
  const were = standIn(of, values, {
    rest: sql`join ${phases.from} on ${isDuring(tables, on)}`,
    differing: fieldsOfPhase(tables),
  });
  if (!isLive) return were;
  const early = new Map([
    [statedEarliest, sql`${statedEarliest} > substr(${createdAt}, 1, 10)`],
    [statusSinceEarliest, sql`${statusSinceEarliest} > ${since}`],
  ]);
  const ofPhases = new Set(sharedWithPhases(tables).map(([field]) => commitment.columns[field]));
  return { ...were, onDay: { day: on, early, ofPhases, key } };
}

const namedAs = (of: Column | undefined, name: string): Column =>
  Object.assign(Object.create(Object.getPrototypeOf(of)), of, { name });

/**
 * All commitments; those of which something begins by itself after they were written, or that were written on a later
 * day, with the values of the phase that they are in on that day, if any. A value is looked up where it is asked for,
 * so that one commitment is found without the others.
 */
function commitmentsToday(tables: Tables, today: string): TableOf {
  const { commitment, phases } = tables;
  const during = sql`from ${phases.from} where ${isDuring(tables, today)}`;
  const isPlain = sql`(${column(commitment, "turnsOn")} is null and ${column(commitment, "turned")} is null
    and ${written(commitment, today)} or not exists (select 1 ${during}))`;
  const then = (value: SQL, otherwise: SQL) =>
    sql`case when ${isPlain} then ${otherwise} else (select ${value} ${during}) end`;
  const values = valuesOf(tables, (own, other) => then(sql`${own}`, sql`${other}`));
  return standIn(commitment, values, { differing: then(fieldsOfPhase(tables), sql`null`) });
}

const isDuring = (
  { commitment, phases }: Tables,
  day: string,
): SQL => sql`${column(phases, "id")} = ${column(commitment, "id")}
  and ${column(phases, "fromDay")} <= ${day} and ${column(phases, "untilDay")} > ${day}`;

/** The columns that commitments and their phases share, but for what tells one row from another. */
export const sharedWithPhases = ({ commitment, phases }: Tables): [string, Column][] =>
  columnsOf(phases).filter(([field]) => field !== "id" && field !== "sinceSeq" && field in commitment.columns);

/** What a phase says of a commitment, by the fields of the commitment. */
function valuesOf(tables: Tables, value: (own: Column, other: Column) => SQL): Record<string, SQL> {
  const shared = sharedWithPhases(tables);
  return Object.fromEntries(shared.map(([field, own]) => [field, value(own, column(tables.commitment, field))]));
}

/** The fields of a record that a phase has, as JSON objects, a line each: those of its columns, and the others. */
export function fieldsOfPhase(tables: Tables): SQL {
  const { commitment, phases } = tables;
  const fields = sharedWithPhases(tables).filter(([field]) => kinds.commitment.fields.some((name) => name === field));
  const object = sql.raw(dialectOf(commitment) === "postgresql" ? "json_build_object" : "json_object");
  const members = fields.map(([field, own]) => sql`${sql.raw(`'${field}'`)}, ${own}`);
  const objects = [sql`${object}(${list(members)})`, column(phases, "state")].map((json) => sql`cast(${json} as text)`);
  return sql.join(objects, sql` || ${"\n"} || `);
}

/** Entries as of a day: events that had happened, milestones not yet met at their due date, the due window then. */
function timelineOn(
  {
    timeline,
    phases,
    milestone,
    event,
    assessment,
  }: Pick<Tables, "timeline" | "phases" | "milestone" | "event" | "assessment">,
  on: string,
) {
  const of = (field: string) => column(timeline, field);
  const [earliest, latest, due] = [column(milestone, "dueEarliest"), column(milestone, "dueLatest"), phases.columns];
  const later = sql`select ${column(milestone, "id")} from ${milestone.from}
    where ${isMetLater(milestone, on)}`;
  const known = (part: TableOf) =>
    sql`exists (select 1 from ${part.from} where ${column(part, "id")} = ${of("ref")} and ${written(part, on)})`;
  const happened = sql`(${of("at")} <= ${on} or ${known(event)} or ${known(assessment)})`;
  const select = (fields: Readonly<Record<string, SQL>>, rest: SQL) =>
    sql`select ${list(columnsOf(timeline).map(([field, own]) => named(fields[field] ?? sql`${own}`, own)))} ${rest}`;
  const window = (first: SQL, last: SQL): Record<string, SQL> => ({
    at: sql`coalesce(${first}, ${last})`,
    earliest: first,
    latest: last,
    latestKey: sql`coalesce(${last}, ${sql.raw(`'${ever}'`)})`,
  });
  const during = sql`${due.fromDay} <= ${on} and ${due.untilDay} > ${on}`;
  const stateOf = (field: string) => sql`${due.state} ->> ${sql.raw(`'${field}'`)}`;
  const hasMoved = sql`exists (select 1 from ${phases.from} where ${due.id} = ${of("ref")} and ${during}
    and ${stateOf("originalDue")} is not null and (${due.dueEarliest} is distinct from ${of("earliest")}
    or ${due.dueLatest} is distinct from ${of("latest")}))`;
  const asTheyAre = select(
    {},
    sql`from ${timeline.from} where (${of("entry")} = 'stated' or (${of("entry")} in ('event', 'assessment') and ${happened})
      or (${of("entry")} = 'milestone' and ${of("ref")} not in (${later}))
      or (${of("entry")} = 'original_due' and ${hasMoved}))`,
  );
  const unmet = select(
    window(sql`${earliest}`, sql`${latest}`),
    sql`from ${timeline.from} join ${milestone.from} on ${column(milestone, "id")} = ${of("ref")}
      where ${of("entry")} = 'milestone' and ${of("ref")} in (${later})`,
  );
  const dues = select(
    {
      ...window(sql`${due.dueEarliest}`, sql`${due.dueLatest}`),
      id: sql`'4-' || ${due.id}`,
      entry: sql`'due'`,
      ref: sql`${due.id}`,
      commitmentId: sql`${due.id}`,
    },
    sql`from ${phases.from} join ${timeline.from} on ${of("ref")} = ${due.id} and ${of("entry")} = 'stated'
      where ${during} and ${stateOf("due")} is not null`,
  );
  return { ...timeline, from: sql`(${asTheyAre} union all ${unmet} union all ${dues}) as ${timeline.table}` };
}

/**
 * A table under its own name, with some columns computed and some rows left out. `differing`: what of its records
 * was other than they are, as JSON.
 */
function standIn(
  of: TableOf,
  computed: Readonly<Record<string, SQL>>,
  { rest = sql``, differing }: { rest?: SQL; differing?: SQL },
): TableOf {
  const selected = columnsOf(of).map(([field, own]) => named(computed[field] ?? sql`${own}`, own));
  const also = differing === undefined ? sql`` : sql`, ${differing} as differing`;
  const from = sql`(select ${list(selected)}${also} from ${of.from} ${rest}) as ${of.table}`;
  return { ...of, from, ...(differing !== undefined && { differing: sql`${of.table}.differing` }) };
}

const columnsOf = ({ columns }: TableOf): [string, Column][] => Object.entries(columns);
const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
const named = (value: SQL, { name }: Column): SQL => sql`${value} as ${sql.identifier(name)}`;

function column({ columns }: TableOf, field: string): Column {
  const found = columns[field];
  if (!found) throw new Error(`no column ${field}`);
  return found;
}
