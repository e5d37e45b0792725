import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { digestOf, taggedBody } from "../http/caching/conditional.ts";
import { contractOf } from "../http/contract/openapi.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { once } from "../http/request/once.ts";

export const Contract = z.looseObject({ openapi: z.string() }).describe("An OpenAPI 3.1 document.");

/** The contract as JSON and as YAML, each written once. */
export const contractRoutes: Routes = async (app) => {
  const summary = "This contract, an OpenAPI 3.1 document";
  const shared = { tag: "service", access: "open", headers: ["ETag"] } as const;
  const tagged = (body: string) => ({ tag: digestOf(body), body });
  const json = once(() => tagged(JSON.stringify(contractOf(app))));
  const yaml = once(() => tagged(app.swagger({ yaml: true })));
  const sendJson = (request: FastifyRequest, reply: FastifyReply) =>
    taggedBody(request, reply.type("application/json"), json());

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
        answers: { 200: { content: { "application/yaml": Contract } } },
      }),
    },
    (request, reply) => taggedBody(request, reply.type("application/yaml"), yaml()),
  );
};
