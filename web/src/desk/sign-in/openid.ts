import * as oauth from "oauth4webapi";
import type { Problem } from "../../api.ts";
import { type Begun, redirectUri, type Tokens, type Way } from "./pending.ts";
import { wordsOf } from "./words.ts";

/**
 * OpenID Connect by authorization code with PKCE, as a public client (RFC 9700): state, nonce, S256, the redirect URI to
 * the letter, `iss` of the answer (RFC 9207). Loaded when somebody may sign in.
 */

const timeoutMs = 15_000;

/** The issuer's address to go to, and what its answer will be held against. `isOther`: as somebody else than before. */
export async function begin(
  way: Way,
  goal: Pick<Begun, "returnTo" | "needs">,
  isOther = false,
): Promise<{ address: string; begun: Begun }> {
  const verifier = oauth.generateRandomCodeVerifier();
  const begun = { state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce(), verifier, ...goal };
  const address = new URL(way.authorizationEndpoint);
  const asked = {
    ...{ response_type: "code", client_id: way.clientId, redirect_uri: redirectUri(), scope: way.scope },
    ...{ state: begun.state, nonce: begun.nonce },
    ...{ code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" },
    ...(way.resource !== null && { resource: way.resource }),
    ...(isOther && { prompt: "login" }),
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return { address: address.href, begun };
}

/** The tokens for the code in the address that the issuer sent back to. @throws Problem, whatever goes wrong */
export async function finish(way: Way, { state, nonce, verifier }: Begun, answer: URL): Promise<Tokens> {
  const issuer: oauth.AuthorizationServer = {
    issuer: way.issuer,
    token_endpoint: way.tokenEndpoint,
    id_token_signing_alg_values_supported: [...way.idTokenAlgorithms],
    authorization_response_iss_parameter_supported: way.namesItself,
  };
  const client: oauth.Client = { client_id: way.clientId };
  try {
    const parameters = oauth.validateAuthResponse(issuer, client, answer, state);
    const response = await oauth.authorizationCodeGrantRequest(
      ...([issuer, client, oauth.None(), parameters, redirectUri(), verifier] as const),
      {
        signal: () => AbortSignal.timeout(timeoutMs),
        // The service takes an issuer without TLS on its own machine alone.
        [oauth.allowInsecureRequests]: way.issuer.startsWith("http:"),
        ...(way.resource !== null && { additionalParameters: { resource: way.resource } }),
      },
    );
    const got = await oauth.processAuthorizationCodeResponse(issuer, client, response, {
      ...{ expectedNonce: nonce, requireIdToken: true },
    });
    return { token: got.access_token, idToken: got.id_token ?? "" };
  } catch (error) {
    throw problemOf(error, way);
  }
}

function problemOf(error: unknown, { tokenEndpoint, issuer }: Way): Problem {
  const { host } = new URL(issuer);
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError)
    return refused(wordsOf(error.error, error.error_description ?? "", host));
  if (error instanceof oauth.WWWAuthenticateChallengeError)
    return refused(
      `${host} refused this site as its client: whoever runs the service has to look at the settings of both.`,
    );
  if (error instanceof DOMException) return refused(`${host} did not answer in time. Try again.`);
  if (error instanceof TypeError)
    return refused(
      `No answer came from ${new URL(tokenEndpoint).origin}. Check the connection; if that is fine, it does not allow pages of ${location.origin} (CORS), which is set there.`,
    );
  const why = error instanceof Error ? error.message : String(error);
  return refused(`What ${host} sent back is not what was asked for, and was not taken: ${why}.`);
}

export const refused = (detail: string): Problem => ({
  ...{ status: 0, code: "sign_in_failed", title: "You are not signed in", detail },
});
