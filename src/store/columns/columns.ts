import type { Scalar } from "../port/query.ts";

/**
 * What is counted of commitments, in memory and column by column: all distinct values of a column are numbered, and a
 * row has their numbers. So a condition is asked once of each value, and then looked up for each row.
 */

/** With one value of a few. */
export const codeColumns = [
  "status",
  "type",
  "firmness",
  "fulfilment",
  "fulfilmentSelfReported",
  "fulfilmentIndependent",
  "corroboration",
] as const;
/** Plain dates, or null. */
export const dayColumns = ["statedEarliest", "statedLatest", "dueEarliest", "dueLatest"] as const;
/** What follows from the day for which they were read: see src/store/columns/read.ts. */
export const judgedColumns = ["timeliness", "state", "minDays", "maxDays"] as const;
const names = [...codeColumns, ...dayColumns, ...judgedColumns] as const;
export type Name = (typeof names)[number];
export const columnNames: readonly Name[] = names;
export const isCode = (field: string): field is (typeof codeColumns)[number] =>
  (codeColumns as readonly string[]).includes(field);
export const isDay = (field: string): field is (typeof dayColumns)[number] =>
  (dayColumns as readonly string[]).includes(field);

/** What a commitment itself points at. */
export interface Pointer {
  kind: string;
  rel: string;
  to: string;
}

/** What is counted over time. */
export const phaseFields = ["status", "fulfilment", "corroboration"] as const;
type PhaseState = Readonly<Record<(typeof phaseFields)[number], string>>;
export interface CountedPhase {
  fromDay: string;
  untilDay: string;
  state: PhaseState;
}

/** What is counted of a commitment. */
export interface Counted {
  id: string;
  cells: Readonly<Record<Name, Scalar>>;
  pointers: readonly Pointer[];
  phases: readonly CountedPhase[];
}

/** Numbers things as they come, equal ones alike. */
export class Numbered<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<unknown, number>();

  /** `key`: what tells a value from others. */
  numberOf(value: T, key: unknown = value): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** The same numbers, with room for so many at least. */
function withRoom(numbers: Uint32Array, length: number): Uint32Array {
  if (length <= numbers.length) return numbers;
  const more = new Uint32Array(Math.max(1024, length + (length >> 1)));
  more.set(numbers);
  return more;
}

/** A value in every row. */
export class Column {
  readonly #known = new Numbered<Scalar>();
  #order: readonly number[] = [];
  /** By row. Longer than there are rows. */
  numbers: Uint32Array = new Uint32Array(0);

  get values(): readonly Scalar[] {
    return this.#known.values;
  }

  /** The numbers of the values by these, which are numbers themselves or null, least first, null left out. */
  get order(): readonly number[] {
    const { values } = this;
    const known = this.#order.length + Number(values.includes(null));
    if (known !== values.length)
      this.#order = [...values.keys()]
        .filter((n) => values[n] !== null)
        .sort((a, b) => Number(values[a]) - Number(values[b]));
    return this.#order;
  }

  set(row: number, value: Scalar): void {
    this.numbers = withRoom(this.numbers, row + 1);
    this.numbers[row] = this.#known.numberOf(value);
  }

  move(from: number, to: number): void {
    this.numbers[to] = this.numbers[from] ?? 0;
  }
}

/** Several numbers in a row: a stretch of a pool. */
class Stretches {
  starts: Uint32Array = new Uint32Array(0);
  ends: Uint32Array = new Uint32Array(0);
  pool: Uint32Array = new Uint32Array(0);
  #used = 0;
  #wasted = 0;

  /** `isNew`: the row had none before. */
  protected fill(row: number, numbers: readonly number[], isNew: boolean): void {
    if (!isNew) this.drop(row);
    this.starts = withRoom(this.starts, row + 1);
    this.ends = withRoom(this.ends, row + 1);
    this.pool = withRoom(this.pool, this.#used + numbers.length);
    this.starts[row] = this.#used;
    this.pool.set(numbers, this.#used);
    this.#used += numbers.length;
    this.ends[row] = this.#used;
  }

  drop(row: number): void {
    this.#wasted += (this.ends[row] ?? 0) - (this.starts[row] ?? 0);
  }

  move(from: number, to: number): void {
    this.starts[to] = this.starts[from] ?? 0;
    this.ends[to] = this.ends[from] ?? 0;
  }

  /** Gives back the room of what rows no longer have, once it is half of all. */
  tidy(rows: number): void {
    if (2 * this.#wasted <= this.#used) return;
    const { pool, starts, ends } = this;
    this.pool = new Uint32Array(this.#used - this.#wasted);
    [this.#used, this.#wasted] = [0, 0];
    for (let row = 0; row < rows; row++) {
      const own = pool.subarray(starts[row], ends[row]);
      this.pool.set(own, this.#used);
      starts[row] = this.#used;
      ends[row] = this.#used += own.length;
    }
  }
}

/** The numbers of what rows point at. */
export class Pointers extends Stretches {
  readonly #known = new Numbered<Pointer>();

  get values(): readonly Pointer[] {
    return this.#known.values;
  }

  set(row: number, pointers: readonly Pointer[], isNew: boolean): void {
    const numberOf = (one: Pointer) => this.#known.numberOf(one, `${one.kind} ${one.rel} ${one.to}`);
    this.fill(row, pointers.map(numberOf), isNew);
  }
}

/** Of each phase three numbers: of its first day, of the day after its last one, and of what the commitment was. */
export class Phases extends Stretches {
  readonly #days = new Numbered<string>();
  readonly #states = new Numbered<PhaseState>();

  get days(): readonly string[] {
    return this.#days.values;
  }

  get states(): readonly PhaseState[] {
    return this.#states.values;
  }

  set(row: number, phases: readonly CountedPhase[], isNew: boolean): void {
    const numbersOf = ({ fromDay, untilDay, state }: CountedPhase) => [
      ...[this.#days.numberOf(fromDay), this.#days.numberOf(untilDay)],
      this.#states.numberOf(state, phaseFields.map((field) => state[field]).join(" ")),
    ];
    this.fill(row, phases.flatMap(numbersOf), isNew);
  }
}

/** All commitments that are not deleted. `day`: that on which they are judged. */
export class Columns {
  readonly day: string;
  readonly of = Object.fromEntries(names.map((name) => [name, new Column()])) as Readonly<Record<Name, Column>>;
  readonly pointers = new Pointers();
  readonly phases = new Phases();
  readonly #ids: string[] = [];
  readonly #rows = new Map<string, number>();

  constructor(day: string) {
    this.day = day;
  }

  /** How many rows there are. */
  get size(): number {
    return this.#ids.length;
  }

  /** Adds a commitment, or changes the one with its id. */
  put({ id, cells, pointers, phases }: Counted): void {
    const known = this.#rows.get(id);
    const row = known ?? this.#ids.push(id) - 1;
    this.#rows.set(id, row);
    for (const name of names) this.of[name].set(row, cells[name]);
    this.pointers.set(row, pointers, known === undefined);
    this.phases.set(row, phases, known === undefined);
    for (const stretches of [this.pointers, this.phases]) stretches.tidy(this.size);
  }

  /** The last row takes its place. */
  remove(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    const end = this.size - 1;
    const last = this.#ids[end] as string;
    for (const name of names) this.of[name].move(end, row);
    for (const stretches of [this.pointers, this.phases]) {
      stretches.drop(row);
      stretches.move(end, row);
    }
    this.#ids[row] = last;
    this.#rows.set(last, row);
    this.#ids.pop();
    this.#rows.delete(id);
  }
}
