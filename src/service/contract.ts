import swaggerUi from "@fastify/swagger-ui";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { digestOf, sendTagged } from "../http/caching/conditional.ts";
import { contractOf, once } from "../http/contract/openapi.ts";
import { operation, type Routes, type ServedSchema } from "../http/contract/operation.ts";
import { loosen, policyOf } from "../http/request/security-headers.ts";

export const Contract = z.looseObject({ openapi: z.string() }).describe("An OpenAPI 3.1 document.");

const openToAll: ServedSchema = { access: "open" };

/** All that Swagger UI needs: nothing comes from another address, nothing is written into the page. */
const policy = policyOf({
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "connect-src": "'self'",
});

/**
 * The contract as JSON and as YAML, each written once, and as a page to read and to try out; all of it is served from
 * here.
 */
export const contractRoutes: Routes = async (app) => {
  const summary = "This contract, an OpenAPI 3.1 document";
  const shared = { tag: "service", access: "open", headers: ["ETag"] } as const;
  const tagged = (body: string) => ({ tag: digestOf(body), body });
  const json = once(() => tagged(JSON.stringify(contractOf(app))));
  const yaml = once(() => tagged(app.swagger({ yaml: true })));
  const sendJson = (request: FastifyRequest, reply: FastifyReply) =>
    sendTagged(request, reply.type("application/json"), json());

  app.get(
    "/openapi.json",
    {
      schema: operation({
        id: "getContract",
        ...shared,
        summary,
        description:
          "Every operation with its parameters, bodies, answers and problems; clients can be generated from it.",
        answers: { 200: Contract },
      }),
    },
    sendJson,
  );

  app.get(
    "/openapi.yaml",
    {
      schema: operation({
        id: "getContractAsYaml",
        ...shared,
        summary: `${summary}, in YAML`,
        description: "The same document.",
        answers: { 200: { content: { "application/yaml": z.string() } } },
      }),
    },
    (request, reply) => sendTagged(request, reply.type("application/yaml"), yaml()),
  );

  await app.register(async (docs) => {
    docs.addHook("onRequest", async (_request, reply) => loosen(reply, policy));
    docs.addHook("onRoute", (route) => {
      route.schema = { ...route.schema, ...openToAll };
      if (route.url === "/docs/json") route.handler = sendJson;
    });
    await docs.register(swaggerUi, {
      routePrefix: "/docs",
      theme: { title: "Servanda API" },
      uiConfig: { docExpansion: "list", deepLinking: true, tryItOutEnabled: true, layout: "BaseLayout" },
    });
  });
};
