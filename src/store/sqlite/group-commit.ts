import { setImmediate as turn } from "node:timers/promises";
import type Database from "better-sqlite3";
import { sqliteFault } from "../engine/faults.ts";
import { type Begun, type GroupCommit, type Job, waitingWrites } from "../engine/waiting-writes.ts";
import type { Gate } from "../engine/write-gate.ts";
import type { Steps } from "../sql/statement.ts";

type Statement = Database.Statement<[]>;

interface Means {
  run: (steps: Steps<unknown>) => unknown;
  gate: Gate;
  /** Begins the transaction, trying again for a while where another process holds the file. */
  begin: () => Promise<unknown>;
}

/** So that readers have their turn. */
const most = { writes: 32, ms: 20 };

/**
 * Group commit: writes that are asked for in one turn of the loop share a transaction, and so one wait for the disk.
 * Each keeps its own outcome: where one fails, all of them are begun anew, each as a savepoint that is taken back
 * alone. They are not savepoints at once, since the full-text index writes a part of its own with each of these. Nobody
 * is told of his success before all of it is on the disk.
 */
export function groupCommits(db: Database.Database, { run, gate, begin }: Means): GroupCommit {
  const { waiting, ...writes } = waitingWrites(async () => {
    await turn();
    await gate.pass();
    await begin();
    commitSome();
  });
  /** Those that wait next are begun anew. */
  const state = { areApart: false };
  const [savepoint, takeBack, release, commit, rollback] = (
    ["savepoint one", "rollback to one", "release one", "commit", "rollback"] as const
  ).map((text) => db.prepare(text)) as [Statement, Statement, Statement, Statement, Statement];

  /** Without a break, so that nobody reads what may yet be taken back. */
  function commitSome(): void {
    const until = performance.now() + most.ms;
    const begun: Begun[] = [];
    const areApart = state.areApart;
    state.areApart = false;
    try {
      for (let n = 0; n < most.writes && waiting.length > 0 && performance.now() < until; n++) {
        if (areApart) runApart(begun);
        else if (!runTogether(begun)) return;
      }
      commit.run();
    } catch (error) {
      // A disk may be full, or fail, at any of these statements: nobody may wait for an answer that never comes.
      if (db.inTransaction) rollback.run();
      for (const { job } of begun) job.reject(sqliteFault(error));
      return;
    }
    for (const { job, value } of begun) job.resolve(value as never);
  }

  /**
   * Runs the next write; false where it failed: those before it, if any, are taken back with it, and all of them wait
   * anew.
   */
  function runTogether(begun: Begun[]): boolean {
    const job = waiting.shift() as Job;
    try {
      begun.push({ job, value: run(job.steps()) });
      return true;
    } catch (error) {
      if (db.inTransaction) rollback.run();
      if (begun.length === 0) job.reject(sqliteFault(error));
      else waiting.unshift(...begun.map((each) => each.job), job);
      state.areApart = begun.length > 0;
      return false;
    }
  }

  function runApart(begun: Begun[]): void {
    const job = waiting.shift() as Job;
    begun.push({ job, value: undefined });
    savepoint.run();
    try {
      begun[begun.length - 1] = { job, value: run(job.steps()) };
    } catch (error) {
      job.reject(sqliteFault(error));
      // A full disk takes back all that was not committed.
      if (!db.inTransaction) throw error;
      takeBack.run();
      begun.pop();
    }
    release.run();
  }

  return writes;
}
