import { utcTicks } from "d3-time";

/** Days on a line of so many pixels. */
export interface TimeScale {
  x: (day: string) => number;
  ticks: { x: number; label: string }[];
}

const dayMs = 86_400_000;
export const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
export const addDays = (day: string, days: number): string => dayOf(at(day) + days * dayMs);
export const daysBetween = (from: string, to: string): number => Math.round((at(to) - at(from)) / dayMs);

const month = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short" });

/** From one day to another, between these pixels, with a label about every eighty. */
export function timeScale(from: string, to: string, [left, right]: readonly [number, number]): TimeScale {
  const [start, end] = [at(from), Math.max(at(to), at(from) + dayMs)];
  const x = (time: number) => left + ((time - start) / (end - start)) * (right - left);
  const dates = utcTicks(new Date(start), new Date(end), Math.max(2, Math.floor((right - left) / 80)));
  return {
    x: (day) => x(at(day)),
    ticks: dates.map((date) => ({ x: x(date.getTime()), label: tickLabel(date) })),
  };
}

function tickLabel(date: Date): string {
  if (date.getUTCDate() !== 1) return `${date.getUTCDate()} ${month.format(date)}`;
  return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : month.format(date);
}

/** Round numbers from 0 to `most` at most, few of them. */
export function countTicks(most: number): number[] {
  const rough = Math.max(most, 1) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough);
  const ticks = [0];
  for (let next = step; next <= most; next += step) ticks.push(next);
  return ticks;
}

/** Round numbers around these values, five or so. */
export function valueTicks(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const wide = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(wide / 3));
  const step = ([1, 2, 5, 10].map((factor) => factor * power).find((each) => each * 3 >= wide) ?? wide) as number;
  const first = Math.floor((low - wide / 20) / step);
  const last = Math.ceil((high + wide / 20) / step);
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}
