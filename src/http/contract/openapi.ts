import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { version } from "../../config/version.ts";
import { type Described, type Document, finishDocument } from "./document.ts";
import { tags } from "./operation.ts";

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
