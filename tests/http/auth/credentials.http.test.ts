import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openWithParties, promise, refused } from "../../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
  await t.keys("admin", { name: "boss" });
});
afterAll(() => t.close());

const bearing = (credentials: string) =>
  t.anonymous.get("/v1/commitments").set("Host", "servanda.test").set("Authorization", credentials);

describe("credentials that do not hold are refused, though anyone may read:", () => {
  it.each([
    ["no scheme", "svd_x"],
    ["another scheme", "Basic YTpi"],
    ["nothing after the scheme", "Bearer "],
    ["two keys", "Bearer a b"],
    ["an unknown text", "Bearer abc"],
    ["an unknown key", `Bearer svd_${"0".repeat(32)}_${"A".repeat(43)}`],
    ["a token, where no issuer is set", "Bearer eyJh.eyJi.c2ln"],
    ["an empty header", ""],
  ])("%s", async (_what, credentials) => {
    const { status, body, headers } = await refused(t, bearing(credentials));
    expect([status, body.code]).toEqual([401, "invalid_token"]);
    expect(headers["www-authenticate"]).toBe('Bearer realm="Servanda", error="invalid_token"');
  });

  it("a key that is right but for its secret, exactly as one that does not exist", async () => {
    const key = await t.keys("admin", { name: "nearly" });
    const wrong = `${key.slice(0, -4)}${key.endsWith("AAAA") ? "BBBB" : "AAAA"}`;
    const unknown = `svd_${"1".repeat(32)}_${"A".repeat(43)}`;
    const [near, far] = [await bearing(`Bearer ${wrong}`), await bearing(`Bearer ${unknown}`)];
    expect({ ...near.body, requestId: "" }).toEqual({ ...far.body, requestId: "" });
    expect(near.status).toBe(401);
  });

  it("a key in the address", async () => {
    const key = await t.keys("admin", { name: "addressed" });
    const { status, body } = await refused(t, t.anonymous.post(`/v1/commitments?access_token=${key}`).send(promise()));
    expect([status, body.code]).toEqual([401, "unauthorized"]);
  });

  it("and the scheme is read in any case", async () => {
    const key = await t.keys("reader", { name: "quiet" });
    expect((await bearing(`bearer ${key}`)).status).toBe(200);
  });
});

describe("who shows no key", () => {
  it("is told that one is needed, by which scheme, and of which role", async () => {
    const { status, body, headers } = await refused(t, t.anonymous.post("/v1/commitments").send(promise()));
    expect([status, body.code, body.requiredRole]).toEqual([401, "unauthorized", "analyst"]);
    expect(headers["www-authenticate"]).toBe('Bearer realm="Servanda"');
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("may write from another site's page once it has one: the preflight allows the header", async () => {
    const answer = await t.anonymous.options("/v1/commitments").set({
      Origin: "https://example.org",
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "authorization,content-type",
    });
    expect(answer.headers["access-control-allow-headers"]).toContain("authorization");
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(answer.headers).not.toHaveProperty("access-control-allow-credentials");
  });
});

describe("however an address is spelt", () => {
  /** The target as it stands: supertest would tidy it. */
  const raw = async (method: string, path: string, headers: Record<string, string> = {}, body = "") => {
    const { port } = new URL(t.address);
    const sent = request({ port, method, path, headers: { "content-type": "application/json", ...headers } }).end(body);
    const [answer] = await once(sent, "response");
    return { status: answer.statusCode, text: await text(answer) };
  };

  it.each([
    "http://x/v1/keys",
    "https://x/v1/keys",
    "//v1/keys",
    "/v1//keys",
    "/v1/keys/",
    "/v1/%6beys",
    "/V1/keys",
    "/v1/keys;a",
    "/v1/../v1/keys",
  ])("%s shows no keys to who may not see them", async (path) => {
    const { status, text: shown } = await raw("GET", path);
    expect([401, 404]).toContain(status);
    expect(shown).not.toContain("boss");
  });

  it.each(["/v1/keys", "http://x/v1/keys"])("POST %s is never replayed: a secret is not kept", async (path) => {
    const headers = { authorization: `Bearer ${await t.keys("admin")}`, "idempotency-key": "same" };
    const make = () => raw("POST", path, headers, JSON.stringify({ name: `once ${path.length}`, role: "reader" }));
    expect([(await make()).status, (await make()).status]).toEqual([201, 409]);
  });
});
