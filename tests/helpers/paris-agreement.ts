import { NewParty } from "../../src/domain/party.ts";
import { addParties } from "../../src/parties/service.ts";
import { type App, body, openWithParties, promise } from "./http-bodies.ts";

/** The Paris Agreement as its depositary has it, with made-up codes for the other 194 parties. */

export const others = Array.from({ length: 194 }, (_, n) => `P${String(n + 1).padStart(3, "0")}`);
const all = ["USA", ...others];

export const parisParties = all.map((code) => ({ code, kind: "agency", name: `Party ${code}` }));

const act = (type: string, date: string, parties: readonly string[], more: object = {}) => ({
  type,
  date,
  parties,
  title: `${type} on ${date}`,
  ...more,
});

/**
 * Signed on 22 April 2016 by 174, among them the United States; in force on 4 November 2016 for those who had consented
 * by 5 October; the United States withdrew twice and came back once.
 * https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XXVII-7-d&chapter=27
 */
export const parisAgreement = promise({
  slug: "paris-agreement",
  title: "Paris Agreement",
  type: "environment",
  firmness: "in_force",
  statedOn: "2015-12-12",
  parties: all.map((party) => ({ party, role: "promisor" })),
  events: [
    { type: "adopted", date: "2015-12-12", title: "Adopted in Paris" },
    act("signed", "2016-04-22", all.slice(0, 174)),
    act("accepted", "2016-09-03", ["USA"], { effectiveOn: "2016-11-04" }),
    act("ratified", "2016-10-05", others.slice(0, 96), { effectiveOn: "2016-11-04" }),
    { type: "entered_into_force", date: "2016-11-04", title: "In force" },
    act("ratified", "2016-11-10", others.slice(96, 99), { effectiveOn: "2016-12-10" }),
    act("ratified", "2017", others.slice(99, 173), { effectiveOn: "2018" }),
    act("acceded", "2017-10-23", others.slice(173, 193), { effectiveOn: "2017-11-22" }),
    act("withdrawn", "2019-11-04", ["USA"], { effectiveOn: "2020-11-04", title: "Notice of withdrawal" }),
    act("accepted", "2021-01-20", ["USA"], { effectiveOn: "2021-02-19" }),
    act("withdrawn", "2025-01-27", ["USA"], { effectiveOn: "2026-01-27", title: "Second notice of withdrawal" }),
  ],
});

/** An application in which the Paris Agreement is on record. */
export async function openWithParis(): Promise<App> {
  const app = await openWithParties();
  await addParties(
    app.context,
    parisParties.map((party) => NewParty.parse(party)),
  );
  await body(app.request.post("/v1/commitments").send(parisAgreement));
  return app;
}
