import { once } from "node:events";
import { createServer } from "node:http";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

/** An OpenID Connect issuer on this machine, whose clock is the caller's. */
export async function startIssuer(now: () => Date) {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const keys = [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256", use: "sig" }];
  const state = { asked: 0, fails: false, endSession: undefined as string | undefined };
  const server = createServer((request, response) => {
    state.asked += 1;
    const known: Record<string, object> = {
      "/realm/.well-known/openid-configuration": {
        ...{ issuer, jwks_uri: `${issuer}/keys`, authorization_endpoint: `${issuer}/auth` },
        ...{ token_endpoint: `${issuer}/token`, end_session_endpoint: state.endSession },
      },
      "/realm/keys": { keys },
    };
    const found = state.fails ? undefined : known[request.url ?? ""];
    response.writeHead(found ? 200 : 500, { "content-type": "application/json" }).end(JSON.stringify(found ?? {}));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/realm`;

  /** An access token by RFC 9068, unless told otherwise; times in seconds from now. */
  const token = (
    more: JWTPayload = {},
    {
      typ = "at+jwt",
      key = privateKey,
      alg = "ES256",
      lifetime = 60,
    }: { typ?: string; key?: Parameters<SignJWT["sign"]>[0]; alg?: string; lifetime?: number } = {},
  ) => {
    const iat = Math.floor(now().getTime() / 1000);
    const claims = { iss: issuer, aud: "servanda", sub: "ann", client_id: "desk", jti: "1", iat, exp: iat + lifetime };
    return new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg, typ, kid: "one" }).sign(key);
  };
  const close = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { issuer, token, state, close };
}
