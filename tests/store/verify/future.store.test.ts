import { expect, it } from "vitest";
import type { Watch } from "../../../src/store/verify/finding.ts";
import { verify } from "../../../src/store/verify/verify.ts";
import { databaseToVerify } from "../../helpers/database-to-verify.ts";
import { change, idOf, makeCommitment, makeEvent, makeMilestone, stamp } from "../../helpers/stored-records.ts";

const { store, url } = databaseToVerify();

it("what is recorded of the future is named, and is no difference from the ledger", async () => {
  const own = { commitmentId: idOf("commitment", 900) };
  const metOn = { state: "met", metOn: "2098", metEarliest: "2098-01-01", metLatest: "2098-12-31" } as const;
  await store().apply(
    [
      change("create", "commitment", makeCommitment(900, { slug: "mistaken" })),
      change("create", "event", makeEvent(900, { ...own, date: "2062-05-01" })),
      change("create", "event", makeEvent(901, { ...own, date: "../2062" })),
      change("create", "milestone", makeMilestone(900, { ...own, ...metOn })),
    ],
    stamp,
  );
  const check = async (more: Partial<Watch>) => {
    const found: string[] = [];
    const watch = { report: ({ table }: { table: string }) => found.push(table), progress: () => {}, ...more };
    const { ahead } = await verify(url(), watch);
    return { ahead: ahead.filter(({ commitment }) => commitment === "mistaken"), found };
  };
  const { ahead, found } = await check({ begun: "2026-11-29" });
  expect(ahead).toEqual([
    { table: "events", key: idOf("event", 900), field: "date", date: "2062-05-01", commitment: "mistaken" },
    { table: "milestones", key: idOf("milestone", 900), field: "metOn", date: "2098", commitment: "mistaken" },
  ]);
  expect(found).not.toContain("events");
  expect((await check({ begun: "2099-01-01" })).ahead).toEqual([]);
  expect((await check({})).ahead).toEqual([]);
});
