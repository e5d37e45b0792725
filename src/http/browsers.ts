import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { digestOf, taggedBody } from "./caching/conditional.ts";
import { producedTypes, type ServedSchema } from "./contract/operation.ts";
import { preferredType } from "./request/negotiate.ts";
import { loosen, policyOf, type Sources } from "./request/security-headers.ts";
import { pathOf } from "./request/url.ts";

/** What an address offers that has a page for people; a client that takes both without a preference is given JSON. */
export const jsonOrPage = ["application/json", "text/html"];

const policy = { "default-src": "'self'" };

/** The document that pages start from. `more`: what its policy says beside, such as who may show it in a frame. */
export function sendShell(request: FastifyRequest, reply: FastifyReply, shell: string, more: Sources = {}) {
  loosen(reply, policyOf({ ...policy, ...more }));
  const body = taggedBody(request, reply.type("text/html; charset=utf-8"), { tag: digestOf(shell), body: shell });
  return reply.send(body);
}

/** Addresses of the API whose page has the address without `/v1`, and takes the same parameters. */
const alike = /^\/v1\/(commitments|parties|sources|codelists)(?:\/([^/]+))?(?:\/([a-z]+)(?:\/.*)?)?$/;

/** Whether a client would rather have a page than JSON. */
export function prefersPage({ headers: { accept = "" } }: FastifyRequest): boolean {
  return accept.includes("html") && preferredType(accept, jsonOrPage) === "text/html";
}

/**
 * Gives a browser that asks for HTML a page wherever there is JSON: its own, or the one that shows answers; and one
 * with 404 where there is nothing. Stands before what refuses requests that want no JSON. Does nothing without pages.
 */
export function answerBrowsers(app: FastifyInstance, shell: string | undefined): void {
  if (shell === undefined) return;
  app.addHook("onRequest", async (request, reply) => {
    if (request.method !== "GET" && request.method !== "HEAD") return;
    if (!prefersPage(request)) return;
    const path = pathOf(request.url);
    if (request.is404) return path.startsWith("/v1/") ? undefined : sendShell(request, reply.code(404), shell);
    if (!producedTypes((request.routeOptions.schema ?? {}) as ServedSchema).includes("application/json")) return;
    if (path === "/" || path.startsWith("/problems")) return sendShell(request, reply, shell);
    const query = new URLSearchParams(request.url.slice(path.length));
    if (!path.startsWith("/v1") || query.has("format")) return;
    return reply.redirect(pageOf(path, query), 303);
  });
}

/** The page that shows what an address of the API answers. */
export function pageOf(path: string, query: URLSearchParams): string {
  const search = query.size === 0 ? "" : `?${query}`;
  const [, noun, key, part] = alike.exec(path) ?? [];
  if (noun === undefined) return `/api?${new URLSearchParams({ path: `${path}${search}` })}`;
  const own = key === undefined ? `/${noun}` : `/${noun}/${key}`;
  return `${own}${search}${part === undefined ? "" : `#${part}`}`;
}
