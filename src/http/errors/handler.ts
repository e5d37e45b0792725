import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../errors/errors.ts";
import { type ProblemCode, problems } from "../../errors/problems.ts";
import type { ServedSchema } from "../contract/operation.ts";
import { countRefusal } from "../request/refusals.ts";
import { sendProblem } from "./problem.ts";

type Explain = (request: FastifyRequest) => string;

const bodyLimit: Explain = (request) => `The body is longer than ${request.routeOptions.bodyLimit} bytes.`;
const mediaTypes: Explain = (request) => {
  const { consumes } = (request.routeOptions.schema ?? {}) as ServedSchema;
  return `The body must be one of: ${(consumes ?? ["application/json"]).join(", ")}; without content encoding.`;
};

/** Fastify's own failures: https://fastify.dev/docs/latest/Reference/Errors/ */
const frameworkErrors: Readonly<Record<string, readonly [ProblemCode, string | Explain]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ["too_large", bodyLimit],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["unsupported_media_type", mediaTypes],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ["malformed_request", "The body is not as long as `Content-Length` says."],
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: ["unsupported_media_type", mediaTypes],
  FST_ERR_BAD_URL: ["malformed_request", "The address holds a percent-encoding that is not UTF-8."],
  FST_ERR_MAX_PARAM_LENGTH: ["uri_too_long", "A part of the address is longer than the server reads."],
};

/** One error handler for every route, the unknown ones included. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
}

/**
 * Turns whatever was thrown into a problem document; what is not foreseen is logged and answered as `internal`. A
 * refusal counts as a request, however early it comes: beyond the limit it is a 429.
 */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toAppError(error, request);
  const known = refusal && problems[refusal.code].status < 500 ? counted(refusal, request, reply) : refusal;
  if (known?.cause) request.log.error({ err: known.cause }, known.message);
  if (known) return sendProblem(known, request, reply);
  request.log.error({ err: error }, "unforeseen error");
  return sendProblem(new AppError("internal", "The request could not be answered."), request, reply);
}

function counted(refusal: AppError, request: FastifyRequest, reply: FastifyReply): AppError {
  try {
    countRefusal(request, reply);
    return refusal;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function toAppError(error: unknown, request: FastifyRequest): AppError | null {
  if (error instanceof AppError) return error;
  const { code, statusCode } = (error ?? {}) as Partial<FastifyError>;
  const [problem, detail] = frameworkErrors[code ?? ""] ?? [];
  if (problem && detail) return new AppError(problem, typeof detail === "string" ? detail : detail(request));
  const isClientFault = error instanceof Error && statusCode !== undefined && statusCode >= 400 && statusCode < 500;
  return isClientFault ? new AppError("malformed_request", "The request could not be read to its end.") : null;
}
