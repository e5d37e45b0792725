import type { IncomingMessage } from "node:http";
import type { FastifyRequest } from "fastify";
import { AppError } from "../../errors/errors.ts";

const mostHeaders = 100;
const longestUrl = 8192;

/** What holds for any request, whatever it asks for. @throws AppError */
export function checkHeaders({ raw, headers }: Pick<FastifyRequest, "raw" | "headers">): void {
  checkSize(raw);
  checkHost(raw);
  const coding = headers["content-encoding"];
  if (coding !== undefined && coding.toLowerCase() !== "identity")
    throw new AppError("unsupported_media_type", "Send the body without content encoding.");
}

// node:http is told to drop no header (maxHeadersCount), since it does so in silence.
function checkSize({ rawHeaders, url = "/" }: IncomingMessage): void {
  if (rawHeaders.length > 2 * mostHeaders)
    throw new AppError("headers_too_large", `A request may have at most ${mostHeaders} headers.`);
  if (url.length > longestUrl)
    throw new AppError("uri_too_long", `An address may have at most ${longestUrl} characters, its query included.`);
}

// node:http keeps the first of several Host headers, where a proxy in front may have gone by the last.
function checkHost({ rawHeaders, httpVersion }: IncomingMessage): void {
  let hosts = 0;
  for (let n = 0; n < rawHeaders.length; n += 2) if (isHost(rawHeaders[n] ?? "")) hosts += 1;
  if (hosts > 1) throw new AppError("malformed_request", "`Host` is given more than once.");
  if (hosts === 0 && httpVersion === "1.1") throw new AppError("malformed_request", "`Host` is missing.");
}

const isHost = (name: string): boolean => name.length === 4 && name.toLowerCase() === "host";
