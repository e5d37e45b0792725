import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { stringify } from "yaml";
import { z } from "zod";
import { sendTagged } from "./conditional.ts";
import { type Described, type Document, finishDocument } from "./document.ts";
import { digestOf } from "./etag.ts";
import { operation, tags } from "./operation.ts";
import type { Routes } from "./plugin.ts";
import { version } from "./version.ts";

const description = `What states said they would do, and what became of it: commitments with status, dates, verbatim quotes and their
timelines. Every failing answer is a problem document (RFC 9457); every record has an ETag made of its version.`;

/** Collects the routes registered from now on into the contract. Register before the routes. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  const described = new Map<string, Described>();
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.1",
      info: {
        title: "Servanda",
        version,
        description,
        license: { name: "MIT", identifier: "MIT" } as { name: string },
      },
      servers: [{ url: "/" }],
      tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
    },
    hideUntagged: true,
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route);
      const method = String(route.route.method).toLowerCase();
      const { operationId, tags: tagged, summary, description: text, deprecated, hide } = schema ?? {};
      if (hide || !operationId) return { schema: { hide: true }, url };
      described.set(operationId, { ...schema, method } as Described);
      return { schema: { operationId, tags: tagged, summary, description: text, deprecated } as typeof schema, url };
    },
    transformObject: (document) =>
      finishDocument(jsonSchemaTransformObject(document) as unknown as Document, described) as never,
  });
}

/** The contract as one object, once the application is ready. */
export function contractOf(app: FastifyInstance): Document {
  return app.swagger() as unknown as Document;
}

const Contract = z.looseObject({ openapi: z.string() }).describe("An OpenAPI 3.1 document.");

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
