import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, document, make, openWithParties, slugs } from "../helpers/records.ts";

let t: App;
const find = async (q: string, more = "") =>
  slugs(await t.request.get(`/v1/commitments?limit=200&q=${encodeURIComponent(q)}${more}`).expect(200));

beforeAll(async () => {
  t = await openWithParties();
  const source = await body(t.request.post("/v1/sources").send(document()));
  await t.request
    .patch("/v1/parties/KGZ")
    .send({ names: { ru: "Кыргызстан", ky: "Кыргыз Республикасы", zh: "吉尔吉斯斯坦" } })
    .expect(200);
  await make(t, {
    slug: "railway",
    title: "Build the China-Kyrgyzstan-Uzbekistan railway",
    summary: "A feasibility study comes first.",
    tags: ["transport", "belt and road"],
    statedOn: "2022",
  });
  await make(t, {
    slug: "russian",
    title: "Построить железную дорогу через перевал",
    summary: "Всё готово: поезда пойдут в этом году",
    parties: [{ party: "UZB", role: "promisor" }],
    statedOn: "2023",
  });
  await make(t, {
    slug: "kyrgyz",
    title: "Темир жол куруу",
    summary: "Өкмөттүн чечими менен жаңы көпүрө",
    parties: [{ party: "SCO", role: "promisor" }],
    statedOn: "2024",
  });
  await make(t, {
    slug: "chinese",
    title: "中吉乌铁路合作",
    quotes: [
      {
        sourceId: source.id,
        exact: "双方将加快铁路建设",
        language: "zh",
        translation: "Both sides will hasten the café line",
      },
    ],
    parties: [{ party: "CHN", role: "promisor" }],
    statedOn: "2021",
  });
});
afterAll(() => t.close());

describe("q", () => {
  it.each([
    ["railway", ["railway"]],
    ["RAILWAY feasib*", ["railway"]],
    ['"feasibility study"', ["railway"]],
    ['"study feasibility"', []],
    ["железную", ["russian"]],
    ["ЖЕЛЕЗ*", ["russian"]],
    ["все", ["russian"]],
    ["көпүрө", ["kyrgyz"]],
    ["жол", ["kyrgyz"]],
    ["铁路", ["chinese"]],
    ["合作", ["chinese"]],
    ["路", ["chinese"]],
    ["作", ["chinese"]],
    ["路铁", []],
    ["cafe", ["chinese"]],
    ["КЫРГЫЗ", ["railway"]],
    ["吉尔吉斯", ["railway"]],
    ["kyrgyzstan -railway", []],
    ["-kyrgyzstan", ["kyrgyz", "russian", "chinese"]],
    ['-railway -"железную дорогу" -жол', ["chinese"]],
    ["belt", ["railway"]],
    ["", ["kyrgyz", "russian", "railway", "chinese"]],
    ["-", ["kyrgyz", "russian", "railway", "chinese"]],
  ])("%s", async (q, expected) => expect(await find(q)).toEqual(expected));
});
