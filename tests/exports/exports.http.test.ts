import { parse } from "csv-parse/sync";
import type { Response } from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { columns } from "../../src/exports/exchange/columns.ts";
import { ExchangeLine } from "../../src/exports/exchange/model.ts";
import { loadSeeds } from "../../src/seeds.ts";
import { hostile } from "../helpers/hostile-texts.ts";
import { type App, body, make, openWithParties, record, textOf } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ config: { publicUrl: "https://servanda.example" } });
  await loadSeeds(t.context);
}, 120_000);
afterAll(() => t.close());

const linesOf = (answer: Response) =>
  answer.text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const rowsOf = (answer: Response): Record<string, string>[] =>
  parse(answer.text, { columns: true, bom: true, record_delimiter: "\r\n" });
const paths = ["/v1/commitments.csv", "/v1/commitments.ndjson"];

describe("every export", () => {
  it.each(paths)("%s: says what it is of, and is unchanged until the record changes", async (path) => {
    const first = await t.anonymous.get(path).expect(200);
    const head = await t.store.head();
    expect(first.headers).toMatchObject({
      "content-disposition": expect.stringMatching(/^attachment; filename="commitments-2026-11-23\.[a-z.]+"$/),
      "servanda-seq": String(head.seq),
      "servanda-hash": head.hash,
      "servanda-count": "21",
    });
    const tag = String(first.headers.etag);
    await t.anonymous.get(path).set("If-None-Match", tag).expect(304);
    await t.request
      .patch("/v1/commitments/cku-railway")
      .send({ tags: [`seen-${path}`] })
      .expect(200);
    const next = await t.anonymous.get(path).set("If-None-Match", tag).expect(200);
    expect(next.headers.etag).not.toBe(tag);
  });

  it.each(paths)("%s: HEAD has the headers alone", async (path) => {
    const { headers } = await t.anonymous.get(path).set("Accept-Encoding", "identity").expect(200);
    const answer = await t.anonymous.head(path).expect(200);
    expect(answer.text).toBeUndefined();
    for (const name of ["etag", "content-type", "content-disposition", "servanda-count"])
      expect(answer.headers[name]).toBe(headers[name]);
  });

  it.each(paths)("%s: is compressed for who takes that", async (path) => {
    const answer = await t.anonymous.get(path).set("Accept-Encoding", "gzip").expect(200);
    expect(answer.headers).toMatchObject({ "content-encoding": "gzip", etag: expect.stringMatching(/-gzip"$/) });
  });

  it.each(paths)("%s: knows the filters of the list, and refuses what it does not know", async (path) => {
    const answer = await t.anonymous.get(`${path}?party=KGZ&tag=nowhere`).expect(200);
    expect(answer.headers["servanda-count"]).toBe("0");
    const problem = await t.anonymous.get(`${path}?party=kgz&limit=3`).expect(400);
    expect(problem.body.errors.map(({ parameter }: { parameter: string }) => parameter)).toEqual(["limit"]);
    await t.anonymous.get(`${path}?party=XXX`).expect(400);
  });
});

describe("by Accept or by ?format=", () => {
  const list = "/v1/commitments";

  it.each([
    ["text/csv", "csv", "text/csv"],
    ["application/x-ndjson", "ndjson", "application/x-ndjson"],
  ])("%s gives the whole list, and one commitment too", async (accept, format, type) => {
    const byPath = await t.anonymous.get(`${list}.${format}`).expect(200);
    const byAccept = await t.anonymous.get(list).set("Accept", accept).expect(200);
    const byName = await t.anonymous.get(`${list}?format=${format}`).set("Accept", "application/json").expect(200);
    expect(byAccept.headers["content-type"]).toContain(type);
    expect([byAccept.text === byPath.text, byName.text === byPath.text]).toEqual([true, true]);
    const one = await t.anonymous.get(`${list}/cku-railway?format=${format}`).expect(200);
    expect(one.headers["servanda-count"]).toBe("1");
    expect(byPath.text.includes(one.text.split("\r\n").at(-2) ?? one.text)).toBe(true);
  });

  it("what a browser accepts is JSON, and so is what says nothing", async () => {
    const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    const answer = await t.anonymous.get(list).set("Accept", browser).expect(200);
    expect(answer.headers["content-type"]).toContain("application/json");
    await t.anonymous
      .get(`${list}?format=json&limit=1`)
      .set("Accept", "text/csv")
      .expect("content-type", /^application\/json/);
  });

  it("a 406 says what there is, and parameters of pages are refused", async () => {
    const refusal = await t.anonymous.get(list).set("Accept", "image/png").expect(406);
    expect(refusal.body.detail).toContain("text/csv");
    const problem = await t.anonymous.get(`${list}?format=csv&limit=3&include=quotes`).expect(400);
    expect(problem.body.errors.map(({ parameter }: { parameter: string }) => parameter)).toEqual(["limit", "include"]);
    await t.anonymous.get(`${list}/nothing?format=csv`).expect(404);
    await t.anonymous.get(`${list}?format=pdf`).expect(400);
  });
});

describe("the interchange format", () => {
  it("has every commitment of the seeds, each whole in itself", async () => {
    const lines = linesOf(await t.anonymous.get("/v1/commitments.ndjson").expect(200)).map((line) =>
      ExchangeLine.parse(line),
    );
    expect(lines.map(({ id }) => id)).toEqual(lines.map(({ id }) => id).toSorted());
    for (const line of lines) {
      const { quotes = [], citedQuotes = [], sources = [], citedParties = [], events = [], milestones = [] } = line;
      const evidence = [...events, ...milestones].flatMap((part) => part.evidence);
      const known = new Set([...quotes, ...citedQuotes, ...sources].map(({ id }) => id));
      const cited = [
        ...evidence.flatMap(({ sourceId, quoteId }) => [sourceId, quoteId ?? sourceId]),
        ...[...quotes, ...citedQuotes].map(({ sourceId }) => sourceId),
      ];
      expect(cited.filter((id) => !known.has(id))).toEqual([]);
      const codes = new Set([...line.parties.map(({ party }) => party), ...citedParties.map(({ code }) => code)]);
      expect(sources.flatMap(({ issuedBy }) => issuedBy).filter((code) => !codes.has(code))).toEqual([]);
      expect(sources.some(({ snapshots }) => snapshots.some(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256)))).toBe(true);
    }
  });

  it("embeds what `include` names", async () => {
    const answer = await t.anonymous.get("/v1/commitments/cku-railway?format=ndjson&include=events").expect(200);
    const [line] = linesOf(answer);
    expect(line.events.length).toBeGreaterThan(0);
    expect(Object.keys(line)).not.toContain("sources");
    const { body: plain } = await t.anonymous.get("/v1/commitments/cku-railway?include=events").expect(200);
    expect(line).toEqual({ ...plain, statedDue: line.statedDue });
  });

  it("shows the promised due date beside the one in force, and quotes that only evidence cites", async () => {
    const source = await textOf(t, "We will open it. It was postponed.");
    const { slug } = await make(t, {
      due: { text: "This year" },
      quotes: [{ sourceId: source.id, exact: "We will open it." }],
    });
    const evidence = [{ sourceId: source.id, quote: { exact: "It was postponed." } }];
    await record(t, slug, "postponed", "2023-11-01", { due: { edtf: "2025" }, evidence });
    const [line] = linesOf(await t.anonymous.get(`/v1/commitments/${slug}?format=ndjson`).expect(200));
    expect([line.statedDue.text, line.due.edtf]).toEqual(["This year", "2025"]);
    expect(line.citedQuotes.map(({ exact }: { exact: string }) => exact)).toEqual(["It was postponed."]);
    expect(line.sources[0].snapshots).toEqual([expect.objectContaining({ length: 34, mediaType: "text/plain" })]);
    expect(JSON.stringify(line)).not.toContain("We will open it. It was");
  });
});

describe("the spreadsheet", () => {
  it("has a row for each commitment, in the documented columns", async () => {
    const answer = await t.anonymous.get("/v1/commitments.csv").expect(200);
    expect(answer.text.split("\r\n")[0]).toBe(columns.map(({ name }) => name).join(","));
    const railway = rowsOf(answer).find(({ slug }) => slug === "cku-railway");
    expect(railway).toMatchObject({ type: "infrastructure", quoteSource: expect.stringMatching(/^[a-z0-9-]+$/) });
    expect(railway?.parties).toMatch(/^[A-Z]{3}:promisor; /);
    expect(railway?.url).toBe("https://servanda.example/v1/commitments/cku-railway");
  });

  it("has a column of labels beside each of codes where that is asked for, which an import passes over", async () => {
    const asked = await t.anonymous.get("/v1/commitments.csv?labels=true").expect(200);
    const railway = rowsOf(asked).find(({ slug }) => slug === "cku-railway");
    expect(railway).toMatchObject({
      ...{ status: "implementing", statusLabel: "Implementing", typeLabel: "Infrastructure" },
      ...{
        timelinessLabel: "Not yet due",
        partiesLabel: expect.stringContaining("Kyrgyzstan (Promisor)"),
      },
    });
    const head = asked.text.split("\r\n")[0]?.split(",") ?? [];
    expect(head.filter((name) => !name.endsWith("Label"))).toEqual(columns.map(({ name }) => name));
    expect(head[head.indexOf("statusLabel") - 1]).toBe("status");
    const changed = asked.text.replaceAll(",Implementing,", ",Anything,");
    const { body: report } = await t.request
      .post("/v1/import")
      .set("content-type", "text/csv")
      .send(changed)
      .expect(200);
    expect(report).toMatchObject({ created: 0, updated: 0, failed: 0 });
  });

  it("begins with a byte order mark where that is asked for", async () => {
    const plain = await t.anonymous.get("/v1/commitments.csv?tag=nowhere").expect(200);
    const marked = await t.anonymous.get("/v1/commitments.csv?tag=nowhere&bom=true").expect(200);
    expect(marked.text).toBe(`\uFEFF${plain.text}`);
  });

  it.each(hostile)("keeps %j as it is, and no cell of text is a formula", async (words) => {
    const point = { type: "Point", coordinates: [-70.5, -33.25] };
    const { slug } = await make(t, { title: words, summary: `${words}\n${words}`, tags: [], location: point });
    const answer = await t.anonymous.get(`/v1/commitments/${slug}?format=csv`).expect(200);
    const [row] = rowsOf(answer);
    expect(row?.title?.replace(/^'(?=['=+\-@\t])/, "")).toBe(words);
    expect(row?.title).not.toMatch(/^[=+\-@\t\r]/);
    expect(row).toMatchObject({ latitude: "-33.25", longitude: "-70.5" });
    await body(t.request.delete(`/v1/commitments/${slug}`), 204);
  });
});

describe("an export of another time", () => {
  it("is of the day and the instant asked for, though more was written since", async () => {
    const { slug } = await make(t, { title: "Of another time" });
    await record(t, slug, "signed", "2024-06-06");
    const before = "2026-11-23T09:00:00.000Z";
    t.clock.set("2026-11-24T09:00:00.000Z");
    await t.request.patch(`/v1/commitments/${slug}`).send({ title: "Renamed" }).expect(200);
    const [row] = rowsOf(await t.anonymous.get(`/v1/commitments.csv?asOf=${before}`).expect(200)).filter(
      (each) => each.slug === slug,
    );
    expect(row).toMatchObject({ title: "Of another time", status: "agreed", version: "2" });
    const onDay = linesOf(await t.anonymous.get(`/v1/commitments/${slug}?format=ndjson&on=2024-01-01`).expect(200));
    expect(onDay).toMatchObject([{ title: "Renamed", status: "stated", events: [] }]);
  });
});
