import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import type { ServedSchema } from "../http/contract/operation.ts";
import { loosen, policyOf } from "../http/request/security-headers.ts";

const openToAll: ServedSchema = { access: "open" };

/** All that Swagger UI needs: nothing comes from another address, nothing is written into the page. */
const policy = policyOf({
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "connect-src": "'self'",
});

/** The contract as a page to read and to try out, at /docs; all of it is served from here. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  await app.register(async (docs) => {
    docs.addHook("onRequest", async (_request, reply) => loosen(reply, policy));
    docs.addHook("onRoute", (route) => {
      route.schema = { ...route.schema, ...openToAll };
    });
    await docs.register(swaggerUi, {
      routePrefix: "/docs",
      theme: { title: "Servanda API" },
      uiConfig: { docExpansion: "list", deepLinking: true, tryItOutEnabled: true, layout: "BaseLayout" },
    });
  });
}
