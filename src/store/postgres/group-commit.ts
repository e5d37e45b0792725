import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { unavailable } from "../engine/faults.ts";
import { type Begun, type GroupCommit, type Job, waitingWrites } from "../engine/waiting-writes.ts";
import type { Gate } from "../engine/write-gate.ts";
import { isBeaten, translated } from "./faults.ts";
import { type Pipeline, pipelineOn } from "./run.ts";

/** So that nobody waits long for the writes of others, nor other processes for this one. */
const most = { writes: 64, ms: 20 };
const attempts = 6;

interface Means {
  gate: Gate;
  /** Lends a connection; where the signal is aborted, that is left, and the server told to end what it does there. */
  lend: (work: (client: pg.ClientBase) => Promise<void>, signal: AbortSignal) => Promise<void>;
  /** Begins a transaction, and waits until no other process writes. */
  begin: (client: pg.ClientBase) => Promise<unknown>;
}

/** The writes of one transaction. */
interface Group {
  begun: Begun[];
  /** Failed, by what others of it left: told so when that is on the disk, and else begun anew. */
  refused: { job: Job; error: unknown }[];
  /** Aborted when one who is in it goes before it is being committed. */
  over: AbortController;
  /** Since when it cannot be taken back. */
  isCommitting: boolean;
  isApart: boolean;
}

/**
 * Group commit: while one transaction is under way, the next writes wait, and then share one. They are done one after
 * the other, each on what the one before it left, but what they write is not waited for. Where one fails that has
 * written, or its caller goes, all others are begun anew; those that one failed with, each as a savepoint that is taken
 * back alone. Nobody is told of his success before all of it is on the disk, nor of a failure by what others of it
 * left: what he would read then, to decide again, would be what was before them.
 */
export function groupCommits({ gate, lend, begin }: Means): GroupCommit {
  const { waiting, ...writes } = waitingWrites(commitSome);
  /** `areApart`: those that wait next are begun as savepoints. */
  const state = { areApart: false, beaten: 0 };

  async function commitSome(): Promise<void> {
    const asked = [...waiting];
    const group: Group = { begun: [], refused: [], over: new AbortController(), isCommitting: false, isApart: false };
    try {
      await gate.pass();
      await lend((client) => runSome(client, group), group.over.signal);
      state.beaten = 0;
    } catch (error) {
      const isBegun = group.begun.length > 0;
      await afterFault(group, isBegun ? group.begun.map(({ job }) => job) : asked.filter(isWaiting), error);
      return;
    }
    for (const { job, value } of group.begun) job.resolve(value as never);
    for (const { job, error } of group.refused) job.reject(translated(error));
  }

  const isWaiting = (job: Job) => waiting.includes(job);

  /** Has those whose fault it was not begun anew. `jobs`: all whom it concerns. */
  async function afterFault(group: Group, jobs: Job[], error: unknown): Promise<void> {
    const { begun, refused, over, isCommitting, isApart } = group;
    const isLeft = over.signal.aborted;
    const isDecided = begun.length === 0 || isCommitting || (!isLeft && (isApart || begun.length === 1));
    const isTriedAgain = isBeaten(error) && !isCommitting && ++state.beaten < attempts;
    waiting.unshift(...refused.map(({ job }) => job).filter(({ signal }) => !signal?.aborted));
    if (isDecided && !isTriedAgain) {
      for (const job of jobs) refuse(job, isBeaten(error) ? unavailable(error) : error);
      return;
    }
    waiting.unshift(...jobs.filter((job) => !job.signal?.aborted && !isWaiting(job)));
    if (isTriedAgain) await pause(Math.random() * 20 * 2 ** state.beaten);
    else state.areApart = !isLeft;
  }

  function refuse(job: Job, error: unknown): void {
    const place = waiting.indexOf(job);
    if (place >= 0) waiting.splice(place, 1);
    job.reject(translated(error));
  }

  async function runSome(client: pg.ClientBase, group: Group): Promise<void> {
    try {
      await begin(client);
      group.isApart = state.areApart;
      state.areApart = false;
      const pipeline = pipelineOn(client);
      const until = performance.now() + most.ms;
      while (waiting.length > 0 && group.begun.length < most.writes && performance.now() < until)
        await runNext(client, group, pipeline);
      group.over.signal.throwIfAborted();
      group.isCommitting = true;
      const committed = client.query("commit");
      committed.catch(() => {});
      await pipeline.settled().catch((error: unknown) => {
        group.isCommitting = false;
        throw error;
      });
      await committed;
    } catch (error) {
      if (!group.over.signal.aborted) await client.query("rollback").catch(() => {});
      throw error;
    }
  }

  /** Runs the next write; one that fails before it has written anything is out. */
  async function runNext(client: pg.ClientBase, group: Group, pipeline: Pipeline): Promise<void> {
    const { begun, refused, over, isApart } = group;
    const job = waiting.shift() as Job;
    job.whenLeft = () => group.isCommitting || over.abort(job.signal?.reason);
    const writesBefore = pipeline.sent.writes;
    begun.push({ job, value: undefined });
    if (isApart) await client.query("savepoint one");
    try {
      begun[begun.length - 1] = { job, value: await pipeline.run(job.steps()) };
      if (isApart) await pipeline.settled();
      over.signal.throwIfAborted();
    } catch (error) {
      over.signal.throwIfAborted();
      const isClean = !pipeline.sent.hasFailed && pipeline.sent.writes === writesBefore;
      if (!isApart && !isClean) throw error;
      if (isApart && isBeaten(error)) throw error;
      if (isApart) await client.query("rollback to one");
      begun.pop();
      if (begun.length === 0) job.reject(translated(error));
      else {
        job.whenLeft = () => {};
        refused.push({ job, error });
      }
    }
    if (isApart) await client.query("release one");
  }

  return writes;
}
