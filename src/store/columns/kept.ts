import { setImmediate as turn } from "node:timers/promises";
import { plainDate } from "../../dates/edtf.ts";
import type { Head } from "../port/store.ts";
import type { Engine, Steps } from "../sql/statement.ts";
import { Columns } from "./columns.ts";
import { readPlace, readSince, readSome } from "./read.ts";

/** The columns in memory, kept up with the ledger: read once a day, then what changed since. */

/** What the rows of commitments are as of: a line, and the day to which they had turned (see `turnedOn`). */
export interface Place {
  head: Head;
  turned: number;
}

export interface KeptColumns {
  /**
   * All commitments as of this place or a later line, judged on a day, or on any where none is named. Null while they
   * are not in memory: whoever asks first has them read, which he does not wait for. Of many, they are given to one
   * after the other, so that who asks for something else has his turn between two that count.
   */
  at(place: Place, day?: string): Promise<Columns | null>;
}

interface Held extends Place {
  columns: Columns;
}

/** So many are read by a statement, some ten milliseconds, and so many statements at a turn. */
const atOnce = 1000;
const atATurn = 5;
/** A turn that takes longer is ended: others who list wait for it. */
const patienceMs = 5000;
/** After more changes than this all is read anew. */
const mostChanges = 5000;
/** Of more commitments no columns are kept: of each they take some 270 bytes. */
const mostCommitments = 2_000_000;
/** To count more takes milliseconds, and longer the more there are. */
const countedAtOnce = 20_000;

/** `engine`: nobody's in particular, since what is read is for all. */
export function keepColumns(engine: Engine): KeptColumns {
  const { tables } = engine;
  const state: {
    held: Held | null;
    reading: Promise<void> | null;
    catchingUp: Promise<void> | null;
    isTooMany: boolean;
    turns: Promise<void>;
  } = {
    ...{ held: null, reading: null, catchingUp: null, isTooMany: false, turns: Promise.resolve() },
  };

  const read = <T>(steps: Steps<T>): Promise<T> =>
    engine.for({ name: "columns", signal: AbortSignal.timeout(patienceMs) }).aside(steps, "listing");

  /** The last that was read, after which there may be more, or null. Others who list wait for it. */
  function* readMany(columns: Columns, after: string): Steps<string | null> {
    let last = after;
    for (let n = 0; n < atATurn; n++) {
      const some = yield* readSome(tables, columns.day, last, atOnce);
      for (const one of some) columns.put(one);
      if (some.length < atOnce) return null;
      last = some.at(-1)?.id ?? "";
    }
    return last;
  }

  /** What is written meanwhile is caught up with afterwards: it is in lines after the place. */
  async function readAll(day: string): Promise<void> {
    const columns = new Columns(day);
    const place = await read(readPlace(tables));
    for (let after: string | null = ""; after !== null; ) {
      after = await read(readMany(columns, after));
      state.isTooMany = columns.size > mostCommitments;
      if (state.isTooMany) return;
    }
    state.held = { columns, ...place };
  }

  /** What fails is tried again by the next who asks. */
  const begin = (day: string): null => {
    if (state.isTooMany) return null;
    state.held = null;
    state.reading ??= readAll(day)
      .catch(() => {})
      .finally(() => {
        state.reading = null;
      });
    return null;
  };

  async function catchUp(held: Held): Promise<void> {
    const { columns, head, turned } = held;
    const since = await read(readSince(tables, columns.day, { line: head, turned, most: mostChanges }));
    if (since === null) return void begin(columns.day);
    for (const id of since.gone) columns.remove(id);
    for (const one of since.changed) columns.put(one);
    held.head = since.head;
  }

  /** Whoever comes while another catches up may need a later line than he. */
  async function catchUpTo(held: Held, seq: number): Promise<void> {
    for (let n = 0; n < 2 && held.head.seq < seq && state.held === held; n++) {
      state.catchingUp ??= catchUp(held)
        .catch(() => {})
        .finally(() => {
          state.catchingUp = null;
        });
      await state.catchingUp;
    }
  }

  return {
    at: async ({ head, turned }, day) => {
      const { held } = state;
      const wanted = day ?? held?.columns.day ?? plainDate(new Date());
      if (held === null || held.columns.day !== wanted || held.turned !== turned) return begin(wanted);
      await catchUpTo(held, head.seq);
      if (held.columns.size > countedAtOnce) {
        state.turns = state.turns.then(() => turn());
        await state.turns;
      }
      if (state.held !== held || held.head.seq < head.seq) return null;
      return held.head.seq > head.seq || held.head.hash === head.hash ? held.columns : begin(wanted);
    },
  };
}
