import { z } from "zod";
import { AppError } from "../errors/errors.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { configOf, primaryOf } from "../http/request/context.ts";
import { baseUrl } from "../http/request/url.ts";

const securityPath = "/.well-known/security.txt";
const catalogPath = "/.well-known/api-catalog";
const dayMs = 86_400_000;
/** RFC 9116 recommends less than a year; counted from the start of the day, so that the file changes once a day. */
const validDays = 180;

const Link = z.strictObject({ href: z.url(), type: z.string().exactOptional() });
const Links = z.array(Link);
const Catalog = z
  .strictObject({
    linkset: z.array(
      z.strictObject({
        anchor: z.url().describe("what the links are about"),
        item: Links.exactOptional().describe("the APIs of this publisher"),
        "service-desc": Links.exactOptional().describe("descriptions for programs"),
        "service-doc": Links.exactOptional().describe("documentation for people"),
        status: Links.exactOptional().describe("whether it can be used now"),
      }),
    ),
  })
  .meta({ id: "ApiCatalog", description: "The APIs that are here (RFC 9727), as a link set (RFC 9264)." });

/** What those who know nothing but the name of this host look for. */
export const wellKnownRoutes: Routes = async (app) => {
  app.get(
    securityPath,
    {
      schema: operation({
        id: "getSecurityContact",
        tag: "service",
        access: "open",
        summary: "Where to report a vulnerability (RFC 9116)",
        description: "404 where the operator has set no `SECURITY_CONTACT`.",
        answers: { 200: { content: { "text/plain": z.string() } } },
        problems: ["not_found"],
      }),
    },
    async (request, reply) => {
      const { securityContact, publicUrl } = configOf(request);
      if (securityContact === undefined)
        throw new AppError("not_found", "The operator of this service has named no contact for security reports.");
      const today = Math.floor(primaryOf(request).now().getTime() / dayMs);
      const lines = [
        `Contact: ${securityContact}`,
        `Expires: ${new Date((today + validDays) * dayMs).toISOString()}`,
        "Preferred-Languages: en",
        ...(publicUrl ? [`Canonical: ${publicUrl}${securityPath}`] : []),
      ];
      return reply.type("text/plain; charset=utf-8").send(`${lines.join("\n")}\n`);
    },
  );

  app.get(
    catalogPath,
    {
      schema: operation({
        id: "getApiCatalog",
        tag: "service",
        access: "open",
        summary: "The APIs of this host (RFC 9727)",
        description: "A linkset (RFC 9264) to the contract and the documentation.",
        answers: { 200: { content: { "application/linkset+json": Catalog } } },
        headers: ["Link"],
      }),
    },
    async (request, reply) => {
      const base = baseUrl(request);
      return reply
        .type('application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"')
        .header("link", `<${base}${catalogPath}>; rel="api-catalog"`)
        .send(catalogOf(base));
    },
  );
};

function catalogOf(base: string): z.infer<typeof Catalog> {
  const api = `${base}/v1`;
  return {
    linkset: [
      { anchor: `${base}${catalogPath}`, item: [{ href: api }] },
      {
        anchor: api,
        "service-desc": [
          { href: `${base}/openapi.json`, type: "application/json" },
          { href: `${base}/openapi.yaml`, type: "application/yaml" },
        ],
        "service-doc": [{ href: `${base}/docs`, type: "text/html" }],
        status: [{ href: `${base}/readyz`, type: "application/json" }],
      },
    ],
  };
}
