import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { version } from "../../config/version.ts";
import { once } from "../request/once.ts";
import { describeOperations } from "./document.ts";
import { type OperationSchema, type Route, tags } from "./operation.ts";
import type { Document } from "./types.ts";

const description = `What states said they would do, and what became of it: commitments with status, dates, verbatim quotes and their
timelines. Every failing answer is a problem document (RFC 9457); every record has an ETag made of its version.`;

/** Collects the routes registered from now on into the contract. Register before the routes. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  const routes: Route[] = [];
  app.addHook("onRoute", ({ method, url, schema = {} }) => {
    const { id, hide } = schema as Partial<OperationSchema>;
    if (id && !hide && method !== "HEAD")
      routes.push({ method: String(method), url, schema: schema as OperationSchema });
  });
  const operations = once(() => describeOperations(routes));
  const document: Document = {
    openapi: "3.1.1",
    info: {
      ...{ title: "Servanda", version, description },
      contact: { name: "Whoever runs this service; security matters: /.well-known/security.txt" },
      license: { name: "MIT", identifier: "MIT" },
    },
    get components() {
      return operations().components;
    },
    get paths() {
      return operations().paths;
    },
    servers: [{ url: "/" }],
    tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
  };
  await app.register(swagger, { mode: "static", specification: { document: document as never } });
}

/** The contract as one object, worked out when it is first looked into: not before the application is ready. */
export function contractOf(app: FastifyInstance): Document {
  return app.swagger() as unknown as Document;
}
