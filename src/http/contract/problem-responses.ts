import { type ProblemCode, problems, retriable } from "../../errors/problems.ts";
import { ref } from "./components.ts";
import type { Json } from "./document.ts";
import { limitHeaders } from "./headers.ts";

/** What an operation answers with a status for which it has these problems. */
export function problemResponse(codes: readonly ProblemCode[]): Json {
  const lines = codes.map((code) => `\`${code}\`: ${problems[code].title}.`);
  const [only] = codes;
  const extra = {
    ...(codes.some((code) => retriable.includes(code)) && { "Retry-After": ref("headers", "Retry-After") }),
    ...(codes.includes("rate_limited") && Object.fromEntries(limitHeaders.map((name) => [name, ref("headers", name)]))),
    ...(codes.includes("invalid_token") && { "WWW-Authenticate": ref("headers", "WWW-Authenticate") }),
  };
  return {
    description: codes.length === 1 && only ? `${problems[only].title} (\`${only}\`).` : lines.join("\n\n"),
    headers: { "X-Request-Id": ref("headers", "X-Request-Id"), ...extra },
    content: {
      "application/problem+json": {
        schema: ref("schemas", "Problem"),
        examples: Object.fromEntries(codes.map((code) => [code, ref("examples", code)])),
      },
    },
  };
}

/** A problem as it is sent. */
export function example(code: ProblemCode): Json {
  const { status, title, cause } = problems[code];
  const type = `https://servanda.example/problems/${code}`;
  const requestId = "0b3f4a52-7c1e-4a86-9d2f-5e8c1b7a9d30";
  return {
    summary: title,
    value: { type, title, status, detail: cause, instance: "/v1/commitments", code, requestId },
  };
}
