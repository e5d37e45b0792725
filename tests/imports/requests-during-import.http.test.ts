import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openWithParties, promise } from "../helpers/http-bodies.ts";

const ndjson = "application/x-ndjson";
const many = (n: number, name: string) =>
  Array.from({ length: n }, (_, i) => `${JSON.stringify(promise({ slug: `${name}-${i}` }))}\n`).join("");
/** Two that come at once: either may be the first. */
const files = [many(60, "one"), many(60, "other")];

describe("beside an import", () => {
  let t: App;
  let imported: string;
  beforeAll(async () => {
    t = await openWithParties();
  });
  afterAll(() => t.close());

  const post = (text: string, query = "") =>
    t.request.post(`/v1/import${query}`).set("content-type", ndjson).send(text);
  const count = async () => (await t.request.get("/v1/commitments?limit=1&count=exact")).body.page.count as number;

  it("readers see all of it or nothing, a writer waits or is told to come back, and a second import is turned away", async () => {
    const state = { done: false };
    const imports = files.map((file) => post(file).then((answer) => answer));
    const all = Promise.all(imports).finally(() => {
      state.done = true;
    });
    const refused = await Promise.race(imports);
    const { status: turnedAway, body, headers: wait } = refused;
    expect([turnedAway, body.code, wait["retry-after"]]).toEqual([503, "import_underway", "5"]);
    const seen = new Set<number>();
    const writing = t.request
      .post("/v1/commitments")
      .send(promise({ slug: "meanwhile" }))
      .then((answer) => answer);
    while (!state.done) seen.add(await count());
    const answers = await all;
    expect(answers.find((answer) => answer !== refused)?.body).toMatchObject({ created: 60 });
    imported = files[answers.findIndex((answer) => answer !== refused)] ?? "";
    const { status, headers } = await writing;
    expect([status, headers["retry-after"]]).toEqual(status === 503 ? [503, "5"] : [201, undefined]);
    for (const each of seen) expect([0, 1, 60, 61]).toContain(each);
    expect(await count()).toBe(status === 503 ? 60 : 61);
  });

  it("a client that goes away takes its import back, and the next one is let in", async () => {
    const before = await t.store.head();
    const address = t.app.server.address();
    const socket = connect(typeof address === "object" && address ? address.port : 0, "127.0.0.1");
    const file = many(400, "gone");
    const key = await t.keys("analyst");
    const head = ["POST /v1/import HTTP/1.1", "Host: x", `Authorization: Bearer ${key}`, `Content-Type: ${ndjson}`];
    socket.write([...head, `Accept: ${ndjson}`, `Content-Length: ${Buffer.byteLength(file)}`, "", file].join("\r\n"));
    await once(socket, "data");
    socket.destroy();
    const again = () => post(imported, "?mode=upsert");
    let next = await again();
    while (next.status === 503) next = await again();
    expect(next.body).toMatchObject({ unchanged: 60 });
    expect(await t.store.head()).toEqual(before);
  });
});
