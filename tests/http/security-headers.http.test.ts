import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestApp } from "../helpers/test-app.ts";

type App = Awaited<ReturnType<typeof openTestApp>>;
let t: App;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

const directives = (policy: string | undefined) =>
  Object.fromEntries((policy ?? "").split(";").map((part) => part.trim().split(/ (.*)/)));

describe("every answer", () => {
  it.each([
    ["data", "/v1"],
    ["a problem", "/v1/nothing"],
    ["an unreadable address", "/v1/%ff"],
    ["a probe", "/healthz"],
    ["the contract", "/openapi.json"],
  ])("is nothing but data to a browser: %s", async (_what, path) => {
    const { headers } = await t.request.get(path);
    expect(headers["content-type"]).toMatch(/^application\/(?:problem\+)?json/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    const ofDocuments =
      /^(?:content-security|cross-origin|origin-agent|permissions|referrer|x-(?:dns|download|frame|perm|xss))/;
    expect(Object.keys(headers).filter((name) => ofDocuments.test(name))).toEqual([]);
  });

  it.each(["/v1/commitments.csv", "/v1/feed.atom", "/openapi.yaml", "/.well-known/security.txt"])(
    "that is neither JSON nor a page of ours runs nothing and loads nothing: %s",
    async (path) => {
      const app = await openTestApp({ config: { securityContact: "mailto:security@servanda.example" } });
      const { status, headers } = await app.request.get(path);
      expect([status, headers["x-content-type-options"], headers["referrer-policy"]]).toEqual([
        200,
        "nosniff",
        "no-referrer",
      ]);
      expect(directives(headers["content-security-policy"])).toMatchObject({
        "default-src": "'none'",
        "frame-ancestors": "'none'",
      });
      await app.close();
    },
  );

  it.each(["/", "/docs", "/problems", "/problems/not_found"])(
    "that is a page keeps apart from other sites, and asks for no feature of the browser: %s",
    async (path) => {
      const { headers } = await t.request.get(path).set("Accept", "text/html, */*;q=0.1");
      expect(headers).toMatchObject({
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "origin-agent-cluster": "?1",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-dns-prefetch-control": "off",
        "x-download-options": "noopen",
        "x-frame-options": "DENY",
        "x-permitted-cross-domain-policies": "none",
        "x-xss-protection": "0",
      });
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(headers.server).toBeUndefined();
    },
  );

  it("demands HTTPS from then on where HTTPS is spoken, and says nothing of it elsewhere", async () => {
    const hsts = async (app: App) =>
      (await app.request.get("/v1").set("X-Forwarded-Proto", "https")).headers["strict-transport-security"];
    expect(await hsts(t)).toBeUndefined();
    for (const config of [{ publicUrl: "https://servanda.example" }, { trustProxy: 1 }]) {
      const app = await openTestApp({ config });
      expect(await hsts(app)).toBe("max-age=31536000");
      await app.close();
    }
  });
});

describe("a page", () => {
  it("of a problem may use its own style alone", async () => {
    const { text, headers } = await t.request.get("/problems/not_found").set("Accept", "text/html");
    const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? "";
    expect(directives(headers["content-security-policy"])).toEqual({
      "default-src": "'none'",
      "style-src": `'sha256-${createHash("sha256").update(style).digest("base64")}'`,
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
    });
    expect(text).not.toMatch(/<script| on\w+=| style=/);
  });

  it("of the documentation loads nothing from elsewhere and runs nothing that stands in it", async () => {
    for (const path of ["/docs", "/docs/browser.js", "/docs/swagger-ui-bundle.js"]) {
      const { status, headers } = await t.request.get(path);
      expect(status).toBe(200);
      expect(directives(headers["content-security-policy"])).toEqual({
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
      });
    }
    const { text } = await t.request.get("/docs");
    expect(text).not.toMatch(/<script>|<style>| on\w+=| style=|https?:\/\//);
  });
});

describe("what is well known", () => {
  it("tells where to report a vulnerability, for less than a year (RFC 9116)", async () => {
    const publicUrl = "https://servanda.example";
    const app = await openTestApp({ config: { securityContact: "mailto:security@servanda.example", publicUrl } });
    const { text, headers } = await app.anonymous.get("/.well-known/security.txt");
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(text.split("\n")).toEqual([
      "Contact: mailto:security@servanda.example",
      "Expires: 2027-05-22T00:00:00.000Z",
      "Preferred-Languages: en",
      "Canonical: https://servanda.example/.well-known/security.txt",
      "",
    ]);
    await app.close();
  });

  it("says so where no contact is set", async () => {
    const { status, body } = await t.anonymous.get("/.well-known/security.txt");
    expect([status, body.code]).toEqual([404, "not_found"]);
    expect(body.detail).toContain("contact");
  });

  it("lists the API with its description, its documentation and its state (RFC 9727), and each link works", async () => {
    const { body, headers } = await t.anonymous.get("/.well-known/api-catalog");
    expect(headers["content-type"]).toMatch(
      /^application\/linkset\+json; profile="https:\/\/www\.rfc-editor\.org\/info\/rfc9727"/,
    );
    const [catalog, api] = body.linkset;
    expect(catalog.item).toEqual([{ href: api.anchor }]);
    const links = [...catalog.item, ...api["service-desc"], ...api["service-doc"], ...api.status];
    for (const { href, type } of links) {
      const found = await t.anonymous.get(new URL(href).pathname);
      expect([href, found.status]).toEqual([href, 200]);
      if (type) expect(found.headers["content-type"]).toContain(type);
    }
    const head = await t.anonymous.head("/.well-known/api-catalog");
    expect(head.headers.link).toMatch(/\/\.well-known\/api-catalog>; rel="api-catalog"$/);
  });
});
