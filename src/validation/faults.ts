import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import type { Fault } from "../errors/errors.ts";
import { mostFaults, shorten } from "../errors/fault-list.ts";
import { toPointer } from "./text.ts";

type Issue = z.core.$ZodIssue;

/** Where the value came from, and what is known about the names at each place of unknown keys. */
export interface Origin {
  part: "body" | "query" | "params" | "headers";
  /** The names that would have been accepted, for the `keys` of an unrecognized_keys issue. */
  namesFor: (keys: readonly string[]) => readonly string[];
  /** That part of the request, before any reading. */
  given: unknown;
  /** Names that the server sets itself. */
  readOnly: readonly string[];
}

/** The first faults of a part of a request, and how many there are in all. */
export interface Found {
  faults: Fault[];
  total: number;
}

/** Above so many unknown names, nobody has misspelt one: the nearest is not looked for. */
const mostMisspelt = 100;

/** The issues of zod as faults that say where, what and what would have been accepted. */
export function toFaults(issues: readonly Issue[], origin: Origin): Found {
  const all = issues.flatMap((issue) => faultsOf(issue, [], origin));
  return { faults: all.slice(0, mostFaults).map((make) => make()), total: all.length };
}

/** Each fault is made when it is asked for, since most may never be. */
function faultsOf(issue: Issue, base: readonly PropertyKey[], origin: Origin): (() => Fault)[] {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => () => unknownKey(key, issue.keys, path, origin));
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    return bestBranch(issue.errors).flatMap((inner) => faultsOf(inner, path, origin));
  }
  if (issue.code === "invalid_key") return [() => at(path, origin, { code: "invalid_key", detail: keyDetail(issue) })];
  return [() => at(path, origin, describe(issue, path, origin))];
}

/** The branch of a union that fits best: of the right type, then with the fewest faults (a missing prefix is none). */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const atRoot = (issue: Issue) => issue.path.length === 0 && issue.code !== "unrecognized_keys";
  const wantsPrefix = (issue: Issue) => issue.code === "invalid_format" && issue.format === "starts_with";
  const misfit = (issues: readonly Issue[]) =>
    issues.filter(atRoot).length * 100 + issues.length + issues.filter(wantsPrefix).length;
  return branches.toSorted((a, b) => misfit(a) - misfit(b))[0] ?? [];
}

function at(path: readonly PropertyKey[], origin: Origin, fault: Fault): Fault {
  if (origin.part === "body") return { pointer: toPointer(path), ...fault };
  return path.length === 0 ? fault : { parameter: String(path[0]), ...fault };
}

function unknownKey(key: string, keys: readonly string[], path: readonly PropertyKey[], origin: Origin): Fault {
  const allowed = origin.namesFor(keys);
  const where = at([...path, key], origin, { code: "", detail: "" });
  if (origin.part === "body" && origin.readOnly.includes(key)) {
    return { ...where, code: "read_only", detail: `\`${key}\` is set by the server and cannot be written.` };
  }
  const [kind, code] = origin.part === "body" ? ["field", "unknown_field"] : ["parameter", "unknown_parameter"];
  return {
    ...where,
    code,
    ...unknownName(`There is no ${kind} \`${shorten(key, 60)}\` here.`, key, { keys, allowed }),
  };
}

/** What is said of one of several unknown names, and the names that are known. */
export function unknownName(
  detail: string,
  name: string,
  { keys, allowed }: { keys: readonly string[]; allowed: readonly string[] },
): { detail: string; allowed: readonly string[] } {
  return { detail: keys.length > mostMisspelt ? detail : `${detail}${suggestion(name, allowed)}`, allowed };
}

/** " Did you mean `status`?", or nothing when no name is near. */
export function suggestion(given: string, names: readonly string[]): string {
  const nearest = near(given, names);
  return nearest === null ? "" : ` Did you mean \`${nearest}\`?`;
}

/** The name nearest to a misspelt one, or null: a third of the letters may differ, two may be swapped. */
export function near(given: string, names: readonly string[]): string | null {
  if (names.length === 0 || given.length > 100) return null;
  const lower = given.toLowerCase();
  const nearest = closest(
    lower,
    names.map((name) => name.toLowerCase()),
  );
  const name = names.find((candidate) => candidate.toLowerCase() === nearest) ?? null;
  const edits = distance(lower, nearest);
  const isSwap = edits === 2 && sorted(lower) === sorted(nearest);
  return isSwap || edits <= Math.max(1, Math.floor(Math.max(given.length, nearest.length) / 3)) ? name : null;
}

function sorted(text: string): string {
  return [...text].sort().join("");
}

function describe(issue: Issue, path: readonly PropertyKey[], origin: Origin): Fault {
  const name = nameOf(path, origin);
  const times = timesGiven(path, origin);
  if (times > 1) return { code: "repeated", detail: `${name} is given ${times} times; give it once.` };
  if (path.length === 0 && origin.part === "body" && (issue.input === null || issue.input === undefined)) {
    return { code: "required", detail: "A body is required." };
  }
  if (issue.code === "invalid_type" && issue.input === undefined) {
    return { code: "required", detail: `${name} is required.` };
  }
  return described(issue, name);
}

// A parameter that takes several values has its issues at their places in the list, one level deeper.
function timesGiven(path: readonly PropertyKey[], { part, given }: Origin): number {
  if (part === "body" || path.length !== 1) return 1;
  const value: unknown = Object.entries(given ?? {}).find(([key]) => key === path[0])?.[1];
  return Array.isArray(value) ? value.length : 1;
}

function described(issue: Issue, name: string): Fault {
  switch (issue.code) {
    case "invalid_type":
      return {
        code: "invalid_type",
        detail: `${name} must be ${article(issue.expected)}, not ${typeName(issue.input)}.`,
      };
    case "invalid_value":
      return invalidValue(issue, name);
    case "too_small":
      return { code: "too_small", detail: `${name} must be ${bound(issue, "at least", issue.minimum)}.` };
    case "too_big":
      return { code: "too_big", detail: `${name} must be ${bound(issue, "at most", issue.maximum)}.` };
    case "invalid_union":
      return { code: "invalid_value", detail: `${name} has none of the shapes that are allowed here.` };
    case "custom":
      return { code: customCode(issue), detail: issue.message };
    default:
      return { code: issue.code, detail: `${name}: ${issue.message}.` };
  }
}

function customCode(issue: Extract<Issue, { code: "custom" }>): string {
  const code: unknown = issue.params?.code;
  return typeof code === "string" ? code : "invalid_value";
}

function keyDetail(issue: Extract<Issue, { code: "invalid_key" }>): string {
  return `The key \`${shorten(String(issue.path.at(-1)), 60)}\` is not allowed: ${issue.issues.map((inner) => inner.message).join("; ")}.`;
}

function invalidValue(issue: Extract<Issue, { code: "invalid_value" }>, name: string): Fault {
  if (issue.input === undefined) return { code: "required", detail: `${name} is required.`, ...allowing(issue.values) };
  const given = typeof issue.input === "string" ? issue.input : undefined;
  const hint = given === undefined ? "" : suggestion(given, issue.values.map(String));
  const shown = given === undefined ? typeName(issue.input) : `\`${shorten(given, 60)}\``;
  const detail = `${name} cannot be ${shown}.${hint}`;
  return { code: "invalid_value", detail, ...allowing(issue.values) };
}

function allowing(values: readonly unknown[]): { allowed: readonly string[] } {
  return { allowed: values.map(String) };
}

function bound(issue: { origin: string; inclusive?: boolean }, words: string, limit: number | bigint): string {
  const strict = words === "at least" ? "more than" : "less than";
  const amount = `${issue.inclusive === false ? strict : words} ${limit}`;
  if (issue.origin === "string") return `${amount} character${Number(limit) === 1 ? "" : "s"} long`;
  if (issue.origin === "array" || issue.origin === "set")
    return `${amount} value${Number(limit) === 1 ? "" : "s"} long`;
  return amount;
}

function nameOf(path: readonly PropertyKey[], origin: Origin): string {
  const names = path.filter((key) => typeof key === "string");
  if (names.length > 0) return `\`${names.at(-1)}\``;
  return origin.part === "body" ? "The body" : "The query";
}

function article(type: string): string {
  if (type === "tuple") return "an array";
  return /^[aeiou]/.test(type) ? `an ${type === "int" ? "integer" : type}` : `a ${type}`;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (value instanceof Date || Number.isNaN(value)) return "something that cannot be read as one";
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return "an infinite number";
  return article(typeof value);
}
