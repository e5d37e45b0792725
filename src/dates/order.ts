import { always, compareText, earlierOf } from "./calendar.ts";
import { type Bounds, boundsOf, compareDates } from "./edtf.ts";

/** What stands on a timeline: a date that may be vague, and when it was recorded. */
interface Dated extends Bounds {
  recordedAt: string;
  id: string;
}

/** When what is not written yet was recorded: after all that is. The store dates it by its commit. */
export const unwritten = "9999-12-31T23:59:59.999Z";

/** The order of a timeline: date, then record order. */
export function inOrder<T extends Dated>(entries: readonly T[]): T[] {
  return [...entries].sort(
    (a, b) => compareDates(a, b) || compareText(a.recordedAt, b.recordedAt) || compareText(a.id, b.id),
  );
}

/** The first day on which something may have happened: from then on it counts. */
export const firstDay = ({ earliest, latest }: Bounds): string => earliest ?? latest ?? always;

/** What is dated, and may take effect on another day. */
interface Acting extends Bounds {
  date: string;
  effectiveOn: string | null;
}

/** As of the day on which it takes effect, where that is later than its date. */
export function inEffect<A extends Acting>(act: A): A {
  if (act.effectiveOn === null) return act;
  const bounds = boundsOf(act.effectiveOn);
  return compareDates(bounds, act) > 0 ? { ...act, date: act.effectiveOn, ...bounds } : act;
}

/**
 * From which day on a record of something that happened counts: its first day, or at the latest the day (UTC) on which
 * it was written, since then it had happened: it was tomorrow there already. `today` is that of what is being written.
 */
export function countsFrom(of: Bounds & { updatedAt: string }, today: string): string {
  const written = of.updatedAt === unwritten ? today : of.updatedAt.slice(0, 10);
  return earlierOf(firstDay(of), written);
}
