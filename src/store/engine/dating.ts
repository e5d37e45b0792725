import type { Head, Outcome, Stamp } from "../port/store.ts";
import { type Clock, type Dated, headAndTime, liveHead } from "../sql/apply.ts";
import { newestBy } from "../sql/read.ts";
import { type Restamped, restampSome } from "../sql/restamp.ts";
import type { Engine } from "../sql/statement.ts";

/**
 * Dates commits so that whoever was told what had been recorded by an instant is never told otherwise: a line is dated
 * while nobody else can write, after every instant that was answered for, and becomes visible before the next is dated.
 */
export interface Dating {
  headAt: (instant: string, engine: Engine) => Promise<Head>;
  /** Does a write under a stamp that knows how to date it. */
  write: <T>(stamp: Stamp, work: (stamp: Stamp & Dated) => Promise<T>) => Promise<T>;
  /** Does work that has the database to itself; all that it wrote is dated by its commit, however long it takes. */
  alone: <T>(engine: Engine, work: Exclusive<T>) => Promise<T>;
}

/** Work on an engine of its own, with how its writes are dated. */
type Exclusive<T> = (engine: Engine, dating: Dating) => Promise<Outcome<T>>;

export function dateCommits(engine: Engine): Dating {
  const state: { answered: string; committing: Promise<void> | null } = { answered: "", committing: null };
  const clock: Clock = { after: () => state.answered, read: engine.clock };

  /** Until no line that may be dated by then is still to come, from here or from another process. */
  async function settle(instant: string, on: Engine): Promise<void> {
    if (instant > state.answered) state.answered = instant;
    await state.committing;
    await on.settle(instant);
  }

  async function headAt(instant: string, on: Engine): Promise<Head> {
    const { at } = await on.read(liveHead());
    if (at === null || at <= instant) await settle(instant, on);
    return on.read(newestBy(instant));
  }

  async function alone<T>(on: Engine, work: Exclusive<T>): Promise<T> {
    const committed = Promise.withResolvers<void>();
    try {
      return await on.exclusive(async (own) => {
        const start = await own.read(liveHead());
        const { dating, written } = dateProvisionally(start, (instant) => headAt(instant, on));
        const outcome = await work(own, dating);
        if (!outcome.commit || written.at === null) return outcome;
        state.committing = committed.promise;
        const { time: to } = await own.read(headAndTime(written.clock, clock));
        await restamp(own, start, { from: written.at, to });
        return outcome;
      });
    } finally {
      state.committing = null;
      committed.resolve();
    }
  }

  return { headAt, write: (stamp, work) => work({ ...stamp, clock }), alone };
}

/** One instant and one change set for all that is written, and no hashes, until it is known when that is committed. */
function dateProvisionally(start: Head, headAt: (instant: string) => Promise<Head>) {
  const written: { at: string | null; clock: Stamp["at"] } = { at: null, clock: "" };
  const dating: Dating = {
    headAt,
    write: (stamp, work) => {
      const now = typeof stamp.at === "string" ? stamp.at : stamp.at();
      written.at ??= start.at !== null && start.at > now ? start.at : now;
      written.clock = stamp.at;
      return work({
        ...stamp,
        at: written.at,
        clock: { after: () => "" },
        changeSet: start.seq + 1,
        isHashedLater: true,
      });
    },
    alone: (engine, work) => engine.exclusive((own) => work(own, dating)),
  };
  return { dating, written };
}

async function restamp(own: Engine, start: Head, instants: { from: string; to: string }): Promise<void> {
  let done: Restamped | null = { seq: start.seq, hash: start.hash };
  while (done !== null) {
    const before: Restamped = done;
    done = await own.write(() => restampSome(own.tables, before, instants));
  }
}
