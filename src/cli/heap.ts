import { PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/**
 * How much memory V8 takes for JavaScript. New space, in which everything is made, doubles while much of it is still in
 * use, as at a start, which brings it to 45 MB, and does not shrink. V8 takes a limit on its command line alone, so
 * here it is the growth that is stopped.
 */

/** Keeps new space as small as it is. */
export function holdNewSpace(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** Lets new space grow, until both of its halves together have so many MB. */
export function growNewSpace(mostMb: number): void {
  setFlagsFromString("--semi-space-growth-factor=2");
  const observer = new PerformanceObserver(() => {
    if (newSpaceMb() < mostMb) return;
    holdNewSpace();
    observer.disconnect();
  });
  observer.observe({ entryTypes: ["gc"] });
}

function newSpaceMb(): number {
  return (getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0) / 1_000_000;
}

/** For work that goes through much and keeps little: what is not in use any more is looked for early. */
export function keepHeapSmall(): void {
  growNewSpace(4);
  setFlagsFromString("--heap-growing-percent=30");
}
