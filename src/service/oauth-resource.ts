import { z } from "zod";
import type { Config } from "../config/config.ts";
import { AppError } from "../errors/errors.ts";
import type { Issuer } from "../http/auth/oidc.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { resourceMetadataPath } from "../http/errors/problem.ts";
import { configOf } from "../http/request/context.ts";
import { baseUrl } from "../http/request/url.ts";

const ResourceMetadata = z
  .object({
    resource: z.url().describe("the address of this service"),
    resource_name: z.string(),
    authorization_servers: z.array(z.url()).describe("the issuer whose access tokens are taken"),
    bearer_methods_supported: z.array(z.enum(["header"])),
    resource_documentation: z.url(),
  })
  .meta({ id: "ResourceMetadata", description: "OAuth 2.0 protected resource metadata (RFC 9728)." });

/** The issuer of tokens that the operator has set, or null. */
export function issuerOf({ oidcIssuer, oidcAudience, oidcRoleClaim }: Config): Issuer | null {
  if (!oidcIssuer || !oidcAudience) return null;
  return { issuer: oidcIssuer, audience: oidcAudience, roleClaim: oidcRoleClaim };
}

/** Where a client that knows only this address learns which issuer to ask for a token. */
export const resourceRoutes: Routes = async (app) => {
  app.get(
    resourceMetadataPath,
    {
      schema: operation({
        id: "getResourceMetadata",
        tag: "service",
        access: "open",
        summary: "Where tokens for this service come from",
        description: "404 where the operator has set no OpenID Connect issuer.",
        answers: { 200: ResourceMetadata },
        problems: ["not_found"],
      }),
    },
    async (request) => {
      const issuer = issuerOf(configOf(request));
      if (issuer === null) throw new AppError("not_found", "This service takes no tokens, only API keys.");
      const resource = baseUrl(request);
      return {
        resource,
        resource_name: "Servanda",
        authorization_servers: [issuer.issuer],
        bearer_methods_supported: ["header" as const],
        resource_documentation: `${resource}/docs`,
      };
    },
  );
};
