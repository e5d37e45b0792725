import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { constants } from "node:zlib";
import compress from "@fastify/compress";
import cors from "@fastify/cors";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { Config } from "../config/config.ts";
import { AppError } from "../errors/errors.ts";
import { answerBrowsers } from "./browsers.ts";
import { markCoding } from "./caching/conditional.ts";
import { producedTypes, type ServedSchema } from "./contract/operation.ts";
import { type Addresses, collectAddresses, methodsAt, unknownAddress } from "./known-routes.ts";
import { shedLoad } from "./limits/overload.ts";
import { bodyTypeOf } from "./request/body-type.ts";
import { checkHeaders } from "./request/check-headers.ts";
import { preferredType } from "./request/negotiate.ts";
import { protect } from "./request/security-headers.ts";
import { pathOf } from "./request/url.ts";

/** Texts of all kinds but those that never end; the plugin's own list lacks newline-delimited JSON. */
const compressible = /^text\/(?!event-stream)|(?:[+/]|x-nd)(?:json|xml|text)(?:;|$)/;
const requestIdForm = /^[\w.:+/=@-]{1,128}$/;
const traceForm = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}/;

/** The client's X-Request-Id when it is fit to be repeated, else a new one. */
export function requestId(request: { headers: IncomingMessage["headers"] }): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && requestIdForm.test(given) ? given : randomUUID();
}

/** The trace id of a W3C traceparent header (https://www.w3.org/TR/trace-context/), or undefined. */
export function traceId(header: unknown): string | undefined {
  const found = typeof header === "string" ? traceForm.exec(header) : null;
  const [, trace = "", span = ""] = found ?? [];
  return /[^0]/.test(trace) && /[^0]/.test(span) && !String(header).startsWith("ff") ? trace : undefined;
}

/** What every request and every answer has in common. Register before the routes. `shell`: of the pages. */
export async function addCommonHooks(app: FastifyInstance, config: Config, shell?: string): Promise<void> {
  const addresses = collectAddresses(app);
  protect(app);
  app.addHook("onRequest", async (request, reply) => greet(request, reply, addresses));
  await app.register(cors, {
    origin: config.corsOrigin,
    methods: ["GET", "HEAD", "QUERY", "POST", "PUT", "PATCH", "DELETE"],
    exposedHeaders: [
      "ETag",
      "Link",
      "Location",
      "X-Request-Id",
      "Server-Timing",
      "Retry-After",
      "RateLimit",
      "RateLimit-Policy",
      "Allow",
      "Accept-Query",
      "WWW-Authenticate",
      "Servanda-Seq",
      "Servanda-Hash",
      "Servanda-Count",
      "Servanda-Version",
      "Content-Disposition",
      "Idempotency-Replayed",
    ],
    maxAge: 600,
    strictPreflight: false,
  });
  shedLoad(app, config);
  answerBrowsers(app, shell);
  app.addHook("onRequest", async (request) => checkRequest(request, addresses));
  await app.register(compress, {
    globalDecompression: false,
    threshold: 1024,
    customTypes: compressible,
    encodings: ["zstd", "br", "gzip"],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  app.addHook("onRoute", markCompressed);
  app.addHook("onSend", async ({ method }, reply) => {
    reply.header("server-timing", `total;dur=${reply.elapsedTime.toFixed(1)}`);
    // Else caches may think up a time for which an answer is fresh (RFC 9111, 4.2.2).
    if (/^(GET|HEAD)$/.test(method) && !reply.hasHeader("cache-control")) reply.header("cache-control", "no-cache");
  });
  app.setNotFoundHandler((request) => {
    throw unknownAddress(request, addresses);
  });
}

function greet(request: FastifyRequest, reply: FastifyReply, addresses: Addresses): void {
  reply.headers({ vary: "accept, accept-encoding", "x-request-id": request.id });
  if (request.method !== "OPTIONS") return;
  const methods = methodsAt(pathOf(request.raw.url ?? "/"), addresses);
  if (methods.length === 0) throw unknownAddress(request, addresses);
  reply.header("allow", methods.join(", "));
  if (methods.includes("QUERY")) reply.header("accept-query", "application/json");
}

function checkRequest(request: FastifyRequest, addresses: Addresses): void {
  checkHeaders(request);
  const isEmptyPart = Object.values(request.params ?? {}).includes("");
  if (request.is404 || isEmptyPart) throw unknownAddress(request, addresses);
  checkEncoding(request.raw.url ?? "/");
  const schema = (request.routeOptions.schema ?? {}) as ServedSchema;
  checkBodyType(request, schema);
  const produced = producedTypes(schema);
  const { format } = request.query as { format?: unknown };
  if (format === undefined && produced.length > 0 && preferredType(request.headers.accept, produced) === undefined) {
    throw new AppError("not_acceptable", `This address gives: ${produced.join(", ")}.`);
  }
}

function checkEncoding(target: string): void {
  try {
    decodeURIComponent(target);
  } catch {
    throw new AppError("malformed_request", "The address holds a percent-encoding that is not UTF-8.");
  }
}

function checkBodyType({ headers }: FastifyRequest, { consumes, anyCharset = [] }: ServedSchema): void {
  const { type, charset } = bodyTypeOf(headers);
  if (!consumes || type === "") return;
  const isUtf8 = charset === undefined || /^(?:utf-?8|us-ascii)$/i.test(charset);
  if ((isUtf8 || anyCharset.includes(type)) && consumes.includes(type)) return;
  throw new AppError("unsupported_media_type", `The body must be one of: ${consumes.join(", ")}; in UTF-8.`);
}

// The compression plugin works in the onSend of each route, so this must stand after it in the same list.
function markCompressed(route: RouteOptions): void {
  const mark = async (_request: FastifyRequest, reply: FastifyReply) => markCoding(reply);
  route.onSend = [...[route.onSend ?? []].flat(), mark];
}
