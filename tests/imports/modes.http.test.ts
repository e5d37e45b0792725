import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, make, openWithParties, promise } from "../helpers/http-bodies.ts";

const ndjson = "application/x-ndjson";
const id = "01900000-0000-7000-a000-00000000f018";
let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const send = (records: object[], mode?: string) =>
  t.request
    .post(`/v1/import${mode ? `?mode=${mode}` : ""}`)
    .set("content-type", ndjson)
    .send(records.map((record) => JSON.stringify(record)).join("\n"));
const title = async (slug: string) => (await t.anonymous.get(`/v1/commitments/${slug}`)).body.title;

describe("an import changes a commitment that is there only where it was meant", () => {
  it("a line without an id is a new one: a slug that is taken is a fault, and nothing is overwritten", async () => {
    await make(t, { slug: "kaz-ifas", title: "Chair the fund" });
    const { status, body } = await send([promise({ slug: "kaz-ifas", title: "Cooperation on item 54" })]);
    expect([status, body.errors]).toMatchObject([422, [{ line: 1, pointer: "/slug", code: "already_exists" }]]);
    expect(body.errors[0].detail).toContain("mode=update");
    expect(await title("kaz-ifas")).toBe("Chair the fund");
  });

  it("a line with the id of an export is that one", async () => {
    await send([promise({ id, slug: "by-id", title: "First" })]).expect(200);
    const { body } = await send([{ id, title: "Second" }]).expect(200);
    expect([body.updated, body.changes]).toEqual([1, [{ line: 1, slug: "by-id", changed: ["title"] }]]);
  });

  it.each([
    ["create", { slug: "known" }, "already_exists"],
    ["update", { slug: "unknown" }, "not_found"],
    ["update", {}, "not_found"],
  ])("with mode=%s %j is a fault: %s", async (mode, line, code) => {
    await send([promise({ slug: "known" })], "upsert").expect(200);
    const { body } = await send([{ ...promise(), ...line }], mode);
    expect(body.errors).toMatchObject([{ code }]);
  });

  it("with mode=upsert either will do", async () => {
    const { body } = await send([promise({ slug: "either" }), promise({ slug: "known", title: "New" })], "upsert");
    expect([body.created + body.updated, body.failed]).toEqual([2, 0]);
    expect((await send([promise()], "replace")).body.errors[0].allowed).toEqual(["create", "update", "upsert"]);
  });

  it.each(["create", "update", "upsert"])(
    "twice in a file is a fault on the second line, with mode=%s",
    async (mode) => {
      if (mode === "update") await make(t, { slug: "f18-update" });
      const line = (more: object) => promise({ slug: `f18-${mode}`, ...more });
      const { body } = await send([line({ title: "One" }), line({ title: "Two" })], mode);
      expect(body.errors).toMatchObject([{ line: 2, pointer: "/slug", code: "already_exists" }]);
      expect(body.errors[0].detail).toBe(`Line 1 of this file is \`f18-${mode}\` already.`);
    },
  );
});
