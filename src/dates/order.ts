import { type Bounds, compareDates } from "./edtf.ts";

/** What stands on a timeline: a date that may be vague, and when it was recorded. */
interface Dated extends Bounds {
  recordedAt: string;
  id: string;
}

/** When what is not written yet was recorded: after all that is. The store dates it by its commit. */
export const unwritten = "9999-12-31T23:59:59.999Z";

/** The order of a timeline: date, then record order. */
export function inOrder<T extends Dated>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => compareDates(a, b) || compare(a.recordedAt, b.recordedAt) || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const always = "0000-00-00";

/** The first day on which something may have happened: from then on it counts. */
export const firstDay = ({ earliest, latest }: Bounds): string => earliest ?? latest ?? always;
