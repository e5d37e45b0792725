import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestApp } from "../helpers/test-app.ts";

let t: Awaited<ReturnType<typeof openTestApp>>;
beforeAll(async () => {
  t = await openTestApp({ config: { publicUrl: "https://servanda.example", publicRead: false } });
});
afterAll(() => t.close());

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

describe("the entrance", () => {
  it.each([undefined, "*/*", "application/json", "application/json, text/html"])(
    "gives a program links to everything that it can follow: Accept: %s",
    async (accept) => {
      const asked = t.anonymous.get("/");
      const { headers, body } = await (accept === undefined ? asked : asked.set("Accept", accept)).expect(200);
      expect(headers["content-type"]).toMatch(/^application\/json/);
      expect(body).toMatchObject({ name: "Servanda", version: expect.any(String) });
      const { links } = (await t.request.get("/v1")).body;
      expect(body.links).toEqual({ index: "https://servanda.example/v1", ...links });
    },
  );

  it("shows a browser a page that leads on, with nothing on it but its own style", async () => {
    const { headers, text } = await t.anonymous.get("/").set("Accept", browser).expect(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers.vary).toContain("accept");
    const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers["content-security-policy"]).toBe(
      `default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none';style-src 'sha256-${hash}'`,
    );
    expect(text).not.toMatch(/<script| on\w+=| style=| src=|url\(|@import/);
    expect(text).toContain("<h1>Servanda</h1>");
    expect(text).toContain("curl 'https://servanda.example/v1/commitments?limit=2'");
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, path]) => `/${path}`);
    expect(links).toEqual(["/docs", "/v1", "/openapi.json", "/problems"]);
    for (const link of links) expect([link, (await t.request.get(link)).status]).toEqual([link, 200]);
  });

  it("has no room for what a client says its host is called", async () => {
    const app = await openTestApp();
    const { text } = await app.anonymous.get("/").set("Accept", browser).set("Host", `x"><script>alert(1)</script>`);
    expect(text).toContain("curl 'http://localhost/v1/commitments?limit=2'");
    await app.close();
  });

  it("answers HEAD with the headers alone", async () => {
    for (const [accept, type] of [
      ["*/*", /^application\/json/],
      [browser, /^text\/html/],
    ] as const) {
      const { status, headers, text } = await t.anonymous.head("/").set("Accept", accept);
      expect([status, text]).toEqual([200, undefined]);
      expect(headers["content-type"]).toMatch(type);
    }
  });

  it("refuses a parameter that it does not know, and a type that it does not give", async () => {
    const unknown = await t.anonymous.get("/?page=2");
    expect([unknown.status, unknown.body.errors[0].parameter]).toEqual([400, "page"]);
    const image = await t.anonymous.get("/").set("Accept", "image/png");
    expect([image.status, image.body.code]).toEqual([406, "not_acceptable"]);
  });
});
