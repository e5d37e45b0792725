import type { FastifyRequest } from "fastify";
import type { ProblemCode } from "../../errors/problems.ts";
import { addressOf, configOf } from "./context.ts";

/** What of a request its own address is made of. */
export type Addressed = Pick<FastifyRequest, "protocol" | "host" | "server">;

const plausibleHost = /^[\w.:[\]-]{1,255}$/;

/**
 * The address of this server as the client knows it, without a slash at the end: PUBLIC_URL, or the request's, as it
 * was when it was first asked for. A connection that has gone no longer tells how it came.
 */
export function baseUrl(request: Addressed): string {
  return configOf(request).publicUrl ?? addressOf(request, originOf);
}

/** As `baseUrl`, for a request whose connection is there: nothing has to remember it. */
export function presentBaseUrl(request: Addressed): string {
  return configOf(request).publicUrl ?? originOf(request);
}

function originOf({ host = "", protocol }: Addressed): string {
  const origin = `${protocol}://${host}`;
  return plausibleHost.test(host) && URL.canParse(origin) ? origin : "http://localhost";
}

/** The page that explains a problem; the `type` of its problem documents. */
export function problemUrl(base: string, code: ProblemCode): string {
  return `${base}/problems/${code}`;
}

/** The path of a request target, without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf("?");
  return query === -1 ? target : target.slice(0, query);
}
