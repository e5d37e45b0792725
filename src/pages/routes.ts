import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Config } from "../config/config.ts";
import { sendShell } from "../http/browsers.ts";
import type { ServedSchema } from "../http/contract/operation.ts";
import type { AskSignIn, SignIn } from "../service/sign-in.ts";
import type { Pages } from "./built.ts";

const addresses = [
  ...["/commitments", "/commitments/:id", "/parties", "/parties/:code", "/parties/:code/:other"],
  ...["/sources", "/sources/:id", "/compare", "/codelists", "/codelists/:name", "/api"],
  ...["/desk", "/desk/*"],
];
const yearMs = 31_536_000_000;
const schema: ServedSchema = {
  access: "open",
  hide: true,
  answers: { 200: { content: { "text/html": z.string() } } },
};

/**
 * Where the issuer sends a person back to. It alone may ask another address, where the issuer gives a token for the
 * code; whoever comes here loads it whole, so that no other page needs that.
 */
const signedInPath = "/desk/signed-in";
const originOf = ({ tokenEndpoint }: SignIn): string => new URL(tokenEndpoint).origin;

/** The pages: one document, which draws what its address says, and the files that it is made of. */
export function pageRoutes({ folder, shell }: Pages, { embedOrigins }: Config, signIn: AskSignIn) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get(signedInPath, { schema }, async (request, reply) => {
      const issuer = await signIn().catch(() => null);
      return sendShell(request, reply, shell, issuer ? { "connect-src": `'self' ${originOf(issuer)}` } : {});
    });
    for (const url of addresses) app.get(url, { schema }, async (request, reply) => sendShell(request, reply, shell));
    app.get("/embed/*", { schema }, async (request, reply) =>
      sendShell(request, reply, shell, { "frame-ancestors": embedOrigins }),
    );
    await app.register(async (files) => {
      files.addHook("onRoute", (route) => {
        route.schema = { ...route.schema, access: "open", hide: true } as ServedSchema;
      });
      await files.register(fastifyStatic, {
        root: join(folder, "assets"),
        ...{ prefix: "/assets/", wildcard: false, index: false, decorateReply: false },
        ...{ preCompressed: true, immutable: true, maxAge: yearMs },
      });
    });
  };
}
