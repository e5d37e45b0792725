import type { z } from "zod";

/** One environment variable: how the tables of docs/configuration.md show it, and how its text is read. */
export interface Variable<S extends z.ZodType> {
  name: string;
  default: string;
  description: string;
  schema: S;
  /** Its value is never shown. */
  secret?: boolean;
  /** Its value is shown without what may be a password. */
  isUrl?: boolean;
}

export function variable<S extends z.ZodType>(
  name: string,
  standard: string,
  description: string,
  schema: S,
): Variable<S> {
  return { name, default: standard, description, schema };
}
