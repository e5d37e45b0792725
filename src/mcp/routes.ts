import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Config } from "../config/config.ts";
import { suffices } from "../domain/key.ts";
import { AppError } from "../errors/errors.ts";
import { untilClosed } from "../http/bodies/download.ts";
import { neededRank } from "../http/contract/access.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { stepAside } from "../http/limits/overload.ts";
import { configOf, contextOf, primaryOf } from "../http/request/context.ts";
import { once } from "../http/request/once.ts";
import { baseUrl } from "../http/request/url.ts";
import { type Answer, type Ask, AskError } from "./ask.ts";
import { loadServer } from "./server.ts";
import type { Bench } from "./tool.ts";

/** The Model Context Protocol over streamable HTTP, without sessions: each POST is answered by itself. */

const Message = z
  .looseObject({ jsonrpc: z.literal("2.0") })
  .meta({ description: "A message of JSON-RPC 2.0, by itself: batches are not taken." });

export const mcpRoutes: Routes = async (app) => {
  const serve = once(() => loadHandler());
  app.post(
    "/mcp",
    {
      onRequest: async (request) => demandOrigin(request),
      schema: {
        ...operation({
          id: "callMcp",
          tag: "service",
          access: "read",
          summary: "The tools of this service, by the Model Context Protocol",
          body: Message,
          answers: {
            200: { content: { "application/json": z.unknown(), "text/event-stream": z.string() } },
            202: null,
          },
        }),
        hide: true,
      },
    },
    async (request, reply) => {
      // What it asks of the API is counted there.
      stepAside(request);
      const handler = await serve();
      const answer = await handler(app, request, untilClosed(reply));
      return send(reply, answer);
    },
  );
};

/**
 * Loads the protocol when it is first spoken. It knows two eras, with and without a handshake, and answers either
 * without remembering anything.
 */
async function loadHandler() {
  const [{ createMcpHandler }, make] = await Promise.all([import("@modelcontextprotocol/server"), loadServer()]);
  return async (app: FastifyInstance, request: FastifyRequest, signal: AbortSignal): Promise<Response> => {
    const { principal } = contextOf(request);
    const mayWrite = suffices(principal.role, neededRank("write", configOf(request)));
    const bench: Bench = {
      ask: askOf(app, request, signal),
      base: baseUrl(request),
      now: primaryOf(request).now,
      onFault: (err) => request.log.error({ err }, "a tool failed"),
    };
    const handler = createMcpHandler(() => make(bench, { mayWrite }), {
      maxSubscriptions: 0,
      keepAliveMs: 0,
      onerror: (error) => request.log.debug({ err: error }, "a message of the Model Context Protocol was refused"),
    });
    const asked = new Request("http://localhost/mcp", { method: "POST", headers: headersOf(request), signal });
    return handler.fetch(asked, { parsedBody: request.body });
  };
}

/** The headers that the protocol looks at. */
const looked = ["accept", "content-type", "mcp-protocol-version", "mcp-method", "mcp-name", "mcp-session-id"];

function headersOf({ headers }: FastifyRequest): Record<string, string> {
  return Object.fromEntries(
    looked.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}

async function send(reply: FastifyReply, { status, headers, body }: Response): Promise<FastifyReply> {
  const type = headers.get("content-type");
  reply.code(status).header("cache-control", "no-store");
  if (type !== null) reply.type(type);
  return reply.send(body === null ? undefined : Buffer.from(await new Response(body).arrayBuffer()));
}

/** Of the request that a tool is called by, what its own requests are made with: by whom, and seen from where. */
const handedOn = [
  ...["authorization", "host", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-for", "traceparent"],
  ...["servanda-seq", "cookie"],
];

/** The API as the caller of a tool would be answered by it, without the network between. */
function askOf(app: FastifyInstance, whole: FastifyRequest, signal: AbortSignal): Ask {
  const given = Object.fromEntries(
    handedOn.flatMap((name) => (whole.headers[name] === undefined ? [] : [[name, String(whole.headers[name])]])),
  );
  const { remoteAddress } = whole.socket;
  return async ({ method, path, body, headers = {} }): Promise<Answer> => {
    const asked = app.inject({
      method,
      url: path,
      headers: {
        ...{ ...given, ...headers, accept: "application/json", "x-request-id": whole.id },
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      ...(remoteAddress !== undefined && { remoteAddress }),
      signal,
    });
    const {
      statusCode,
      headers: answered,
      payload,
    } = await asked.catch((error: unknown) => {
      throw signal.aborted ? new AskError("The client has gone.") : error;
    });
    const plain = Object.fromEntries(Object.entries(answered).map(([name, value]) => [name, String(value)]));
    return { status: statusCode, headers: plain, body: JSON.parse(payload) as Answer["body"] };
  };
}

const loopback = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/**
 * Refuses pages of other origins, though CORS_ORIGIN may be `*`: a page that lets its name lead to this machine (DNS
 * rebinding) would else speak for whoever looks at it. Programs that are no browsers send no Origin.
 */
function demandOrigin(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin === undefined || loopback.test(origin) || namedOrigins(configOf(request)).includes(origin)) return;
  const detail = `Pages of ${origin.slice(0, 200)} may not call /mcp: the operator would name them in CORS_ORIGIN.`;
  throw new AppError("origin_not_allowed", detail);
}

function namedOrigins({ corsOrigin, publicUrl }: Config): readonly string[] {
  return [...(corsOrigin === "*" ? [] : corsOrigin), ...(publicUrl === undefined ? [] : [new URL(publicUrl).origin])];
}
