import type { Warning } from "../domain/warning.ts";
import type { Context } from "./context.ts";

/**
 * Adds a warning to what the caller of a write is told. A write that is decided anew, since others wrote meanwhile,
 * says the same again: of one place and code the last one stays.
 */
export function warn({ warnings }: Pick<Context, "warnings">, warning: Warning): void {
  if (warnings === undefined) return;
  const known = warnings.findIndex(({ pointer, code }) => pointer === warning.pointer && code === warning.code);
  if (known >= 0) warnings[known] = warning;
  else warnings.push(warning);
}

/** A record as answered to its writer, with what was warned of. */
export function withWarnings<T extends object>(answered: T, { warnings = [] }: Pick<Context, "warnings">) {
  return warnings.length === 0 ? answered : { ...answered, warnings };
}
