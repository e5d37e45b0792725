import { z } from "zod";
import { addDays, addDuration, parseDuration } from "../dates/calendar.ts";
import { boundsOf, Edtf } from "../dates/edtf.ts";
import type { Due } from "./due.ts";
import type { Milestone } from "./milestone.ts";

/** A promise of every year: its occurrences are milestones with windows, and it is late when one of them is. */

/** As many as there may be. */
const mostOccurrences = 200;

interface Rhythm {
  every: string;
  from: string;
  until: string;
}

export const Recurrence = z
  .strictObject({
    every: z
      .string()
      .refine((text) => {
        const duration = parseDuration(text);
        return duration !== null && duration.years + duration.months + duration.days > 0;
      }, "write an ISO 8601 duration of years, months, weeks or days, such as P1Y")
      .meta({ description: "ISO 8601 duration of years, months, weeks or days.", examples: ["P1Y"] }),
    from: Edtf.meta({ description: "The first occurrence begins on its first day (EDTF)." }),
    until: Edtf.meta({ description: "The last one begins by its last day (EDTF)." }),
  })
  .refine(({ from }) => boundsOf(from).earliest !== null, { error: "needs a first day", path: ["from"] })
  .refine(({ until }) => boundsOf(until).latest !== null, { error: "needs a last day", path: ["until"] })
  .refine((recurrence) => isCounted(recurrence), {
    error: `must give 1 to ${mostOccurrences} occurrences`,
    path: ["until"],
  })
  .meta({
    id: "Recurrence",
    description: "How often a promise is to be kept, and from when until when.",
    examples: [{ every: "P1Y", from: "2024", until: "2027" }],
  });
export type Recurrence = z.infer<typeof Recurrence>;

function isCounted(recurrence: Rhythm): boolean {
  const count = occurrencesOf(recurrence, mostOccurrences + 1).length;
  return count > 0 && count <= mostOccurrences;
}

/** The windows of the occurrences in order (EDTF): a year or a month where one is just that. */
export function occurrencesOf({ every, from, until }: Rhythm, most = mostOccurrences): string[] {
  const duration = parseDuration(every);
  const [first, last] = [boundsOf(from).earliest, boundsOf(until).latest];
  if (duration === null || first === null || last === null) return [];
  const at = (n: number) =>
    addDuration(first, { years: duration.years * n, months: duration.months * n, days: duration.days * n });
  const windows: string[] = [];
  for (let n = 0; windows.length < most; n += 1) {
    const [start, next] = [at(n), at(n + 1)];
    if (start === null || next === null || start > last || next <= start) return windows;
    windows.push(windowOf(start, addDays(next, -1) ?? start));
  }
  return windows;
}

function windowOf(start: string, end: string): string {
  const shorter = [start.slice(0, 4), start.slice(0, 7)].find((text) => {
    const { earliest, latest } = boundsOf(text);
    return earliest === start && latest === end;
  });
  return shorter ?? (start === end ? start : `${start}/${end}`);
}

/**
 * The due window in force of a recurring promise: that of the first occurrence that is still to be met, or else of the
 * last one. Null where there are no occurrences.
 */
export function occurrenceDue(milestones: readonly Milestone[]): Due | null {
  const occurrences = milestones
    .filter(({ occurrence, due, state }) => occurrence != null && due !== null && state !== "dropped")
    .toSorted((a, b) => ((a.due?.earliest ?? "") < (b.due?.earliest ?? "") ? -1 : 1));
  const isOpen = ({ state }: Milestone) => state === "scheduled" || state === "partly_met";
  return (occurrences.find(isOpen) ?? occurrences.at(-1))?.due ?? null;
}
