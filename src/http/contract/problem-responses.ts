import { type ProblemCode, problems, retriable } from "../../errors/problems.ts";
import { limitHeaders } from "./headers.ts";
import { isOnce, isReading, type Route } from "./operation.ts";
import { ref, refs } from "./schemas.ts";
import type { Json } from "./types.ts";

/** The problems that an operation may answer with, by status. */
export function problemsByStatus(route: Route): Map<number, ProblemCode[]> {
  return Map.groupBy(new Set(problemsOf(route)), (code) => problems[code].status);
}

function problemsOf({ method, schema }: Route): ProblemCode[] {
  const { access, body, isProbe, problems: own = [] } = schema;
  return [
    "malformed_request",
    "invalid_request",
    ...(body ? (["malformed_json", "too_large"] as const) : []),
    ...(access === "open" ? [] : (["unauthorized", "invalid_token", "forbidden"] as const)),
    ...own,
    ...(own.includes("not_found") || isOnce(method, schema) ? (["purged"] as const) : []),
    ...(isOnce(method, schema) ? (["idempotency_key_in_use", "idempotency_key_reused"] as const) : []),
    ...(own.includes("precondition_failed") ? (["precondition_required"] as const) : []),
    "not_acceptable",
    "uri_too_long",
    ...(method === "GET" && !body ? [] : (["unsupported_media_type"] as const)),
    "request_timeout",
    "headers_too_large",
    ...(isProbe ? [] : (["rate_limited"] as const)),
    "internal",
    ...(isReading(method, schema) ? [] : (["insufficient_storage"] as const)),
    "unavailable",
    ...(isProbe ? [] : (["overloaded"] as const)),
  ];
}

/** The answers that operations refer to, one for each set of problems with a status, and an example of each problem. */
export function problemComponents(routes: readonly Route[]): Record<"examples" | "responses", Record<string, Json>> {
  const groups = routes.flatMap((route) => [...problemsByStatus(route).values()]);
  const used = new Set(groups.flat());
  const codes = (Object.keys(problems) as ProblemCode[]).filter((code) => used.has(code));
  const responses = groups.map((group) => [group.join("."), problemResponse(group)] as const);
  return {
    examples: Object.fromEntries(codes.map((code) => [code, example(code)])),
    responses: Object.fromEntries(responses.toSorted(([a], [b]) => a.localeCompare(b))),
  };
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
    content: {
      "application/problem+json": {
        schema: ref("schemas", "Problem"),
        examples: refs("examples", codes),
      },
    },
  };
}

/** A problem as it is sent. */
function example(code: ProblemCode): Json {
  const { status, title, cause } = problems[code];
  const type = `https://servanda.example/problems/${code}`;
  const requestId = "0b3f4a52-7c1e-4a86-9d2f-5e8c1b7a9d30";
  return {
    summary: title,
    value: { type, title, status, detail: cause, instance: "/v1/commitments", code, requestId },
  };
}
