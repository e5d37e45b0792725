import { z } from "zod";
import { adminKey, httpUrl, issuer, scopes, serviceKey, truth } from "./setting-readers.ts";
import { variable } from "./variable.ts";

/** Who may do what. */
export const accessSettings = {
  adminKey: {
    ...variable(
      "SERVANDA_ADMIN_KEY",
      "",
      "the first admin key; empty: one is made and printed once. Another value revokes the one before",
      adminKey.optional(),
    ),
    secret: true,
  },
  publicRead: variable("PUBLIC_READ", "true", "whether anyone may read; `false`: with a key alone", truth),
  publicText: variable(
    "PUBLIC_TEXT",
    "false",
    "whether whoever may read may read the whole texts of snapshots; `false`: analysts alone",
    truth,
  ),
  oidcIssuer: variable(
    "OIDC_ISSUER",
    "",
    "the OpenID Connect issuer whose access tokens (RFC 9068) are taken beside keys",
    issuer.optional(),
  ),
  oidcAudience: variable("OIDC_AUDIENCE", "", "what those tokens must name as their audience", z.string().optional()),
  oidcRoleClaim: variable(
    "OIDC_ROLE_CLAIM",
    "roles",
    "the claim with `reader`, `analyst` or `admin`; dots lead into objects: `realm_access.roles`",
    z.string(),
  ),
  oidcClientId: variable(
    "OIDC_CLIENT_ID",
    "",
    "the client that the desk is there, so that people sign in at the issuer; empty: they paste a key or a token",
    z.string().optional(),
  ),
  oidcScope: variable(
    "OIDC_SCOPE",
    "openid",
    "what the desk asks for as people sign in, with blanks between; an issuer may need a scope for the audience",
    scopes,
  ),
  requireIfMatch: variable("REQUIRE_IF_MATCH", "false", "changes without `If-Match` are refused with 428", truth),
  serviceUrl: variable(
    "SERVANDA_URL",
    "",
    "the service that `servanda mcp` asks; empty: `PUBLIC_URL`, or this machine at `PORT`",
    httpUrl.optional(),
  ),
  serviceKey: {
    ...variable("SERVANDA_KEY", "", "the API key with which it asks; empty: none", serviceKey.optional()),
    secret: true,
  },
} as const;
