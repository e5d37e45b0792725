import { type ProblemCode, problems, retriable } from "../../errors/problems.ts";
import { limitHeaders } from "./headers.ts";
import { isOnce, isReading, type Route } from "./operation.ts";
import { pascal, problemName } from "./problem-document.ts";
import { ref, refs } from "./schemas.ts";
import type { Json } from "./types.ts";

/** The problems that an operation may answer with, by status. */
function problemsByStatus(route: Route): Map<number, ProblemCode[]> {
  return Map.groupBy(new Set(problemsOf(route)), (code) => problems[code].status);
}

function problemsOf({ method, schema }: Route): ProblemCode[] {
  const { access, body, isProbe, problems: own = [] } = schema;
  const readsBody = method !== "GET" || body !== undefined;
  return [
    "malformed_request",
    "invalid_request",
    ...(readsBody ? (["malformed_json", "too_large"] as const) : []),
    ...(access === "open" ? [] : (["unauthorized", "invalid_token", "forbidden"] as const)),
    ...own,
    ...(own.includes("not_found") || isOnce(method, schema) ? (["purged"] as const) : []),
    ...(isOnce(method, schema) ? (["idempotency_key_in_use", "idempotency_key_reused"] as const) : []),
    ...(own.includes("precondition_failed") ? (["precondition_required"] as const) : []),
    "not_acceptable",
    "uri_too_long",
    ...(readsBody ? (["unsupported_media_type"] as const) : []),
    "request_timeout",
    "headers_too_large",
    ...(isProbe ? [] : (["rate_limited"] as const)),
    "internal",
    ...(isReading(method, schema) ? [] : (["insufficient_storage"] as const)),
    "unavailable",
    ...(isProbe ? [] : (["overloaded"] as const)),
  ];
}

const phrases: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  409: "Conflict",
  422: "Unprocessable",
  503: "Unavailable",
};

interface ProblemAnswers {
  /** The answers that operations refer to, one for each set of problems with a status. */
  responses: Record<string, Json>;
  /** The problems that there are in them. */
  codes: ProblemCode[];
  /** Those of one operation, by status. */
  of: (route: Route) => Record<string, Json>;
}

/** The failing answers of these routes. @throws Error where two of them would have one name */
export function problemAnswers(routes: readonly Route[]): ProblemAnswers {
  const groups = routes.flatMap((route) => [...problemsByStatus(route)]);
  const byStatus = Map.groupBy(groups, ([status]) => status);
  const names = new Map<string, string>();
  for (const [status, group] of byStatus) {
    const sets = group.map(([, codes]) => codes);
    for (const codes of sets) names.set(codes.join(), nameOf(status, codes, sets));
  }
  if (new Set(names.values()).size < names.size) throw new Error("Two sets of problems would have one name");
  const responses = groups.map(([, codes]) => [names.get(codes.join()) ?? "", problemResponse(codes)] as const);
  return {
    responses: Object.fromEntries(responses.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    codes: [...new Set(groups.flatMap(([, codes]) => codes))],
    of: (route) => {
      const answers = [...problemsByStatus(route)].map(([status, codes]) => [status, names.get(codes.join()) ?? ""]);
      return Object.fromEntries(answers.map(([status, name]) => [status, ref("responses", String(name))]));
    },
  };
}

/**
 * A short name that stays as it is when operations are added: that of the problem where there is one; else that of the
 * status, and the last words of those problems that not every operation with that status has.
 */
function nameOf(status: number, codes: readonly ProblemCode[], sets: readonly (readonly ProblemCode[])[]): string {
  const [only] = codes;
  if (codes.length === 1 && only) return pascal(only);
  const phrase = phrases[status] ?? `Status${status}`;
  const own = codes.filter((code) => pascal(code) !== phrase && !sets.every((set) => set.includes(code)));
  return phrase + own.map((code) => pascal(code.split("_").at(-1) ?? "")).join("");
}

function problemResponse(codes: readonly ProblemCode[]): Json {
  const lines = codes.map((code) => `\`${code}\`: ${problems[code].title}.`);
  const [only] = codes;
  const names = [
    "X-Request-Id",
    ...(codes.some((code) => retriable.includes(code)) ? ["Retry-After"] : []),
    ...(codes.includes("rate_limited") ? limitHeaders : []),
    ...(codes.includes("invalid_token") ? ["WWW-Authenticate"] : []),
  ];
  return {
    description: codes.length === 1 && only ? `${problems[only].title} (\`${only}\`).` : lines.join("\n\n"),
    headers: refs("headers", names),
    content: { "application/problem+json": { schema: problemSchema(codes) } },
  };
}

/** One problem, or one of several, which `code` tells apart. */
function problemSchema(codes: readonly ProblemCode[]): Json {
  const [only] = codes;
  if (codes.length === 1 && only) return ref("schemas", problemName(only));
  const mapping = codes.map((code) => [code, `#/components/schemas/${problemName(code)}`]);
  return {
    oneOf: codes.map((code) => ref("schemas", problemName(code))),
    discriminator: { propertyName: "code", mapping: Object.fromEntries(mapping) },
  };
}
