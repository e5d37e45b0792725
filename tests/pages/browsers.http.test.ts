import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtPages } from "../../src/pages/built.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { openTestApp } from "../helpers/test-app.ts";

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const shell = "<!doctype html><title>Servanda</title>";
const script = "console.log(1);\n".repeat(200);

let t: Awaited<ReturnType<typeof openTestApp>>;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, "assets"));
  await writeFile(join(folder.path, "index.html"), shell);
  await writeFile(join(folder.path, "assets/index-1a2b.js"), script);
  await writeFile(join(folder.path, "assets/index-1a2b.js.br"), "packed");
  t = await openTestApp({ pages: builtPages(folder.path), config: { embedOrigins: "https://example.org" } });
});
afterAll(async () => {
  await t.close();
  await folder.remove();
});

/** Pages are no part of the contract, so their answers are not compared with it. */
const get = (path: string) => supertest(t.app.server).get(path);
const open = (path: string) => get(path).set("Accept", browser);

describe("a browser that asks for HTML", () => {
  it.each([
    ...[
      "/",
      "/commitments?status=stated",
      "/commitments/x",
      "/parties",
      "/parties/KGZ",
      "/parties/KGZ/CHN",
      "/sources",
    ],
    ...["/sources/x", "/compare", "/codelists", "/codelists/status", "/problems", "/problems/not_found", "/api"],
    ...["/desk", "/desk/read"],
  ])("is given the page of %s, with a policy of its own", async (path) => {
    const { status, text, headers } = await open(path);
    expect([status, text]).toEqual([200, shell]);
    const policy = String(headers["content-security-policy"]);
    expect(policy.split(";")).toEqual(expect.arrayContaining(["default-src 'self'", "frame-ancestors 'none'"]));
    expect(policy).not.toMatch(/unsafe|http/);
    expect(headers).toMatchObject({ "cache-control": "no-cache", "x-frame-options": "DENY", etag: expect.any(String) });
  });

  it.each([
    ["/v1", "/api?path=%2Fv1"],
    ["/v1/commitments", "/commitments"],
    ["/v1/commitments?status=stated&sort=due", "/commitments?status=stated&sort=due"],
    ["/v1/commitments/third-border-port?on=2024-01-01", "/commitments/third-border-port?on=2024-01-01"],
    ["/v1/commitments/third-border-port/timeline", "/commitments/third-border-port#timeline"],
    ["/v1/parties/KGZ", "/parties/KGZ"],
    ["/v1/sources/x", "/sources/x"],
    ["/v1/codelists/status", "/codelists/status"],
    ["/v1/stats?by=status", "/api?path=%2Fv1%2Fstats%3Fby%3Dstatus"],
    ["/v1/changes", "/api?path=%2Fv1%2Fchanges"],
  ])("is led from %s to %s", async (address, page) => {
    const { status, headers } = await open(address);
    expect([status, headers.location]).toEqual([303, page]);
    expect(headers.vary).toContain("accept");
  });

  it.each(["/commitments/x?on=banana&asOf=x", "/embed/status?asOf=seq:9999", "/docs/swagger-ui.css?on=2024-13-01"])(
    "is given %s whatever its parameters are: only the API reads them",
    async (path) => expect((await open(path)).status).toBe(200),
  );

  it("is given a page that says so where there is nothing", async () => {
    expect(await open("/nonsense")).toMatchObject({ status: 404, text: shell });
    expect((await open("/v1/nonsense")).body.code).toBe("not_found");
  });

  it.each(["/v1/commitments.csv", "/v1/commitments?format=csv", "/openapi.json", "/healthz", "/readyz"])(
    "is given the file, not a page, at %s",
    async (address) => {
      const { status, headers } = await open(address);
      expect([status, String(headers["content-type"])]).toEqual([200, expect.stringMatching(/csv|json/)]);
    },
  );

  it("may be shown a panel in the frame of those sites that the operator names, and nothing else", async () => {
    const { headers } = await open("/embed/commitments/x");
    expect(headers["content-security-policy"]).toContain("frame-ancestors https://example.org");
    expect(headers["x-frame-options"]).toBeUndefined();
  });
});

describe("a program", () => {
  it.each([undefined, "*/*", "application/json", "application/json, text/html"])(
    "that accepts %s is given JSON as if there were no pages",
    async (accept) => {
      for (const path of ["/", "/v1", "/v1/commitments", "/problems/not_found"]) {
        const asked = t.anonymous.get(path);
        const { status, headers } = await (accept === undefined ? asked : asked.set("Accept", accept));
        expect([status, headers["content-type"]]).toEqual([200, expect.stringContaining("application/json")]);
      }
    },
  );

  it("that writes is never led elsewhere", async () => {
    const answer = await t.request.post("/v1/parties").set("Accept", browser).send({});
    expect(answer.body.code).toBe("invalid_request");
  });
});

describe("the files of the pages", () => {
  it("are kept for ever, by names that change with them, and are sent as they were packed", async () => {
    const plain = await get("/assets/index-1a2b.js").set("Accept-Encoding", "identity");
    expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(plain.text).toBe(script);
    const packed = await supertest(t.app.server).head("/assets/index-1a2b.js").set("Accept-Encoding", "br");
    expect(packed.headers).toMatchObject({ "content-encoding": "br", "content-length": "6" });
    expect(packed.headers["content-type"]).toContain("javascript");
  });

  it("are no way out of their folder", async () => {
    for (const path of ["/assets/../index.html", "/assets/%2e%2e/index.html", "/assets/..%2findex.html", "/assets/"])
      expect((await get(path)).status).toBe(404);
  });
});

it("a folder without pages is none", () => expect(builtPages(join(folder.path, "assets"))).toBeNull());
