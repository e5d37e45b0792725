import { expect, it } from "vitest";
import { cases } from "../helpers/cases.ts";
import { fuzz } from "../helpers/fuzz-run.ts";
import { make, openWithParties } from "../helpers/http-bodies.ts";
import { probeAnswers } from "../helpers/probe-answers.ts";

/** What so many requests reach: a conflict is rare. */
const reached = [200, 201, 204, 304, 400, 404];

/** A short run with a fixed seed; `npm run fuzz` makes the long ones, with new seeds. */
it("no request made from the contract breaks it, fails within, or changes what it does not acknowledge", async () => {
  const t = await openWithParties();
  const tally = await fuzz(
    { app: t.app, store: t.store, newKey: () => t.keys("admin") },
    { seed: 20_261_131, requests: cases(1600) },
  );
  const statuses = new Set([...tally.values()].flatMap((each) => [...each.keys()]));
  for (const status of reached) expect(statuses).toContain(status);
  expect(tally.size).toBeGreaterThan(50);
  await t.close();
}, 60_000);

it("no text in any parameter of a list finds more than one that matches nothing, or breaks it", async () => {
  const t = await openWithParties();
  for (const tags of [["x"], ["y"]]) await make(t, { tags });
  const lists = /^\/v1\/(commitments|parties|sources|quotes|changes)$/;
  const { asked, findings } = await probeAnswers(t.app, await t.keys("admin"), lists);
  expect(findings).toEqual([]);
  expect(asked).toBeGreaterThan(300);
  await t.close();
}, 60_000);
