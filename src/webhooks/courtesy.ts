import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";

/** Deliveries give way to requests: many webhooks that hear of each line could keep a processor busy by themselves. */
export interface Courtesy {
  /** Waits while the event loop is busy, for a while at most. */
  giveWay: () => Promise<void>;
  end: () => void;
}

const lookEveryMs = 50;
/** The part of the time in which the event loop was at work. */
const busyFrom = 0.7;
const stepMs = 25;
/** So that messages are sent, if slowly, however busy it is. */
const longestMs = 1000;

export function courteous(): Courtesy {
  const state = { last: performance.eventLoopUtilization(), isBusy: false };
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    state.isBusy = performance.eventLoopUtilization(now, state.last).utilization > busyFrom;
    state.last = now;
  }, lookEveryMs).unref();
  return {
    giveWay: async () => {
      const until = performance.now() + longestMs;
      while (state.isBusy && performance.now() < until) await pause(stepMs * (0.5 + Math.random()));
    },
    end: () => {
      clearInterval(timer);
      state.isBusy = false;
    },
  };
}
