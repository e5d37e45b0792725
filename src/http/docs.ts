import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import type { ServedSchema } from "./operation.ts";

const openToAll: ServedSchema = { access: "open" };

// Swagger UI writes style attributes, hence unsafe-inline for styles alone; nothing comes from another address.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The contract as a page to read and to try out, at /docs; all of it is served from here. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  await app.register(async (docs) => {
    docs.addHook("onRoute", (route) => {
      route.schema = { ...route.schema, ...openToAll };
    });
    await docs.register(swaggerUi, {
      routePrefix: "/docs",
      staticCSP: policy,
      theme: { title: "Servanda API" },
      uiConfig: { docExpansion: "list", deepLinking: true, tryItOutEnabled: true, layout: "BaseLayout" },
    });
  });
}
