import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { type Column, getTableName } from "drizzle-orm";
import { isSame } from "../../validation/fields.ts";
import type { Entities, Kind, Recorded } from "../port/entities.ts";
import type { Line } from "../port/store.ts";
import { kinds } from "../schema/kinds.ts";
import { sql } from "../schema/sql.ts";
import type { TableOf, Tables } from "../schema/tables.ts";
import { linkRows, recordRow, timelineRows } from "../sql/derived-rows.ts";
import type { Row } from "../sql/row.ts";
import { decode, type Steps, selectFrom } from "../sql/statement.ts";
import { among } from "../sql/where.ts";
import type { Finding, Watch } from "./finding.ts";

/** Comparing the tables with what the ledger says that they hold. */

interface Batch {
  kind: Kind;
  /** The newest lines of some records, in the order of their keys, as rows of the ledger. */
  lines: readonly Row[];
  /** The rows to compare them with have keys after this one ... */
  after: string;
  /** ... and up to this one; left out: all the rest. */
  until?: string;
}

/** What a line says that the tables hold; null where it cannot be read, which the chain's own check reports. */
interface Derived {
  line: Line;
  row: Row;
  links: Row[];
  entries: Row[];
}

const atOnce = 500;
const strays = 100;

export function* checkBatch(tables: Tables, { lines, ...batch }: Batch, watch: Watch): Steps<void> {
  const gone = yield* deletedCommitments(tables, lines);
  const derived = new Map(lines.map((row) => [String(row.id), derive(tables, row, gone)]));
  if (batch.kind === "commitment") yield* takePhases(tables, derived);
  yield* checkRows(tables, { ...batch, derived }, watch);
  const readable = [...derived.values()].filter((item) => item !== null);
  const ids = readable.map(({ line }) => line.id);
  const { fromKind, fromId } = tables.links.columns as Record<string, Column>;
  const links = yield sql`${selectFrom(tables.links)}
    where ${fromKind} = ${batch.kind} and ${among(sql`${fromId}`, ids)}`;
  compareSets(tables.links, { expected: readable.flatMap((item) => item.links), found: links, key: "fromId" }, watch);
  const entries = yield sql`${selectFrom(tables.timeline)}
    where ${among(sql`${tables.timeline.columns.ref}`, ids)}`;
  compareSets(
    tables.timeline,
    { expected: readable.flatMap((item) => item.entries), found: entries, key: "ref" },
    watch,
  );
}

/**
 * A row of a commitment has the values of a phase: of that on the day of its line, or of one that began by itself
 * later, up to the day on which it turns. Phases are checked by themselves.
 */
function* takePhases(tables: Tables, derived: ReadonlyMap<string, Derived | null>): Steps<void> {
  const { id, turnsOn } = tables.commitment.columns as Record<string, Column>;
  const { id: of, untilDay } = tables.phases.columns as Record<string, Column>;
  const rows = yield sql`select ${tables.phases.selected}, ${turnsOn} from ${tables.phases.table}
    join ${tables.commitment.table} on ${of} = ${id} and ${untilDay} = coalesce(${turnsOn}, '9999-99-99')
    where ${among(sql`${of}`, [...derived.keys()])}`;
  for (const row of rows) {
    const known = derived.get(String(row.id));
    if (!known || known.row.deletedAt !== null) continue;
    const phase = decode(row, tables.phases, new Set(["id", "fromDay", "untilDay", "sinceSeq"]));
    Object.assign(known.row, phase, { turnsOn: row.turns_on });
  }
}

function derive(tables: Tables, row: Row, gone: ReadonlySet<string>): Derived | null {
  try {
    const line = decode(row, tables.ledger) as unknown as Line;
    const { kind, op, at, seq, commitmentId } = line;
    const entity = line.data as Entities[Kind];
    const isGone = op === "delete";
    const isHidden = isGone || (commitmentId !== null && gone.has(commitmentId));
    return {
      line,
      row: { ...recordRow(kind, entity, isGone ? at : null), sinceSeq: seq },
      links: isHidden ? [] : linkRows(kind, entity),
      entries: isGone ? [] : timelineRows(kind, entity),
    };
  } catch {
    return null;
  }
}

type Between = Pick<Batch, "kind" | "after" | "until"> & { derived: ReadonlyMap<string, Derived | null> };

function* checkRows(tables: Tables, { kind, derived, after, until }: Between, watch: Watch): Steps<void> {
  const table = tables[kind];
  const key = table.columns[kinds[kind].key] as Column;
  const missing = new Set(derived.keys());
  const name = getTableName(table.table);
  const end = until === undefined ? sql`` : sql` and ${key} <= ${until}`;
  for (let from = after; ; ) {
    const rows = yield sql`${selectFrom(table)} where ${key} > ${from}${end} order by ${key} limit ${atOnce}`;
    for (const row of rows) {
      from = String(row[key.name]);
      missing.delete(from);
      const place = { table: name, key: from };
      const known = derived.get(from);
      if (known) compareRecord(table, known, { row, report: (finding) => watch.report({ ...place, ...finding }) });
      else if (known === undefined)
        watch.report({ ...place, problem: "extra", detail: "a row that the ledger knows nothing of" });
    }
    if (rows.length < atOnce) break;
  }
  for (const id of missing)
    watch.report({ table: name, key: id, problem: "missing", detail: "no row, though the ledger has the record" });
}

interface Compared {
  row: Row;
  report: (finding: Omit<Finding, "table" | "key">) => void;
}

function compareRecord(table: TableOf, { line, row: expected }: Derived, { row, report }: Compared): void {
  for (const [field, column] of Object.entries(table.columns)) {
    const found = readValue(row, column);
    if (line.kind === "snapshot" && field === "text") {
      const fault = textFault(line.data as Recorded["snapshot"], found);
      if (fault) report({ field, problem: "changed", detail: fault });
    } else if (!isSame(found, expected[field] ?? null)) {
      const detail = `is ${shown(found)}, by line ${line.seq} of the ledger ${shown(expected[field] ?? null)}`;
      report({ field, problem: "changed", detail });
    }
  }
}

/** The ledger has the text's hash alone; in lines of version 0.1.0, the text itself. */
function textFault(data: Recorded["snapshot"] & { text?: unknown }, found: unknown): string | null {
  const expectsText = data.hasText ?? (data.text ?? null) !== null;
  if (typeof found !== "string") return expectsText ? "the text is gone" : null;
  if (!expectsText) return "there is a text, where the ledger has none";
  const hash = createHash("sha256").update(found, "utf8").digest("hex");
  return hash === data.sha256 ? null : `the text's SHA-256 is ${hash}, by the ledger ${data.sha256}`;
}

/**
 * Compares rows as wholes: one that is only expected is missing, one that is only found is extra. `key` names the field
 * that says whose it is.
 */
export function compareSets(
  table: TableOf,
  { expected, found, key }: { expected: readonly Row[]; found: readonly Row[]; key: string },
  watch: Watch,
): void {
  const isIndex = !("untilSeq" in table.columns);
  const fields = Object.entries(table.columns).filter(([field]) => !(isIndex && field === "sinceSeq"));
  const left = new Map<string, number>();
  const count = (by: number, read: (field: string, column: Column) => unknown) => {
    const text = canonicalize(Object.fromEntries(fields.map(([field, column]) => [field, read(field, column)]))) ?? "";
    left.set(text, (left.get(text) ?? 0) + by);
  };
  for (const row of expected) count(1, (field) => row[field] ?? null);
  for (const row of found) count(-1, (_, column) => readValue(row, column));
  for (const [text, difference] of left) {
    if (difference === 0) continue;
    const problem = difference > 0 ? "missing" : "extra";
    const detail = difference > 0 ? `no row ${text}` : `a row that does not follow from the ledger: ${text}`;
    const row = JSON.parse(text) as Record<string, string>;
    const whose = row.fromKind === undefined ? String(row[key]) : `${row.fromKind} ${row[key]}`;
    watch.report({ table: getTableName(table.table), key: whose, problem, detail });
  }
}

function* deletedCommitments(tables: Tables, lines: readonly Row[]): Steps<ReadonlySet<string>> {
  const ids = [...new Set(lines.flatMap((row) => (row.commitment_id === null ? [] : [String(row.commitment_id)])))];
  const { kind, id, op, version } = tables.ledger.columns as Record<string, Column>;
  const rows = yield sql`select ${id} from ${tables.ledger.table}
    where ${kind} = 'commitment' and ${among(sql`${id}`, ids)} and ${op} = 'delete' and ${version} =
      (select max(later.version) from ${tables.ledger.table} as later where later.kind = ${kind} and later.id = ${id})`;
  return new Set(rows.map((row) => String(row.id)));
}

/** Index rows of records that never were. */
export function* checkStrays(tables: Tables, watch: Watch): Steps<void> {
  const { kind, id } = tables.ledger.columns as Record<string, Column>;
  const { fromKind, fromId } = tables.links.columns as Record<string, Column>;
  const known = (of: unknown, key: Column) =>
    sql`exists (select 1 from ${tables.ledger.table} where ${of} and ${id} = ${key})`;
  const anyKind = among(sql`${kind}`, Object.keys(kinds));
  const places = [
    { table: tables.links, isKnown: known(sql`${kind} = ${fromKind}`, fromId as Column), key: "fromId" },
    { table: tables.timeline, isKnown: known(anyKind, tables.timeline.columns.ref as Column), key: "ref" },
  ];
  for (const { table, isKnown, key } of places) {
    const found = yield sql`${selectFrom(table)} where not ${isKnown} limit ${strays}`;
    compareSets(table, { expected: [], found, key }, watch);
  }
}

/** A value as records have it; as it stands, where it cannot be read as one. */
function readValue(row: Row, column: Column): unknown {
  const value = row[column.name];
  if (value === null || value === undefined) return null;
  try {
    return column.mapFromDriverValue(value);
  } catch {
    return value;
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
