import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImportReport } from "../../src/imports/lines/model.ts";
import { type App, body, document, happening, make, openWithParties, promise } from "../helpers/http-bodies.ts";

const ndjson = "application/x-ndjson";
const lines = (...records: (object | string)[]) =>
  records.map((record) => `${typeof record === "string" ? record : JSON.stringify(record)}\n`).join("");
const id = (n: number) => `01900000-0000-7000-a000-${n.toString(16).padStart(12, "0")}`;

describe("an import", () => {
  let t: App;
  beforeAll(async () => {
    t = await openWithParties();
  });
  afterAll(() => t.close());

  const post = (text: string | Buffer, { query = "", type = ndjson } = {}) =>
    t.request.post(`/v1/import${query}`).set("content-type", type).send(text);
  const head = async () => (await t.store.head()).seq;
  const counts = ({ created, updated, unchanged, failed }: ImportReport) => ({ created, updated, unchanged, failed });

  it("creates what is new, with its own id and everything that it rests on, in one line of the file", async () => {
    const line = {
      ...promise({ id: id(1), slug: "whole", due: { text: "this year" } }),
      citedParties: [{ code: "CSTO", kind: "igo", name: "Collective Security Treaty Organization" }],
      sources: [{ ...document({ issuedBy: ["CSTO"] }), id: id(2), slug: "whole-source" }],
      quotes: [{ id: id(3), sourceId: id(2), exact: "We will open it." }],
      events: [happening("signed", "2024-06-06", { id: id(4), evidence: [{ sourceId: id(2), quoteId: id(3) }] })],
      milestones: [{ id: id(5), title: "Opened" }],
    };
    const { status, body: report } = await post(lines(line));
    expect([status, report.committed, counts(report)]).toEqual([
      200,
      true,
      { created: 1, updated: 0, unchanged: 0, failed: 0 },
    ]);
    const { body: found } = await t.request.get("/v1/commitments/whole?include=events,quotes,milestones,sources");
    expect(found).toMatchObject({ id: id(1), status: "agreed", due: { edtf: "2023", basis: "relative" }, version: 1 });
    expect([found.quotes[0].id, found.events[0].id, found.milestones[0].id, found.sources[0].slug]).toEqual([
      id(3),
      id(4),
      id(5),
      "whole-source",
    ]);
    expect(found.events[0].recordedBy).toBe("tester");
  });

  it("reads the quotes and texts of an earlier version's export, and the second time changes nothing", async () => {
    const quote = { exact: " We will\nopen it. ", prefix: "Soon.", suffix: null, language: "en", translation: null };
    const text = { sha256: "ab".repeat(32), length: 200, mediaType: "text/plain", normalizer: "nfc-lf/1" };
    const line = {
      ...promise({ id: id(40), slug: "earlier" }),
      sources: [
        {
          ...document(),
          ...{ id: id(41), slug: "earlier-source" },
          snapshots: [{ id: id(42), retrievedAt: "2026-11-23T00:00:00.000Z", ...text }],
        },
      ],
      quotes: [
        { id: id(43), sourceId: id(41), ...quote, start: 5, end: 23, speaker: null, anchor: "moved", version: 2 },
      ],
    };
    expect(counts((await post(lines(line))).body)).toMatchObject({ created: 1, failed: 0 });
    const { body: found } = await t.request.get(`/v1/quotes/${id(43)}`);
    expect(found).toMatchObject({ exact: "We will\nopen it.", start: 6, end: 22, anchor: "attested", matched: null });
    const at = await head();
    expect(counts((await post(lines(line))).body)).toMatchObject({ unchanged: 1, failed: 0 });
    expect(await head()).toBe(at);
  });

  it("keeps every retrieval of a text that went and came back", async () => {
    const [a, b] = ["ab", "cd"].map((byte) => ({ sha256: byte.repeat(32), length: 20 }));
    const at = (day: number) => ({ retrievedAt: `2026-11-0${day}T00:00:00.000Z` });
    const snapshots = [
      { id: id(52), ...a, ...at(1) },
      { id: id(53), ...b, ...at(2) },
      { id: id(54), ...a, ...at(3) },
    ];
    const line = {
      ...promise({ id: id(50), slug: "retrieved" }),
      sources: [{ ...document(), id: id(51), slug: "retrieved-source", snapshots }],
    };
    expect(counts((await post(lines(line))).body)).toMatchObject({ created: 1, failed: 0 });
    const { body: list } = await t.request.get(`/v1/sources/${id(51)}/snapshots`);
    expect(list.data.map((one: { id: string }) => one.id)).toEqual([id(54), id(53), id(52)]);
    expect(counts((await post(lines(line))).body)).toMatchObject({ unchanged: 1 });
  });

  it("changes what differs by the ordinary rules, leaves what a line does not name, and writes nothing for what is the same", async () => {
    await make(t, { slug: "known", tags: ["kept"], summary: "As it was" });
    const at = await head();
    const query = "?mode=update";
    const same = lines({ slug: "known", tags: ["kept"] });
    expect(counts((await post(same, { query })).body)).toMatchObject({ unchanged: 1 });
    expect(await head()).toBe(at);
    const next = { slug: "known", title: "Renamed", status: "agreed", statusSince: "2024-06", due: { edtf: "2025" } };
    const { body: report } = await post(lines(next), { query });
    expect([counts(report), report.changes]).toMatchObject([
      { updated: 1 },
      [{ line: 1, slug: "known", changed: ["title", "status", "statusSince", "due", "originalDue", "events"] }],
    ]);
    const { body: found } = await t.request.get("/v1/commitments/known?include=events");
    expect(found).toMatchObject({ title: "Renamed", summary: "As it was", tags: ["kept"], status: "agreed" });
    expect(found.events.map(({ type, date }: { type: string; date: string }) => [type, date])).toEqual([
      ["status_changed", "2024-06"],
      ["due_changed", "2026-11-23"],
    ]);
    const again = await head();
    expect(counts((await post(lines(next), { query })).body)).toMatchObject({ unchanged: 1 });
    expect(await head()).toBe(again);
  });

  it("is all or nothing: where lines fail, each is named with its fault, and none is written", async () => {
    const at = await head();
    const { status, body: problem } = await post(
      lines(
        promise({ slug: "good" }),
        promise({ slug: "bad", type: "railways" }),
        promise({ slug: "worse", parties: [{ party: "XXX", role: "promisor" }] }),
        promise({ slug: "worst", events: [happening("note", "2024"), happening("resumed", "2024")] }),
        "{not json",
      ),
    );
    expect([status, problem.code, problem.committed, problem.failed, problem.created]).toEqual([
      422,
      "import_refused",
      false,
      4,
      1,
    ]);
    expect(problem.errors.map(({ line, pointer }: { line: number; pointer: string }) => [line, pointer])).toEqual([
      [2, "/type"],
      [3, "/parties/0/party"],
      [4, "/events/1/status"],
      [5, ""],
    ]);
    expect(await head()).toBe(at);
    expect((await t.request.get("/v1/commitments/good")).status).toBe(404);
  });

  it("tells the code of a party that is named by its name, in NDJSON and in CSV", async () => {
    const line = lines(promise({ slug: "named", parties: [{ party: "Kyrgyzstan", role: "promisor" }] }));
    const table = "slug,title,type,firmness,statedOn,parties\nnamed,Named,culture,hope,2024,KG:promisor\n";
    for (const [text, type] of [
      [line, ndjson],
      [table, "text/csv"],
    ] as const) {
      const { body: problem } = await post(text, { type });
      expect(problem.errors[0].detail).toContain("Did you mean `KGZ` (Kyrgyzstan)?");
    }
  });

  it("brings an organisation with those of its members that are there", async () => {
    const members = ["KGZ", "XYZ", "UZB"];
    const parties = [{ party: "OTX", role: "promisor", kind: "igo", name: "Organisation", members }];
    const { body: report } = await post(lines(promise({ slug: "with-members", parties })));
    expect([report.created, (await t.request.get("/v1/parties/OTX")).body.members]).toEqual([1, ["KGZ", "UZB"]]);
    const again = await post(lines(promise({ slug: "with-members", parties })), { query: "?mode=upsert" });
    expect(counts(again.body).unchanged).toBe(1);
  });

  it("a dry run answers what the import will, and writes nothing", async () => {
    await make(t, { slug: "dry-known" });
    const file = lines(promise({ slug: "dry" }), { slug: "dry-known", title: "Dry again" }, { slug: "dry-unknown" });
    const at = await head();
    const { status, body: dry } = await post(file, { query: "?mode=upsert&dryRun=true" });
    expect([status, dry.dryRun, dry.committed, counts(dry)]).toEqual([
      200,
      true,
      false,
      { created: 1, updated: 1, unchanged: 0, failed: 1 },
    ]);
    expect(await head()).toBe(at);
    expect(dry.changes).toEqual([{ line: 2, slug: "dry-known", changed: ["title"] }]);
    const { body: real } = await post(file, { query: "?mode=upsert" });
    expect({ ...real, errors: real.errors }).toMatchObject({
      ...counts(dry),
      errors: dry.errors,
      changes: dry.changes,
    });
  });

  it("relations may point at lines that come later, and so may the status superseded", async () => {
    const [older, newer] = [
      promise({
        ...{ id: id(20), slug: "older", relations: [{ type: "supersedes", from: "newer" }] },
        events: [happening("superseded", "2024-01-01")],
      }),
      promise({ id: id(21), slug: "newer", relations: [{ type: "supersedes", to: id(20) }] }),
    ];
    const { body: report } = await post(lines(older, newer));
    expect(report.errors).toEqual([]);
    expect(counts(report)).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 0 });
    const { body: found } = await t.request.get("/v1/commitments/older?include=relations");
    expect([found.status, found.relations.length]).toEqual(["superseded", 1]);
    const { body: refused } = await post(
      lines(promise({ slug: "lonely", relations: [{ type: "part_of", to: "nobody" }] })),
    );
    expect(refused.errors).toMatchObject([{ line: 1, pointer: "/relations/0/to", code: "unknown_reference" }]);
  });

  it("reports line by line where NDJSON is accepted, the summary last", async () => {
    await make(t, { slug: "told-before" });
    const { text, headers } = await post(
      lines(promise({ slug: "told" }), "", { slug: "told-before" }, { slug: "untold" }),
      { query: "?mode=upsert" },
    ).set("accept", ndjson);
    expect(headers["content-type"]).toContain(ndjson);
    const told = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told.map(({ line, action, slug, version }) => [line, action, slug, version])).toEqual([
      [1, "created", "told", 1],
      [3, "unchanged", "told-before", 1],
      [4, "failed", null, null],
      [undefined, undefined, undefined, undefined],
    ]);
    expect(told.at(-1)).toMatchObject({ committed: false, lines: 3, failed: 1 });
  });

  it("repeated with the same Idempotency-Key it takes effect once, and is answered as before", async () => {
    const file = lines({ ...promise({ title: "Once" }) });
    const first = await post(file).set("idempotency-key", "import-1");
    const at = await head();
    const second = await post(file).set("idempotency-key", "import-1");
    expect([second.body, second.headers["idempotency-replayed"]]).toEqual([first.body, "true"]);
    expect(await head()).toBe(at);
    const other = await post(lines(promise({ title: "Another" }))).set("idempotency-key", "import-1");
    expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);
  });

  it("lets the next import in after one that was refused for its key or its missing body", async () => {
    const malformed = await post(lines(promise())).set("idempotency-key", "\u00e9".repeat(3));
    const empty = await t.request.post("/v1/import");
    expect([malformed.status, empty.status]).toEqual([400, 400]);
    expect((await post(lines(promise()), { query: "?dryRun=true" })).status).toBe(200);
  });

  it("refuses other media types, files beyond the limit and roles below analyst", async () => {
    expect((await post("{}", { type: "application/json" })).status).toBe(415);
    const small = await openWithParties({ config: { importLimitBytes: 2000 } });
    const send = (text: string) => small.request.post("/v1/import").set("content-type", ndjson).send(text);
    expect((await send(lines(promise({ summary: "x".repeat(2000) })))).body.code).toBe("too_large");
    expect((await send(lines(promise()))).status).toBe(200);
    await small.close();
    const reader = await t.as("reader");
    expect((await reader.post("/v1/import").set("content-type", ndjson).send("{}")).status).toBe(403);
  });

  it.each<[string, string | Buffer, string]>([
    ["a line that is no object", "[]\n", "invalid_type"],
    ["a forbidden key", '{"slug":"a","__proto__":{"x":1}}\n', "forbidden_key"],
    ["nesting without end", `${"[".repeat(100)}${"]".repeat(100)}\n`, "too_deep"],
    ["a NUL", '{"slug":"a","title":"a\\u0000b"}\n', "invalid_text"],
    ["an unknown member", '{"slug":"a","titel":"x"}\n', "unknown_field"],
    ["a line of 2 MiB", `{"slug":"a","summary":"${"x".repeat(2 ** 21)}"}\n`, "too_large"],
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0xff, 0x7d, 0x0a]), "malformed_json"],
    ["an id that is no UUIDv7", lines(promise({ id: "00000000-0000-4000-8000-000000000000" })), "invalid_id"],
  ])("refuses %s, and goes on with the next line", async (_name, hostile, code) => {
    const next = lines(promise({ slug: "after-hostile" }));
    const { status, body: report } = await post(Buffer.concat([Buffer.from(hostile), Buffer.from(next)]), {
      query: "?dryRun=true",
    });
    expect([status, report.created, report.failed, report.errors[0].code]).toEqual([200, 1, 1, code]);
  });

  it("takes a byte order mark and CRLF", async () => {
    const { body: report } = await post(`\ufeff${JSON.stringify(promise({ slug: "bom" }))}\r\n\r\n`);
    expect(counts(report)).toMatchObject({ created: 1, failed: 0 });
  });

  it("stops after a thousand lines have failed, and says so", async () => {
    const { body: one } = await post("{}\n");
    const { body: report } = await post("{}\n".repeat(1200));
    expect([report.lines, report.failed, report.stopped]).toEqual([1000, 1000, true]);
    expect(report.errors.length + report.errorsOmitted).toBe(1000 * one.errors.length);
  });

  it("does not bring back what was deleted", async () => {
    const { id: gone } = await make(t, { slug: "gone" });
    await body(t.request.delete(`/v1/commitments/${gone}`), 204);
    const bySlug = await post(lines(promise({ slug: "gone" })));
    const byId = await post(lines(promise({ id: gone, slug: "back" })));
    expect([bySlug, byId].map(({ body: problem }) => problem.errors[0].code)).toEqual(["taken", "taken"]);
  });
});
