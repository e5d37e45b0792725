import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Schema } from "../../../src/http/contract/types.ts";
import { committed, fitsSchema, type Parameter } from "../../helpers/contract-check.ts";
import { openTestApp } from "../../helpers/test-app.ts";

let t: Awaited<ReturnType<typeof openTestApp>>;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

const promise = {
  title: "Open the bridge",
  type: "infrastructure",
  firmness: "pledge",
  statedOn: "2023-05-26",
  parties: [{ party: "KGZ", role: "promisor" }],
};
const source = { title: "A speech", kind: "speech" };
const target = { indicator: "length", unit: "km", comparator: "at_least" };
const cited = (evidence: object) => ({
  type: "note",
  date: "2024",
  title: "A note",
  evidence: [{ sourceId: "forging-a-shared-future", ...evidence }],
});
const mark = { start: 0, end: 4, exact: "Text", verdict: "accepted" };
const id = "01981f6e-1c00-7aaa-8000-000000000001";

/** Address, schema of the body, body, and whether the body is of a form that is taken. */
const cases: readonly (readonly [string, string, object, boolean])[] = [
  ["/v1/commitments", "NewCommitment", { ...promise, title: "Two\nlines\tand \u0085 \ufffe" }, true],
  ["/v1/commitments", "NewCommitment", { ...promise, title: "A\r\nB" }, true],
  ["/v1/commitments", "NewCommitment", { ...promise, title: "Bell \u0007" }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, title: " \n" }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, summary: "Page\fbreak" }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, conditions: [{ text: "Page\fbreak" }] }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, conditions: [{ text: "if ratified" }] }, true],
  ["/v1/commitments", "NewCommitment", { ...promise, due: { text: "Page\fbreak" } }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, due: {} }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, due: { text: null, edtf: null } }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, due: { text: "soon" } }, true],
  ["/v1/commitments", "NewCommitment", { ...promise, statedOn: "2023-13" }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, statedOn: "2023-05-32" }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, statedOn: "2023-24" }, true],
  ["/v1/commitments", "NewCommitment", { ...promise, statedOn: "2023-25" }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, targets: [target] }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, targets: [{ ...target, value: 1 }] }, true],
  ["/v1/commitments", "NewCommitment", { ...promise, targets: [{ ...target, min: 1, max: 2 }] }, true],
  ["/v1/commitments", "NewCommitment", { ...promise, targets: [{ ...target, min: 1 }] }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, targets: [{ ...target, value: 1, max: 2 }] }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, events: [cited({ quoteId: null })] }, true],
  ["/v1/commitments", "NewCommitment", { ...promise, events: [cited({ quote: { exact: "A\fB" } })] }, true],
  ["/v1/commitments", "NewCommitment", { ...promise, events: [cited({ quote: { exact: "A", prefix: "\fB" } })] }, true],
  ["/v1/commitments", "NewCommitment", { ...promise, events: [cited({ quoteId: id, quote: { exact: "A" } })] }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, events: [cited({ quote: { exact: "A", speaker: {} } })] }, false],
  ["/v1/commitments", "NewCommitment", { ...promise, events: [cited({ quote: { exact: "A", locator: {} } })] }, false],
  ["/v1/sources", "NewSource", { ...source, language: "zh-Hans" }, true],
  ["/v1/sources", "NewSource", { ...source, language: "de-Latn-CH-1996-u-co-phonebk-x-a" }, true],
  ["/v1/sources", "NewSource", { ...source, language: "e" }, false],
  ["/v1/sources", "NewSource", { ...source, language: "abc-abc-ab" }, false],
  ["/v1/promises/find", "TextToRead", { text: "We will open the bridge." }, true],
  ["/v1/promises/find", "TextToRead", {}, false],
  ["/v1/promises/find", "TextToRead", { text: "We will.", source: "a-speech" }, false],
  ["/v1/promises/marks", "NewPromiseMark", { ...mark, sha256: "0".repeat(64) }, true],
  ["/v1/promises/marks", "NewPromiseMark", { ...mark, sha256: "0".repeat(64), end: 2_147_483_648 }, false],
  ["/v1/promises/marks", "NewPromiseMark", mark, false],
  ["/v1/promises/marks", "NewPromiseMark", { ...mark, source: "a-speech", sha256: "0".repeat(64) }, false],
  ["/v1/commitments/cku-railway/relations", "NewRelation", { type: "part_of", to: "luban-workshop" }, true],
  ["/v1/commitments/cku-railway/relations", "NewRelation", { type: "part_of" }, false],
  ["/v1/commitments/cku-railway/relations", "NewRelation", { type: "part_of", to: "a", from: "b" }, false],
];

describe("what is refused for its form", () => {
  it.each(cases)("%s: the contract says it of %s %j, and so does the service", async (address, schema, body, taken) => {
    expect(fitsSchema(schema, body)).toBe(taken);
    expect((await t.request.post(address).send(body)).status === 400).toBe(!taken);
  });

  it("every whole number of a body has a bound that databases hold, but numbers of lines, which are read alone", () => {
    const unbounded: string[] = [];
    const names = new Set(cases.map(([, schema]) => schema));
    for (const [name, schema] of Object.entries(committed.components.schemas))
      if (/^New|Patch$|Body$|ToRead$|^Batch(Operation)?$|Replay$|Search$/.test(name) || names.has(name))
        for (const [member, { type, maximum }] of Object.entries((schema.properties ?? {}) as Record<string, Schema>))
          if (type === "integer" && !(Number(maximum) <= 2_147_483_647)) unbounded.push(`${name}.${member}`);
    expect(unbounded).toEqual(["BatchOperation.ifMatch", "NewWebhook.since", "WebhookReplay.from", "WebhookReplay.to"]);
  });

  it.each([
    ["If-Match", "3", false],
    ["If-Match", '"3", W/"4"', true],
    ["If-Match", "*", true],
    ["If-Match", "", true],
    ["Idempotency-Key", "\u00e9", false],
    ["Idempotency-Key", "two words", true],
  ])("%s: the contract says it of %s, and so does the service", async (name, value, taken) => {
    const parameters = Object.values(committed.components.parameters ?? {}) as unknown as Parameter[];
    const pattern = parameters.find((parameter) => parameter.name === name)?.schema.pattern;
    expect(new RegExp(String(pattern)).test(value)).toBe(taken);
    const asked = name === "If-Match" ? t.request.patch("/v1/commitments/cku-railway") : t.request.post("/v1/sources");
    const body = name === "If-Match" ? { tags: [] } : source;
    expect((await asked.set(name, value).send(body)).status === 400).toBe(!taken);
  });
});
