import helmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { baseUrl } from "./url.ts";

/** A Content-Security-Policy (https://www.w3.org/TR/CSP3/): the sources of each directive. */
export type Policy = Readonly<Record<string, readonly string[]>>;

const none = ["'none'"];
/** Nothing may be loaded but what a page names; nothing may frame it. */
const strictest = { "default-src": none, "base-uri": none, "form-action": none, "frame-ancestors": none };
const yearSeconds = 31_536_000;
const features = ["camera", "geolocation", "microphone", "payment", "usb", "browsing-topics"];
const permissions = features.map((feature) => `${feature}=()`).join(", ");

/** What answers carry to bytes that never became a request, which no hook reaches. */
export const bareHeaders = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
} as const;

/** Helmet's option for a page that may load more than data may. */
export function policyOf(more: Policy): Pick<FastifyHelmetOptions, "contentSecurityPolicy"> {
  return { contentSecurityPolicy: { useDefaults: false, directives: { ...strictest, ...more } } };
}

/** Gives one answer the policy of a page. */
export function loosen(reply: FastifyReply, policy: Pick<FastifyHelmetOptions, "contentSecurityPolicy">): void {
  reply.removeHeader("content-security-policy").helmet(policy);
}

/**
 * Sets the headers by which browsers take every answer for data and nothing more; pages loosen their own policy. HSTS
 * is sent only where the public address is https.
 */
export async function protect(app: FastifyInstance): Promise<void> {
  const options: FastifyHelmetOptions = {
    ...policyOf({}),
    strictTransportSecurity: false,
    xFrameOptions: { action: "deny" },
  };
  const fixed = await headersOf(options);
  await app.register(helmet, { ...options, global: false });
  app.addHook("onRequest", async ({ routeOptions }, reply) => {
    const hasItsOwn = (routeOptions.config as { helmet?: unknown }).helmet !== undefined;
    if (!hasItsOwn) reply.headers(fixed);
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.header("permissions-policy", permissions);
    if (baseUrl(request).startsWith("https:")) reply.header("strict-transport-security", `max-age=${yearSeconds}`);
  });
}

/** What helmet says, worked out once: doing it for each request takes as long as all the rest of a short answer. */
async function headersOf(options: FastifyHelmetOptions): Promise<Record<string, string>> {
  const probe = Fastify();
  await probe.register(helmet, options);
  probe.get("/", (_request, reply) => reply.send(reply.raw.getHeaders()));
  const said = (await probe.inject("/")).json<Record<string, string>>();
  await probe.close();
  return said;
}
