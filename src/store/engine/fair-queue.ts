import { AppError } from "../../errors/errors.ts";
import type { Caller } from "../port/caller.ts";
import type { Load } from "../port/store.ts";
import { whileAwaited } from "./while-awaited.ts";

/** A place where a few pieces of work go on at once, and others wait for their turn. */
export interface FairQueue {
  /**
   * Does a piece of work when its turn comes. When the caller's signal is aborted before that, it is never begun; when
   * that happens later, the caller is told at once, while the place is taken until the work has ended.
   * @throws AppError overloaded when too many wait; the signal's reason
   */
  run: <T>(caller: Caller | undefined, work: () => Promise<T>) => Promise<T>;
  load: () => Omit<Load, "place">;
}

interface Job {
  name: string;
  begin: () => Promise<unknown>;
  refuse: (error: AppError) => void;
}

/**
 * Callers take turns, whoever asks more often: none of them waits for more than one piece of work of each other. None
 * has more than half of the places, where there are several. `most`: of all callers together, with what is under way;
 * when more wait, he who has most of them waiting loses his last.
 */
export function fairQueue(places: number, most = 50): FairQueue {
  const eachMay = Math.ceil(places / 2);
  const waiting = new Map<string, Job[]>();
  const underway: string[] = [];

  function beginNext(): void {
    if (underway.length >= places) return;
    const job = takeNext();
    if (job === undefined) return;
    underway.push(job.name);
    void job.begin().finally(() => {
      underway.splice(underway.indexOf(job.name), 1);
      beginNext();
    });
    beginNext();
  }

  /** Who was served goes to the end of the line. */
  function takeNext(): Job | undefined {
    for (const [name, jobs] of waiting) {
      if (underway.filter((other) => other === name).length >= eachMay) continue;
      const job = jobs.shift();
      waiting.delete(name);
      if (jobs.length > 0) waiting.set(name, jobs);
      return job;
    }
    return undefined;
  }

  function add(job: Job): void {
    const own = waiting.get(job.name) ?? [];
    own.push(job);
    waiting.set(job.name, own);
    beginNext();
    if (underway.length + countWaiting() <= most) return;
    const longest = [...waiting.values()].reduce((a, b) => (b.length > a.length ? b : a), own);
    longest.pop()?.refuse(tooMany());
  }

  const countWaiting = (): number => [...waiting.values()].reduce((sum, jobs) => sum + jobs.length, 0);

  function drop(job: Job): void {
    const left = waiting.get(job.name)?.filter((other) => other !== job) ?? [];
    if (left.length > 0) waiting.set(job.name, left);
    else waiting.delete(job.name);
  }

  return {
    run: <T>(caller: Caller | undefined, work: () => Promise<T>) => {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const begin = () => work().then(resolve, reject);
      const job: Job = { name: caller?.name ?? "", begin, refuse: reject };
      const done = whileAwaited(promise, caller?.signal, () => drop(job));
      if (!caller?.signal.aborted) add(job);
      return done;
    },
    load: () => ({ taken: underway.length, waiting: countWaiting(), all: places }),
  };
}

function tooMany(): AppError {
  return new AppError("overloaded", "Too much is being searched and counted right now.");
}
