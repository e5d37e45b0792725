import type { Table } from "drizzle-orm";
import type { Caller } from "../port/caller.ts";
import { inParts } from "../port/parts.ts";
import type { Line, Load, Outcome } from "../port/store.ts";
import { Column, configOf } from "../schema/drizzle.ts";
import { type Ready, type SQL, sql } from "../schema/sql.ts";
import { dialectOf, type TableOf, type Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";
import { insertText } from "./rows.ts";

/**
 * Store logic is written once, as generators that yield SQL and are given rows. An engine runs them: SQLite
 * synchronously, inside one transaction where that is asked for; PostgreSQL by awaiting each statement on one client.
 */
export type Steps<T> = Generator<Asked, T, Row[]>;

/** One statement, or several that do not need each other's answers: those of `together`. */
export type Asked = SQL | Ready | readonly (SQL | Ready)[];

export const isSeveral = (asked: Asked): asked is readonly (SQL | Ready)[] => Array.isArray(asked);
export const statementsIn = (asked: Asked): readonly (SQL | Ready)[] => (isSeveral(asked) ? asked : [asked]);
/** What whoever asked is given of the rows of each statement: those of the one, or of each of several. */
export const answerTo = (asked: Asked, rows: Row[][]): Row[] =>
  isSeveral(asked) ? (rows as unknown as Row[]) : (rows[0] as Row[]);

type Done<S> = S extends Steps<infer T> ? T : never;

/**
 * Does pieces of work side by side, none of which may need what another writes: what they ask at a time is asked at
 * once, so that a server is waited for once.
 */
export function* together<const All extends readonly Steps<unknown>[]>(
  ...all: All
): Steps<{ -readonly [N in keyof All]: Done<All[N]> }> {
  const steps = all.map((each) => each.next());
  for (;;) {
    const asked = steps.map(({ done, value }) => (done ? [] : statementsIn(value as Asked)));
    if (asked.every(({ length }) => length === 0)) break;
    const answers = (yield asked.flat()) as unknown as Row[][];
    for (const [n, { length }] of asked.entries()) {
      if (length === 0) continue;
      const own = answers.splice(0, length);
      steps[n] = (all[n] as Steps<unknown>).next(answerTo(steps[n]?.value as Asked, own));
    }
  }
  return steps.map(({ value }) => value) as { -readonly [N in keyof All]: Done<All[N]> };
}

/**
 * Statistics over many records take longer than searches, and these longer than most lists: none shall wait for the
 * others.
 */
export type Lane = "counting" | "searching" | "listing";

/** A database that can run such generators. `read` needs no transaction; `write` is all or nothing, one at a time. */
export interface Engine {
  tables: Tables;
  /** Whether other processes may work on the same database. */
  isShared: boolean;
  /** Another number after each commit; left out where others may write to the database unnoticed. */
  commits?: () => number;
  /**
   * The engine for one caller: what is under way ends when his signal is aborted, what has not begun never does, and a
   * write that has not committed never will.
   */
  for(caller: Caller): Engine;
  read<T>(steps: Steps<T>): Promise<T>;
  /**
   * A read that may take long: over one unchanging state, and without keeping others waiting, but those in the same
   * lane.
   */
  aside<T>(steps: Steps<T>, lane: Lane): Promise<T>;
  write<T>(steps: () => Steps<T>): Promise<T>;
  /**
   * Runs work on a connection of its own, in one transaction beside which nobody else writes; `commit` says whether it
   * shall stay. Others read meanwhile, and see nothing of it before. Within such work: a part of it, which can be taken
   * back alone.
   */
  exclusive<T>(work: (engine: Engine) => Promise<Outcome<T>>): Promise<T>;
  /**
   * To be read before a line is dated: keeps others from dating theirs until the transaction ends. Null or none: the
   * caller's will do.
   */
  clock?: () => Steps<string | null>;
  /** Waits until no line that may be dated at or before this instant is still to be committed by another process. */
  settle(instant: string): Promise<void>;
  /** How busy this process is with the database; nothing within a transaction. */
  load(): readonly Load[];
  /** Overwrites what was deleted in the free space of its files, while nobody writes; false where it could not. */
  erase(): Promise<boolean>;
  close(): Promise<void>;
}

const commas = sql.raw(", ");

/** `select` every column of a table. */
export const selectFrom = ({ from, selected }: TableOf): SQL => sql`select ${selected} from ${from}`;

interface Decoder {
  field: string;
  name: string;
  /** Left out where the driver gives the value as records have it. */
  read?: (value: unknown) => unknown;
}

const decoders = new WeakMap<TableOf["columns"], Decoder[]>();

function decodersOf(columns: TableOf["columns"]): Decoder[] {
  const known = decoders.get(columns);
  if (known) return known;
  const made = Object.entries(columns).map(([field, column]) => ({
    field,
    name: column.name,
    ...(column.mapFromDriverValue !== Column.prototype.mapFromDriverValue && {
      read: (value: unknown) => column.mapFromDriverValue(value),
    }),
  }));
  decoders.set(columns, made);
  return made;
}

/** A database row as the record's own fields, without the columns named in `hidden`. */
export function decode(row: Row, { columns }: TableOf, hidden: ReadonlySet<string> = none): Row {
  const record: Row = {};
  for (const { field, name, read } of decodersOf(columns)) {
    if (hidden.has(field)) continue;
    const value = row[name] ?? null;
    record[field] = read === undefined || value === null ? value : read(value);
  }
  return record;
}

const none: ReadonlySet<string> = new Set();

/** A row of the ledger as the line that it is. */
export const asLine =
  ({ ledger }: Tables) =>
  (row: Row): Line =>
    decode(row, ledger) as unknown as Line;

/** `insert` of records with one value for every column; fields that are missing are null. */
export function insertInto(of: TableOf, ...records: readonly Row[]): Ready {
  const fields = Object.entries(of.columns);
  const values = records.flatMap((record) => fields.map(([field, column]) => encoded(record[field], column)));
  return { text: insertTextOf(of, records.length), values };
}

const insertTexts = new WeakMap<TableOf, string[]>();

function insertTextOf(of: TableOf, rows: number): string {
  const texts = insertTexts.get(of) ?? [];
  insertTexts.set(of, texts);
  const text = texts[rows] ?? insertText(of, rows, dialectOf(of) === "postgresql" ? (n) => `$${n}` : () => "?");
  texts[rows] = text;
  return text;
}

/** As insertAll, in place of rows that have the same primary key, if there are any. */
export function* replaceAll(of: TableOf, rows: readonly Row[]): Steps<void> {
  for (const some of inParts(rows, atOnce)) {
    const { text, values } = insertInto(of, ...some);
    yield { text: `${text} ${replacingIn(of)}`, values };
  }
}

const replacing = new WeakMap<Table, string>();

/** What an insert into a table with a composite primary key does where a row has it. */
function replacingIn({ table, columns }: TableOf): string {
  const known = replacing.get(table);
  if (known !== undefined) return known;
  const quoted = (some: readonly { name: string }[]) => some.map(({ name }) => `"${name}"`);
  const keys = configOf(table).primaryKeys.flatMap((key) => quoted(key.columns));
  const set = quoted(Object.values(columns)).filter((name) => !keys.includes(name));
  const text = `on conflict (${keys.join(", ")}) do update set ${set.map((name) => `${name} = excluded.${name}`).join(", ")}`;
  replacing.set(table, text);
  return text;
}

/** A value of a record as its column has it. */
export const encoded = (value: unknown, column: Column): unknown =>
  value === null || value === undefined ? null : column.mapToDriverValue(value);

/** `update` that sets the columns in which a record is not what it was. */
export function updateOf({ table, columns }: TableOf, was: Row, record: Row): SQL {
  const changed = Object.entries(columns).filter(([field]) => !isSameValue(was[field], record[field]));
  const pairs = changed.map(
    ([field, column]) => sql`${sql.identifier(column.name)} = ${encoded(record[field], column)}`,
  );
  return sql`update ${table} set ${sql.join(pairs, commas)}`;
}

/** Whether a column would hold the same; members in another order are another text to store. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (one === other || (one ?? null) === (other ?? null)) return true;
  return typeof one === "object" && typeof other === "object" && JSON.stringify(one) === JSON.stringify(other);
}

const atOnce = 20;

/** Inserts any number of rows. */
export function* insertAll(of: TableOf, rows: readonly Row[]): Steps<void> {
  for (const some of inParts(rows, atOnce)) yield insertInto(of, ...some);
}
