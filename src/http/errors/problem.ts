import type { FastifyReply, FastifyRequest } from "fastify";
import type { AppError } from "../../errors/errors.ts";
import { shorten } from "../../errors/fault-list.ts";
import { type ProblemCode, problems, retriable } from "../../errors/problems.ts";
import { configOf } from "../request/context.ts";
import { ofEveryAnswer } from "../request/security-headers.ts";
import { baseUrl, pathOf, problemUrl } from "../request/url.ts";

/** Where RFC 9728 has the metadata of a protected resource. */
export const resourceMetadataPath = "/.well-known/oauth-protected-resource";
export const problemType = "application/problem+json";
const retryAfterSeconds = 5;
/** The longest problem document, in bytes; what comes first is shorter than that by itself. */
export const longestProblem = 32 * 1024;
const longestInstance = 1000;

interface Occurrence {
  base: string;
  instance: string;
  requestId: string;
}

/** The problem document of one occurrence of an error. */
export function toProblem(
  error: AppError,
  { base, instance, requestId }: Occurrence,
): Record<string, unknown> & { status: number } {
  const { status, title } = problems[error.code];
  const { errors, errorsOmitted, extra } = error;
  const problem = {
    type: problemUrl(base, error.code),
    title,
    status,
    detail: errorsOmitted > 0 ? `${error.message} ${errorsOmitted} more faults are left out.` : error.message,
    instance: shorten(instance, longestInstance),
    code: error.code,
    ...(errors.length > 0 && { errors }),
    requestId,
  };
  const members = { ...extra, ...(errorsOmitted > 0 && { errorsOmitted }) };
  return { ...problem, ...fitting(members, longestProblem - sizeOf(problem)) };
}

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Members for which there is room, in bytes: the largest gives way, a list by its second half, others as a whole. */
function fitting(members: Readonly<Record<string, unknown>>, room: number): Readonly<Record<string, unknown>> {
  if (sizeOf(members) <= room) return members;
  const [[name, value] = ["", null]] = Object.entries(members).toSorted(([, a], [, b]) => sizeOf(b) - sizeOf(a));
  const { [name]: _, ...others } = members;
  const isDivisible = Array.isArray(value) && value.length > 1;
  return fitting(isDivisible ? { ...others, [name]: value.slice(0, value.length / 2) } : others, room);
}

/** Answers with the problem document of an error, and with the headers that its code asks for. */
export function sendProblem(error: AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const instance = pathOf(request.raw.url ?? "/").toWellFormed();
  const problem = toProblem(error, { base: baseUrl(request), instance, requestId: request.id });
  reply.code(problem.status).type(problemType).header("x-request-id", request.id).header("cache-control", "no-store");
  for (const [name, value] of Object.entries(ofEveryAnswer))
    if (reply.getHeader(name) === undefined) reply.header(name, value);
  for (const name of ["etag", "location", "link", "content-encoding"]) reply.removeHeader(name);
  if (retriable.includes(error.code))
    reply.header("retry-after", String(error.extra.retryAfterSeconds ?? retryAfterSeconds));
  if (error.code === "request_timeout") reply.header("connection", "close");
  const challenge = challengeOf(error.code, request);
  if (challenge !== undefined) reply.header("www-authenticate", challenge);
  if (error.code === "method_not_allowed") reply.header("allow", [error.extra.allowed].flat().join(", "));
  return reply.send(JSON.stringify(problem));
}

const challenges: Partial<Record<ProblemCode, string>> = {
  unauthorized: "",
  invalid_token: ', error="invalid_token"',
  forbidden: ', error="insufficient_scope"',
};

/**
 * The WWW-Authenticate of a refusal (RFC 6750 section 3). Where tokens are taken it says where they come from (RFC 9728
 * section 5.1).
 */
function challengeOf(code: ProblemCode, request: FastifyRequest): string | undefined {
  const error = challenges[code];
  if (error === undefined) return undefined;
  const metadata = configOf(request).oidcIssuer && `, resource_metadata="${baseUrl(request)}${resourceMetadataPath}"`;
  return `Bearer realm="Servanda"${error}${metadata ?? ""}`;
}
