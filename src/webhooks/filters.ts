import { z } from "zod";
import { followable, type Wanted } from "../news/followed.ts";

/** Filters of a webhook: those of the stream of changes, as a JSON object. */

export const Filters = z.strictObject(followable);

/** Filters that were read before, as they are kept. @throws z.ZodError where another version knew more of them */
export const wantedOf = (kept: object): Wanted => Filters.parse(kept);

/** Filters as they can be kept, and read again: each as it was written, or in another spelling of the same. */
export function asWritten(filters: z.output<typeof Filters>): Record<string, unknown> {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, written(value)]));
}

function written(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if ("values" in value) {
    const { values, not } = value as { values: string[]; not: boolean };
    return not ? values.map((one) => `!${one}`) : values;
  }
  return Object.values(value);
}
