import type { FastifyReply, FastifyRequest } from "fastify";
import { type Body, digestOf, taggedBody } from "../../http/caching/conditional.ts";
import { contractOf } from "../../http/contract/openapi.ts";
import type { Routes, ServedSchema } from "../../http/contract/operation.ts";
import { once } from "../../http/request/once.ts";
import { loosen, policyOf } from "../../http/request/security-headers.ts";
import { type Asset, assetNames, readAsset } from "./assets.ts";
import { docsPage } from "./page.ts";

const openToAll: ServedSchema = { access: "open" };

/** All that the page and Swagger UI need: nothing comes from another address, nothing is written into the page. */
const policy = policyOf({
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "connect-src": "'self'",
});

/** The contract as a page to read and to try out; all of it is served from here. */
export const docsRoutes: Routes = async (app) => {
  app.addHook("onRequest", async (_request, reply) => loosen(reply, policy));
  const page = once(() => {
    const body = docsPage(contractOf(app), { script: "docs/browser.js", style: "docs/page.css" });
    return { tag: digestOf(body), body };
  });
  app.get("/docs", { schema: openToAll }, (request, reply) =>
    taggedBody(request, reply.type("text/html; charset=utf-8"), page()),
  );
  for (const name of assetNames) {
    const asset = once(() => readAsset(name));
    app.get(`/docs/${name}`, { schema: openToAll }, async (request, reply) => sendAsset(request, reply, await asset()));
  }
};

const takesBrotli = /(?:^|,)\s*br\s*(?:$|,|;\s*q=(?:1|0\.0*[1-9]))/;

function sendAsset(request: FastifyRequest, reply: FastifyReply, { type, tag, plain, brotli }: Asset): Body {
  const isBrotli = takesBrotli.test(String(request.headers["accept-encoding"]));
  if (isBrotli) reply.header("content-encoding", "br");
  return taggedBody(request, reply.type(type), { tag, body: isBrotli ? brotli : plain });
}
