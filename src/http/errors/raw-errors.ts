import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import { AppError } from "../../errors/errors.ts";
import type { ProblemCode } from "../../errors/problems.ts";
import { problems } from "../../errors/problems.ts";
import { ofEveryAnswer } from "../request/security-headers.ts";
import { problemType, toProblem } from "./problem.ts";

const kinds: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ["request_timeout", "The request was not complete within the time allowed."],
  HPE_HEADER_OVERFLOW: ["headers_too_large", "The request line and headers are longer than the server reads."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ["too_large", "The chunk extensions are longer than the server reads."],
};

const patient = new WeakSet<Socket>();

/**
 * Exempts the request on a connection from the time that node:http gives every request to arrive. The caller must watch
 * it instead.
 */
export function waitFor(socket: Socket): void {
  patient.add(socket);
}

/** Answers what node:http could not parse as a request, with a problem document like any other, and hangs up. */
export function answerClientError(error: Error & { code?: string }, socket: Socket, base: string): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT" && patient.has(socket)) return;
  const [code, detail] = kinds[error.code ?? ""] ?? [
    "malformed_request",
    "The bytes sent are not an HTTP/1.1 request.",
  ];
  if (socket.writable) socket.write(rawAnswer(new AppError(code, detail), base));
  socket.destroySoon();
}

function rawAnswer(error: AppError, base: string): string {
  const requestId = randomUUID();
  const body = JSON.stringify(toProblem(error, { base, instance: "/", requestId }));
  const { status, title } = problems[error.code];
  return [
    `HTTP/1.1 ${status} ${title}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...Object.entries(ofEveryAnswer).map(([name, value]) => `${name}: ${value}`),
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}
