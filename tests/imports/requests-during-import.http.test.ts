import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openWithParties, promise } from "../helpers/http-bodies.ts";

const ndjson = "application/x-ndjson";
const many = (n: number) =>
  Array.from({ length: n }, (_, i) => `${JSON.stringify(promise({ slug: `many-${i}` }))}\n`).join("");

describe("beside an import", () => {
  let t: App;
  beforeAll(async () => {
    t = await openWithParties();
  });
  afterAll(() => t.close());

  const post = (text: string, query = "") =>
    t.request.post(`/v1/import${query}`).set("content-type", ndjson).send(text);
  const count = async () => (await t.request.get("/v1/commitments?limit=1&count=exact")).body.page.count as number;

  it("readers see all of it or nothing, a writer waits or is told to come back, and a second import is turned away", async () => {
    const state = { done: false };
    const received = once(t.app.server, "request");
    const importing = post(many(60)).then((answer) => {
      state.done = true;
      return answer;
    });
    const seen = new Set<number>();
    await received;
    const second = await post(many(1));
    const writing = t.request
      .post("/v1/commitments")
      .send(promise({ slug: "meanwhile" }))
      .then((answer) => answer);
    while (!state.done) seen.add(await count());
    expect((await importing).body.created).toBe(60);
    const { status, headers } = await writing;
    expect([status, headers["retry-after"]]).toEqual(status === 503 ? [503, "5"] : [201, undefined]);
    expect([second.status, second.body.code, second.headers["retry-after"]]).toEqual([503, "import_underway", "5"]);
    for (const each of seen) expect([0, 1, 60, 61]).toContain(each);
    expect(await count()).toBe(status === 503 ? 60 : 61);
  });

  it("a client that goes away takes its import back, and the next one is let in", async () => {
    const before = await t.store.head();
    const address = t.app.server.address();
    const socket = connect(typeof address === "object" && address ? address.port : 0, "127.0.0.1");
    const file = many(400).replaceAll("many-", "gone-");
    const key = await t.keys("analyst");
    const head = ["POST /v1/import HTTP/1.1", "Host: x", `Authorization: Bearer ${key}`, `Content-Type: ${ndjson}`];
    socket.write([...head, `Accept: ${ndjson}`, `Content-Length: ${Buffer.byteLength(file)}`, "", file].join("\r\n"));
    await once(socket, "data");
    socket.destroy();
    const again = () => post(many(60), "?mode=upsert");
    let next = await again();
    while (next.status === 503) next = await again();
    expect(next.body.unchanged).toBe(60);
    expect(await t.store.head()).toEqual(before);
  });
});
