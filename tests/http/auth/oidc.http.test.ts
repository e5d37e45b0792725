import { generateKeyPair, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openWithParties, promise, refused } from "../../helpers/http-bodies.ts";
import { startIssuer } from "../../helpers/oidc-issuer.ts";
import { requestsTo } from "../../helpers/test-app.ts";

type Issuer = Awaited<ReturnType<typeof startIssuer>>;
const clock = () => new Date("2026-11-23T09:00:00.000Z");
const settings = (issuer: string) => ({
  oidcIssuer: issuer,
  oidcAudience: "servanda",
  oidcRoleClaim: "realm_access.roles",
});
const roles = (...names: string[]) => ({ realm_access: { roles: ["offline_access", ...names] } });
const seconds = () => clock().getTime() / 1000;
const metadataPath = "/.well-known/oauth-protected-resource";

let issuer: Issuer;
let t: App;
beforeAll(async () => {
  issuer = await startIssuer(clock);
  t = await openWithParties({ config: settings(issuer.issuer) });
});
afterAll(async () => {
  await t.close();
  await issuer.close();
});

const read = (token: string, app = t) => requestsTo(app.app, token).get("/v1");
const write = (token: string) => requestsTo(t.app, token).post("/v1/commitments").send(promise());

describe("an access token of the issuer", () => {
  it("writes in the name of its subject, with the highest role that its claim names", async () => {
    const made = await write(await issuer.token(roles("reader", "analyst")));
    expect(made.status).toBe(201);
    const [revision] = (await t.anonymous.get(`/v1/commitments/${made.body.slug}/history`)).body.data;
    expect(revision.recordedBy).toBe("oidc:ann");
    expect((await requestsTo(t.app, await issuer.token(roles("admin"))).get("/v1/keys")).status).toBe(200);
  });

  it.each([
    ["reader", roles("reader")],
    ["none", roles("owner")],
    ["none", {}],
    ["none", { realm_access: "analyst" }],
    ["none", { roles: ["admin"] }],
  ])("of the role %s reads but does not write: %j", async (_role, claims) => {
    const token = await issuer.token(claims);
    expect((await read(token)).status).toBe(200);
    const { status, body, headers } = await refused(t, write(token));
    expect([status, body.code, body.requiredRole]).toEqual([403, "forbidden", "analyst"]);
    expect(headers["www-authenticate"]).toContain('error="insufficient_scope"');
  });

  it("without a role does not read where reading is closed", async () => {
    const closed = await openWithParties({ config: { ...settings(issuer.issuer), publicRead: false } });
    expect((await read(await issuer.token(), closed)).status).toBe(403);
    expect((await read(await issuer.token(roles("reader")), closed)).status).toBe(200);
    await closed.close();
  });

  it.each<[string, () => Promise<string>]>([
    ["of another audience", () => issuer.token({ aud: "other" })],
    ["of another issuer", () => issuer.token({ iss: "https://evil.example" })],
    ["that has expired", () => issuer.token({}, { lifetime: -10 })],
    ["from the future", () => issuer.token({ iat: seconds() + 60, exp: seconds() + 120 })],
    ["that lasts longer than a day", () => issuer.token({}, { lifetime: 24 * 60 * 60 + 1 })],
    ["that lasts for ever in effect", () => issuer.token({ exp: 1e15 })],
    ["that never expires", () => issuer.token({ exp: undefined } as never)],
    ["that is not valid yet", () => issuer.token({ nbf: Math.floor(clock().getTime() / 1000) + 60 })],
    ["with a subject that is no text", () => issuer.token({ sub: ["ann"] } as never)],
    ["without a subject", () => issuer.token({ sub: undefined } as never)],
    ["that is no access token but an ID token", () => issuer.token({}, { typ: "JWT" })],
    ["signed by another key", async () => issuer.token({}, { key: (await generateKeyPair("ES256")).privateKey })],
    [
      "signed with a shared secret",
      () => issuer.token({}, { alg: "HS256", key: new TextEncoder().encode("s".repeat(32)) }),
    ],
    [
      "that is not signed",
      async () => new UnsecuredJWT({ sub: "ann", ...roles("admin") }).setIssuer(issuer.issuer).encode(),
    ],
    [
      "that was changed",
      async () => (await issuer.token()).replace(/\.(.)/, (_, first: string) => `.${first === "e" ? "f" : "e"}`),
    ],
  ])("%s is refused, though anyone may read", async (_what, make) => {
    const { status, body, headers } = await refused(t, read(await make()));
    expect([status, body.code]).toEqual([401, "invalid_token"]);
    expect(headers["www-authenticate"]).toMatch(
      /^Bearer realm="Servanda", error="invalid_token", resource_metadata="http/,
    );
  });

  it("says where to get one: the challenge leads to the metadata (RFC 9728)", async () => {
    const { headers } = await t.anonymous.post("/v1/commitments").send(promise());
    const [, address = ""] = /resource_metadata="([^"]+)"/.exec(headers["www-authenticate"] ?? "") ?? [];
    const { body } = await t.anonymous.get(new URL(address).pathname);
    expect(body).toMatchObject({ authorization_servers: [issuer.issuer], bearer_methods_supported: ["header"] });
    expect(address).toMatch(new RegExp(`${metadataPath}$`));
  });
});

describe("while the issuer cannot be reached", () => {
  it("tokens get a 503 with Retry-After, keys and anyone go on, and it is not asked each time", async () => {
    const down = await startIssuer(clock);
    down.state.fails = true;
    const app = await openWithParties({ config: settings(down.issuer) });
    expect(down.state.asked).toBe(0);
    const token = await down.token(roles("analyst"));
    for (const _ of [1, 2, 3]) {
      const { status, body, headers } = await read(token, app);
      expect([status, body.code, headers["retry-after"]]).toEqual([503, "unavailable", "5"]);
    }
    expect(down.state.asked).toBeLessThanOrEqual(2);
    expect((await app.request.get("/v1")).status).toBe(200);
    expect((await app.anonymous.get("/v1")).status).toBe(200);
    await app.close();
    await down.close();
  });
});

describe("where no issuer is set", () => {
  it("tokens are refused, and there is no metadata", async () => {
    const app = await openWithParties();
    expect((await read(await issuer.token(roles("admin")), app)).status).toBe(401);
    expect((await app.anonymous.get(metadataPath)).status).toBe(404);
    await app.close();
  });
});

describe("how a person signs in", () => {
  const askedOf = async (config: object) => {
    const app = await openWithParties({
      config: config as ReturnType<typeof settings>,
      now: "2026-11-23T09:00:00.000Z",
    });
    const { status, body } = await app.anonymous.get("/v1/sign-in");
    await app.close();
    return { status, body };
  };
  const client = { oidcClientId: "desk", oidcScope: "openid api" };

  it("is told to anyone, as the issuer publishes it, for the client that the operator has set; else nobody does", async () => {
    expect(await askedOf(settings(issuer.issuer))).toEqual({ status: 200, body: { openid: null } });
    const address = {
      ...settings(issuer.issuer),
      ...client,
      oidcAudience: "https://servanda.example",
      publicRead: false,
    };
    expect((await askedOf(address)).body.openid).toEqual({
      ...{ issuer: issuer.issuer, clientId: "desk", scope: "openid api", resource: "https://servanda.example" },
      ...{ authorizationEndpoint: `${issuer.issuer}/auth`, tokenEndpoint: `${issuer.issuer}/token` },
      ...{ endSessionEndpoint: null, idTokenAlgorithms: ["RS256"], namesItself: false },
    });
    const { body } = await askedOf({ ...settings(issuer.issuer), ...client });
    expect(body.openid.resource).toBeNull();
  });

  it.each<[string, string | undefined, boolean]>([
    ["cannot be reached", undefined, true],
    ["leads to what is no address of the web", "javascript:alert(1)", false],
  ])("is answered with a 503 where the issuer %s", async (_what, endSession, fails) => {
    const down = await startIssuer(clock);
    Object.assign(down.state, { fails, endSession });
    const { status, body } = await askedOf({ ...settings(down.issuer), ...client });
    expect([status, body.code]).toEqual([503, "unavailable"]);
    await down.close();
  });
});
