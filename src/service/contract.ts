import { stringify } from "yaml";
import { z } from "zod";
import { digestOf, sendTagged } from "../http/caching/conditional.ts";
import { contractOf } from "../http/contract/openapi.ts";
import { operation } from "../http/contract/operation.ts";
import type { Routes } from "../http/contract/plugin.ts";
export const Contract = z.looseObject({ openapi: z.string() }).describe("An OpenAPI 3.1 document.");

/** The contract as JSON and as YAML. */
export const contractRoutes: Routes = async (app) => {
  const summary = "This contract, an OpenAPI 3.1 document";
  const etag = { headers: ["ETag"] } as const;

  app.get(
    "/openapi.json",
    {
      schema: operation({
        id: "getContract",
        tag: "service",
        access: "open",
        summary,
        answers: { 200: Contract },
        ...etag,
      }),
    },
    async (request, reply) => {
      const body = JSON.stringify(contractOf(app));
      return sendTagged(request, reply.type("application/json"), { tag: digestOf(body), body });
    },
  );

  app.get(
    "/openapi.yaml",
    {
      schema: operation({
        id: "getContractAsYaml",
        tag: "service",
        access: "open",
        summary: `${summary}, in YAML`,
        answers: { 200: { content: { "application/yaml": z.string() } } },
        ...etag,
      }),
    },
    async (request, reply) => {
      const body = stringify(contractOf(app), { aliasDuplicateObjects: false });
      return sendTagged(request, reply.type("application/yaml"), { tag: digestOf(body), body });
    },
  );
};
