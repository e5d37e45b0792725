import { z } from "zod";
import type { Config } from "../config/config.ts";
import { discover, rested, unavailable } from "../http/auth/issuer-metadata.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { issuerOf } from "./oauth-resource.ts";

const SignIn = z
  .strictObject({
    issuer: z.url().meta({ description: "Who people sign in with, to the letter of `iss`." }),
    clientId: z.string().meta({ description: "The public client that the pages are there: it has no secret." }),
    scope: z.string().meta({ description: "What is asked for, with blanks between.", examples: ["openid"] }),
    resource: z
      .url()
      .nullable()
      .meta({ description: "What the token is to be for (RFC 8707); null where its audience is no address." }),
    authorizationEndpoint: z.url(),
    tokenEndpoint: z.url(),
    endSessionEndpoint: z.url().nullable().meta({ description: "Where one signs out; null: the issuer has no such." }),
    idTokenAlgorithms: z
      .array(z.string())
      .meta({ description: "How its ID tokens may be signed.", examples: [["RS256"]] }),
    namesItself: z.boolean().meta({ description: "Whether it says `iss` as it sends a person back (RFC 9207)." }),
  })
  .meta({ id: "SignIn", description: "How a person gets an access token: authorization code with PKCE (RFC 7636)." });
export type SignIn = z.infer<typeof SignIn>;

const SignInAnswer = z
  .strictObject({ openid: SignIn.nullable().meta({ description: "Null: nobody signs in here; a key does." }) })
  .meta({ id: "SignInAnswer", description: "The ways in beside a key." });

/** Asks the issuer what it publishes, once; null where the operator has set no client. */
export type AskSignIn = () => Promise<SignIn | null>;

export function signInAt(config: Config): AskSignIn {
  const issuer = issuerOf(config);
  const { oidcClientId: clientId, oidcScope: scope } = config;
  if (issuer === null || !clientId) return async () => null;
  return rested(async () => {
    const found = await discover(issuer.issuer);
    const { authorization_endpoint: authorizationEndpoint, token_endpoint: tokenEndpoint } = found;
    if (!authorizationEndpoint || !tokenEndpoint) throw new Error(`${issuer.issuer} publishes no way to sign in`);
    return {
      ...{ issuer: issuer.issuer, clientId, scope },
      resource: z.url().safeParse(issuer.audience).success ? issuer.audience : null,
      ...{ authorizationEndpoint, tokenEndpoint },
      endSessionEndpoint: found.end_session_endpoint ?? null,
      idTokenAlgorithms: found.id_token_signing_alg_values_supported ?? ["RS256"],
      namesItself: found.authorization_response_iss_parameter_supported === true,
    };
  });
}

/** How the pages, or another client in a browser, sign a person in. */
export const signInRoutes: Routes<{ signIn: AskSignIn }> = async (app, { signIn }) => {
  app.get(
    "/v1/sign-in",
    {
      schema: operation({
        id: "getSignIn",
        tag: "service",
        access: "open",
        summary: "How a person signs in for an access token, if there is a way",
        description: "503 while the issuer, whose published metadata this is of, cannot be reached.",
        answers: { 200: SignInAnswer },
      }),
    },
    async (_request, reply) => {
      const openid = await signIn().catch(unavailable);
      return reply.header("cache-control", "no-store").send({ openid });
    },
  );
};
