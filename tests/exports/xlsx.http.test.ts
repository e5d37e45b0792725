import { XMLParser } from "fast-xml-parser";
import { strFromU8, unzipSync } from "fflate";
import { readSheet } from "read-excel-file/node";
import type { Test } from "supertest";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { columns } from "../../src/exports/exchange/columns.ts";
import { formats } from "../../src/exports/formats/formats.ts";
import { mostRows, writeWorkbook, xlsxType } from "../../src/exports/formats/workbook.ts";
import { loadSeeds } from "../../src/seeds.ts";
import { hostile } from "../helpers/hostile-texts.ts";
import { type App, body, make, openWithParties } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ config: { publicUrl: "https://servanda.example" } });
  await loadSeeds(t.context);
}, 120_000);
afterAll(() => t.close());

/** The bytes of an answer. */
async function bytesOf(test: Test): Promise<Buffer> {
  const answer = await test
    .expect(200)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(Buffer.from(chunk)));
      response.on("end", () => done(null, Buffer.concat(chunks)));
    });
  expect(answer.headers["content-type"]).toBe(xlsxType);
  return answer.body as Buffer;
}

type Rows = Record<string, string | number | null>[];

/** The rows of the first sheet as another program reads it. */
async function rowsOf(bytes: Buffer): Promise<Rows> {
  const [head = [], ...rows] = await readSheet(bytes, 1, { trim: false });
  return rows.map((cells) => Object.fromEntries(head.map((name, n) => [String(name), cells[n] as string])));
}

/** The parts of a workbook as trees, each of which must be well-formed. */
function partsOf(bytes: Uint8Array): Record<string, unknown> {
  const parser = new XMLParser({ ignoreAttributes: false, trimValues: false, parseTagValue: false });
  const parts = Object.entries(unzipSync(bytes));
  return Object.fromEntries(parts.map(([name, part]) => [name, parser.parse(strFromU8(part), true)]));
}

async function made(sheets: Parameters<typeof writeWorkbook>[0]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeWorkbook(sheets)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("GET /v1/commitments.xlsx", () => {
  it("holds what the CSV holds, numbers as numbers, and says what it is of", async () => {
    const bytes = await bytesOf(t.anonymous.get("/v1/commitments.xlsx"));
    const rows = await rowsOf(bytes);
    expect([rows.length, Object.keys(rows[0] ?? {})]).toEqual([21, columns.map(({ name }) => name)]);
    const railway = rows.find(({ slug }) => slug === "cku-railway");
    expect(railway).toMatchObject({ status: "implementing", version: 1 });
    expect(railway?.url).toBe("https://servanda.example/v1/commitments/cku-railway");
    const [labelled] = await rowsOf(
      await bytesOf(t.anonymous.get("/v1/commitments.xlsx?q=railway&type=infrastructure&labels=true")),
    );
    expect(labelled).toMatchObject({ type: "infrastructure", typeLabel: "Infrastructure" });
    const about = new Map((await readSheet(bytes, 2)).map(([name, value]) => [name, value]));
    const head = await t.store.head();
    expect([about.get("ledgerSeq"), about.get("ledgerHash"), about.get("commitments")]).toEqual([
      head.seq,
      head.hash,
      21,
    ]);
  });

  it("has the headers of an export, the same bytes for the same state, and is a 304 for who has them", async () => {
    const answer = await t.anonymous.get("/v1/commitments.xlsx").expect(200);
    expect(answer.headers).toMatchObject({
      "content-disposition": 'attachment; filename="commitments-2026-11-23.xlsx"',
      "servanda-count": "21",
    });
    expect(answer.headers["content-encoding"]).toBeUndefined();
    await t.anonymous.get("/v1/commitments.xlsx").set("If-None-Match", String(answer.headers.etag)).expect(304);
    const [first, second] = [
      await bytesOf(t.anonymous.get("/v1/commitments?format=xlsx&tag=rail")),
      await bytesOf(t.anonymous.get("/v1/commitments?tag=rail").set("Accept", xlsxType)),
    ];
    expect(first.equals(second)).toBe(true);
  });

  it("knows the filters of the list and other times, and refuses what the CSV refuses", async () => {
    const rows = await rowsOf(await bytesOf(t.anonymous.get("/v1/commitments.xlsx?timeliness=overdue&on=2026-01-01")));
    const csv = await t.anonymous.get("/v1/commitments.csv?timeliness=overdue&on=2026-01-01");
    expect(String(rows.length)).toBe(csv.headers["servanda-count"]);
    for (const query of ["limit=3", "party=XXX", "bom=true"])
      await t.anonymous.get(`/v1/commitments.xlsx?${query}`).expect(400);
  });

  it.each(hostile)("keeps %j as it is, as a text and no formula", async (words) => {
    const { slug } = await make(t, { title: words, summary: `${words}\n${words}` });
    const bytes = await bytesOf(t.anonymous.get(`/v1/commitments/${slug}?format=xlsx`));
    const sheet = strFromU8(unzipSync(bytes)["xl/worksheets/sheet1.xml"] as Uint8Array);
    expect(sheet).not.toContain("<f");
    expect(sheet.match(/<c r="B2"[^>]*>/)?.[0]).toBe('<c r="B2" t="inlineStr">');
    const [row] = await rowsOf(bytes);
    const isGuarded = /^'['=]/.test(words);
    expect(row?.title).toBe(`${isGuarded ? "'" : ""}${words.replace("\ufffe", "\ufffd")}`);
    await body(t.request.delete(`/v1/commitments/${slug}`), 204);
  });

  it("comes back by an import as what it was", async () => {
    const { slug } = await make(t, { title: "'=guarded", summary: "=SUM(A1)\n+2; -3", tags: ["-a", "'b"] });
    const sheet = await bytesOf(t.anonymous.get("/v1/commitments.xlsx"));
    const report = await t.request
      .post("/v1/import?dryRun=true&mode=upsert")
      .set("Content-Type", xlsxType)
      .send(sheet)
      .expect(200);
    expect(report.body.changes).toEqual([]);
    expect(report.body).toMatchObject({ created: 0, updated: 0, unchanged: 22, failed: 0 });
    await body(t.request.delete(`/v1/commitments/${slug}`), 204);
  });
});

describe("a workbook", () => {
  it("is well-formed in every part, and its parts are all declared", async () => {
    const parts = partsOf(await bytesOf(t.anonymous.get("/v1/commitments.xlsx")));
    const types = parts["[Content_Types].xml"] as { Types: { Override: { "@_PartName": string }[] } };
    const declared = types.Types.Override.map((each) => each["@_PartName"].slice(1));
    expect(
      Object.keys(parts)
        .filter((name) => name.startsWith("xl/") && !name.endsWith(".rels"))
        .toSorted(),
    ).toEqual(declared.toSorted());
  });

  it("cuts what no cell can hold, and shows escapes of Excel as they were written", async () => {
    const long = "x".repeat(32_766);
    const cells = ["_x000D_", "a_X0041_b", `${long}yz`, `${long.slice(1)}🚂z`, Number.NaN, 0, ""];
    const head = cells.map((_, n) => `c${n}`);
    const sheet = strFromU8(
      unzipSync(await made([{ name: "A & B", head, rows: [cells] }]))["xl/worksheets/sheet1.xml"] as Uint8Array,
    );
    const texts = [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)]
      .map(([, text]) => text)
      .slice(head.length);
    expect(texts).toEqual(["_x005F_x000D_", "a_x005F_X0041_b", `${long}\u2026`, `${long.slice(1)}\u2026`]);
    expect(sheet).toContain('<c r="F2"><v>0</v></c></row>');
  });

  it("breaks off where its rows do, and asks for no more once nobody reads on", async () => {
    async function* failing() {
      yield ["a"];
      throw new Error("The database is gone.");
    }
    await expect(made([{ name: "S", head: ["x"], rows: failing() }])).rejects.toThrow("The database is gone.");
    const state = { ended: false };
    function* endless() {
      try {
        for (;;) yield [Math.random()];
      } finally {
        state.ended = true;
      }
    }
    for await (const _ of writeWorkbook([{ name: "S", head: ["x"], rows: endless() }])) break;
    await vi.waitFor(() => expect(state.ended).toBe(true));
  });

  it("has columns beyond Z, and none at all where there is nothing to show", async () => {
    const head = Array.from({ length: 703 }, (_, n) => `c${n}`);
    const [first] = await readSheet(await made([{ name: "Wide", head, rows: [] }]), 1);
    expect(first).toHaveLength(703);
    const sheet = strFromU8(
      unzipSync(await made([{ name: "W", head, rows: [] }]))["xl/worksheets/sheet1.xml"] as Uint8Array,
    );
    expect(sheet).toContain('r="AAA1"');
  });

  it("is refused where more match than a sheet has rows", () => {
    expect(formats.xlsx.mostRows).toBe(mostRows - 1);
  });
});

it.each(["stats.xlsx?by=status,timeliness", "stats/series.xlsx?interval=year"])(
  "/v1/%s holds what the CSV does",
  async (path) => {
    const rows = await readSheet(await bytesOf(t.anonymous.get(`/v1/${path}`)), 1);
    const csv = await t.anonymous.get(`/v1/${path.replace(".xlsx", ".csv")}`).expect(200);
    const lines = csv.text.trimEnd().split("\r\n");
    expect([rows.length, rows[0]?.join()]).toEqual([lines.length, lines[0]]);
    expect(typeof rows[1]?.at(-1)).toBe("number");
  },
);
