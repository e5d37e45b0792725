import type { FastifyInstance } from "fastify";
import { NewParty } from "../../src/domain/party.ts";
import { firstKey } from "../../src/keys/bootstrap.ts";
import { addParties } from "../../src/parties/service.ts";
import type { Context } from "../../src/records/context.ts";
import { happening, promise } from "./http-bodies.ts";
import { parisAgreement, parisParties } from "./paris-agreement.ts";

/** Promises, most of them made up, that between them have every part a page can show. */

const evidence = [{ sourceId: "cgtn-2023-05-26-musaeva" }];
const emissions = { indicator: "greenhouse gas emissions", unit: "Mt", comparator: "change_by", by: "2030" };
const baseline = { value: 1407, on: "2013" };

const location = { type: "Point", coordinates: [60, 30] };

const climatePlan = promise({
  slug: "climate-plan",
  title: "Cut emissions by 46 to 50 per cent",
  type: "environment",
  location,
  due: { edtf: "2025" },
  events: [
    happening("funding_pledged", "2024-03-01", { amount: { value: 70.25, currency: "USD" } }),
    happening("funding_pledged", "2024-05-01", { amount: { value: 29.75, currency: "USD" } }),
    happening("funding_disbursed", "2024-09-01", { amount: { value: 40, currency: "USD" } }),
    happening("funding_committed", "2024-06-01", { amount: { value: 1_000_000, currency: "KGS" } }),
  ],
  conditions: [
    { text: "subject to international support", state: "pending" },
    { text: "if both parliaments ratify", state: "met", decidedOn: "2024-02", evidence },
  ],
  targets: [
    {
      ...{ ...emissions, min: -50, max: -46, baseline },
      measurements: [
        { value: 1290, on: "2017/2018", evidence },
        { value: 1148, on: "2020", evidence },
        { value: 1130, on: "2022-06-30~", evidence },
      ],
    },
    { ...emissions, value: -60, baseline, conditional: true },
    { indicator: "forest cover", unit: "%", comparator: "at_least", value: 8, by: "../2030" },
  ],
});

const yearlyMeeting = promise({
  slug: "yearly-meeting",
  title: "Meet every year",
  location,
  recurrence: { every: "P1Y", from: "2023", until: "2028" },
});

/** As many parties as there are anywhere: each consents by an act of its own. */
export const many = Array.from({ length: 1000 }, (_, n) => `Q${String(n + 1).padStart(4, "0")}`);
const greatTreaty = promise({
  slug: "great-treaty",
  title: "A treaty of a thousand parties",
  parties: many.map((party) => ({ party, role: "promisor" })),
  events: [
    happening("signed", "2020-02-01", { parties: many.slice(0, 900) }),
    happening("ratified", "2021-02-01", { parties: many.slice(0, 600), effectiveOn: "2021-03-01" }),
    happening("withdrawn", "2025-02-01", { parties: many.slice(0, 2), effectiveOn: "2060-02-01" }),
  ],
});

/** Files them; answers the key that they were filed with. */
export async function fileRecordsWithParts(app: FastifyInstance, context: Context): Promise<string> {
  const manyParties = many.map((code) => ({ code, kind: "agency", name: `Member ${code.slice(1)}` }));
  await addParties(
    context,
    [...parisParties.filter(({ code }) => code !== "USA"), ...manyParties].map((party) => NewParty.parse(party)),
  );
  const key = (await firstKey(context)) ?? "";
  const headers = { authorization: `Bearer ${key}` };
  for (const payload of [parisAgreement, climatePlan, yearlyMeeting, greatTreaty]) {
    const { statusCode, body } = await app.inject({ method: "POST", url: "/v1/commitments", headers, payload });
    if (statusCode !== 201) throw new Error(body);
  }
  return key;
}
