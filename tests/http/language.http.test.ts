import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { languages } from "../../src/languages/languages.ts";
import { type App, make, openWithParties, record } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
  await make(t, { slug: "line", type: "infrastructure", statedOn: "2024-06", due: { edtf: "../2029" } });
  await record(t, "line", "signed", "2024-06-06~");
  await t.request
    .patch("/v1/parties/KGZ")
    .set("content-type", "application/merge-patch+json")
    .send({ names: { ru: "Кыргызстан" } })
    .expect(200);
});
afterAll(() => t.close());

const ask = (path: string, languages?: string, held?: string) => {
  const request = t.anonymous.get(path).set("Accept-Encoding", "identity");
  if (languages !== undefined) request.set("Accept-Language", languages);
  return held === undefined ? request : request.set("If-None-Match", held);
};
const varies = (headers: Record<string, string>) => /accept-language/.test(headers.vary ?? "");

/** Addresses whose answers hold labels, each with words that it has in Russian and in French. */
const labelled = [
  ["/v1/codelists?include=codes", "Ведутся переговоры", "En négociation"],
  ["/v1/codelists/status", "Ведутся переговоры", "En négociation"],
  ["/v1/stats?by=status", "Согласовано", "Convenu"],
  ["/v1/stats/facets?by=type", "Инфраструктура", "Infrastructures"],
  ["/v1/stats/overview", "Согласовано", "Convenu"],
  ["/v1/stats/series?by=status&from=2026", "Ведутся переговоры", "En négociation"],
  ["/v1/stats.csv?by=status", "Согласовано", "Convenu"],
  ["/v1/commitments.csv?labels=true", "Согласовано", "Convenu"],
  ["/v1/commitments?include=labels", "до конца 2029 года", "d’ici à la fin de 2029"],
  ["/v1/commitments/line?include=labels", "до конца 2029 года", "d’ici à la fin de 2029"],
  ["/v1/commitments/line/events?include=labels", "около 6 июня 2024 года", "vers le 6 juin 2024"],
  ["/v1/commitments/line/timeline?include=labels", "около 6 июня 2024 года", "vers le 6 juin 2024"],
  ["/v1/timeline?include=labels", "около 6 июня 2024 года", "vers le 6 juin 2024"],
] as const;

describe.each(labelled)("%s", (path, russian, french) => {
  it("answers in the language that Accept-Language asks for, says so, and is held by language", async () => {
    for (const turn of [1, 2]) {
      const [ru, fr] = [await ask(path, "de, ru-KG;q=0.9"), await ask(path, "fr")];
      expect(ru.text, `${turn}`).toContain(russian);
      expect(fr.text, `${turn}`).toContain(french);
      expect([ru.headers["content-language"], varies(ru.headers)]).toEqual(["ru", true]);
      expect(ru.headers.etag).not.toBe(fr.headers.etag);
      const tag = String(ru.headers.etag);
      expect((await ask(path, "ru", tag)).status).toBe(304);
      const other = await ask(path, "fr", tag);
      expect([other.status, other.text]).toEqual([200, fr.text]);
    }
  });

  it("answers in the language that `lang` names, whatever the header says", async () => {
    const answer = await ask(`${path}${path.includes("?") ? "&" : "?"}lang=ru`, "fr");
    expect(answer.text).toContain(russian);
    expect([answer.headers["content-language"], varies(answer.headers)]).toEqual(["ru", false]);
  });

  it("refuses a language that it has not, and says which it has", async () => {
    const answer = await ask(`${path}${path.includes("?") ? "&" : "?"}lang=de`);
    expect([answer.status, answer.body.errors?.[0]]).toMatchObject([400, { parameter: "lang", allowed: languages }]);
  });

  it("is in English where nothing is asked for, or nothing that it has", async () => {
    const [plain, german] = [await ask(path), await ask(path, "de")];
    expect(german.text).toBe(plain.text);
    expect([german.headers["content-language"], german.headers.etag]).toEqual(["en", plain.headers.etag]);
  });
});

describe("answers without labels", () => {
  it.each(["/v1/codelists", "/v1/commitments", "/v1/commitments/line", "/v1/commitments.csv", "/v1/stats/amounts"])(
    "%s is the same in any language",
    async (path) => {
      const [ru, fr] = [await ask(path, "ru"), await ask(path, "fr")];
      expect([ru.text, ru.headers.etag]).toEqual([fr.text, fr.headers.etag]);
      expect([ru.headers["content-language"], varies(ru.headers)]).toEqual([undefined, false]);
    },
  );
});

describe("include=labels", () => {
  it("names codes and dates of a commitment, and of the events within it", async () => {
    const { body } = await ask("/v1/commitments/line?include=labels,events", "ru");
    expect(body).toMatchObject({
      labels: { type: "Инфраструктура", status: "Согласовано", timeliness: "Срок не наступил", testability: null },
      ...{ dueLabel: "до конца 2029 года", statedOnLabel: "июнь 2024 года", status: "agreed" },
      events: [{ dateLabel: "около 6 июня 2024 года", labels: { type: "Подписание" } }],
    });
  });

  it("names only what `fields` leaves", async () => {
    const { body } = await ask("/v1/commitments?include=labels&fields=slug,status,statedOn&lang=ky");
    expect(body.data).toEqual([
      {
        ...{ slug: "line", status: "agreed", statedOn: "2024-06", statedOnLabel: "2024-жылдын июнь айы" },
        labels: { status: "Макулдашылды" },
      },
    ]);
  });

  it("is taken in a body, too", async () => {
    const search = { include: ["labels"], fields: ["status"], lang: "zh" };
    const { body, headers } = await t.anonymous.post("/v1/commitments/search").send(search);
    expect([body.data[0].labels.status, headers["content-language"]]).toEqual(["已商定", "zh"]);
  });

  it("says nothing where there is no date", async () => {
    await make(t, { slug: "undated" });
    const { body } = await ask("/v1/commitments/undated?include=labels");
    expect([body.dueLabel, body.labels.timeliness]).toEqual([null, "No due date"]);
  });

  it.each(["/v1/commitments", "/v1/commitments/line"])("is refused for an export of %s", async (path) => {
    const { body } = await ask(`${path}?include=labels&format=ndjson`);
    expect(body).toMatchObject({ status: 400, errors: [{ parameter: "include" }] });
  });
});

describe("names of parties", () => {
  it("are those of the language where the party has one, else English", async () => {
    const labels = async (lang: string) =>
      (await ask(`/v1/stats?by=party&sort=code&lang=${lang}`)).body.data.map(({ label }: { label: string }) => label);
    expect(await labels("ru")).toContain("Кыргызстан");
    expect(await labels("fr")).toContain("Kyrgyzstan");
    const [row] = parse((await ask("/v1/commitments.csv?labels=true&lang=ru")).text, { columns: true });
    expect(row).toMatchObject({ partiesLabel: expect.stringContaining("Кыргызстан (Давший обещание)") });
  });
});

describe("code lists", () => {
  it("have every language, an order and a colour for each code", async () => {
    const { body } = await ask("/v1/codelists?include=labels", "ar");
    for (const { codes } of body.data)
      for (const [n, code] of codes.entries()) {
        expect(Object.keys(code.labels)).toEqual(languages);
        expect([code.order, code.label, code.name]).toEqual([n + 1, code.labels.ar, code.labels.en]);
        expect(code.colour).toMatch(/^#[0-9a-f]{6}$/);
      }
  });

  it("come with one language where pages ask for all of them at once, and stay small", async () => {
    const answer = await ask("/v1/codelists?include=codes").set("Accept-Encoding", "gzip").buffer(true);
    expect(answer.body.data[0].codes[0].labels).toBeUndefined();
    expect(answer.text.length).toBeLessThan(80_000);
  });
});

describe("an import", () => {
  it.each(languages)("passes over columns of labels in %s", async (lang) => {
    const { text } = await ask(`/v1/commitments.csv?labels=true&lang=${lang}`);
    const sent = t.request.post("/v1/import").set("content-type", "text/csv").send(text);
    expect((await sent.expect(200)).body).toMatchObject({ created: 0, updated: 0, failed: 0 });
  });

  it("passes over the labels of a commitment in JSON", async () => {
    const { text } = await ask("/v1/commitments/line?include=labels,events&lang=kk");
    const sent = t.request.post("/v1/import").set("content-type", "application/x-ndjson").send(text);
    expect((await sent.expect(200)).body).toMatchObject({ created: 0, updated: 0, failed: 0 });
  });
});
