import type { FastifySchemaCompiler } from "fastify";
import { z } from "zod";
import { AppError, type Fault } from "../errors/errors.ts";
import { type Origin, toFaults } from "./faults.ts";
import { textFault } from "./text.ts";

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
      if (unreadable.length > 0) return { error: refusal(unreadable) };
      const names = new Map<readonly string[], readonly string[]>();
      const result = schema.safeParse(value, { reportInput: true, error: (issue) => void rememberNames(issue, names) });
      if (result.success) return { value: result.data };
      const origin = { part, given: value, readOnly, namesFor: (keys: readonly string[]) => names.get(keys) ?? [] };
      return { error: refusal(toFaults(result.error.issues, origin)) };
    };
  };
}

function refusal(faults: readonly Fault[]): AppError {
  const [first] = faults;
  const more = faults.length > 1 ? ` (${faults.length} faults in all, see \`errors\`)` : "";
  return new AppError("invalid_request", `${first?.detail ?? "The request does not fit."}${more}`, { errors: faults });
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
