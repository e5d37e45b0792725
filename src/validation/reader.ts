import type { FastifySchemaCompiler } from "fastify";
import { z } from "zod";
import { AppError, type Fault } from "../errors/errors.ts";
import { type Found, type Origin, toFaults } from "./faults.ts";
import { textFault } from "./text.ts";

/** Of a part of a request with more values than these, the first fault alone is looked for: each costs memory. */
const mostValues = 5000;

const parts: Readonly<Record<string, Origin["part"]>> = { querystring: "query", params: "params", headers: "headers" };

/**
 * Validates each part of a request with its zod schema; every fault of that part is reported in one AppError.
 * `readOnly` names body fields that the server sets: they are refused as such instead of as unknown.
 */
export function createValidator(readOnly: readonly string[]): FastifySchemaCompiler<z.ZodType> {
  return ({ schema, httpPart }) => {
    const part = parts[httpPart ?? ""] ?? "body";
    return (given: unknown) => {
      // Fastify gives null for no body, where zod knows undefined.
      const value = given === null && schema instanceof z.ZodOptional ? undefined : given;
      const unreadable = part === "body" ? [] : unreadableTexts(value);
      if (unreadable.length > 0) return { error: refusal({ faults: unreadable, total: unreadable.length }) };
      const names = new Map<readonly string[], readonly string[]>();
      const abortEarly = isLarger(value, mostValues);
      const context: z.core.ParseContextInternal<z.core.$ZodIssue> = {
        abortEarly,
        reportInput: true,
        error: (issue) => void rememberNames(issue, names),
      };
      const result = schema.safeParse(value, context);
      if (result.success) return { value: result.data };
      const origin = { part, given: value, readOnly, namesFor: (keys: readonly string[]) => names.get(keys) ?? [] };
      return { error: refusal(toFaults(result.error.issues, origin), !abortEarly) };
    };
  };
}

/** Whether a value holds more than so many values. Takes no longer than to count so many. */
function isLarger(given: unknown, most: number): boolean {
  const waiting = [given];
  for (let counted = 0; waiting.length > 0; counted += 1) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null) continue;
    const parts = Object.values(value);
    if (counted + waiting.length + parts.length > most) return true;
    waiting.push(...parts);
  }
  return false;
}

function refusal({ faults, total }: Found, isThorough = true): AppError {
  const [first] = faults;
  const count = total > 1 ? ` (${total} faults in all, see \`errors\`)` : "";
  const more = isThorough ? "" : ` More were not looked for, since there are more than ${mostValues} values.`;
  return new AppError("invalid_request", `${first?.detail ?? "The request does not fit."}${count}${more}`, {
    errors: faults,
    errorsOmitted: total - faults.length,
  });
}

// Only the issue as it is raised knows its schema; its `keys` array is the same object in the finished issue.
function rememberNames(issue: z.core.$ZodRawIssue, names: Map<readonly string[], readonly string[]>): void {
  if (issue.code !== "unrecognized_keys" || !(issue.inst instanceof z.ZodObject)) return;
  names.set(issue.keys as readonly string[], Object.keys(issue.inst.shape));
}

function unreadableTexts(value: unknown): Fault[] {
  return Object.entries(value ?? {}).flatMap(([parameter, given]) =>
    [parameter, given].flat().flatMap((text) => {
      const fault = typeof text === "string" ? textFault(text) : null;
      return fault ? [{ parameter, ...fault }] : [];
    }),
  );
}
