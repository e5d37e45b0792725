import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../src/store/verify/finding.ts";
import { verify } from "../../src/store/verify/verify.ts";
import { type App, make, openWithParties, record } from "../helpers/http-bodies.ts";
import { tamper } from "../helpers/tamper.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ now: "2026-11-28T12:00:00.000Z" });
  await make(t, { slug: "leaves", due: { edtf: "2025" } });
  await record(t, "leaves", "signed", "2024-06-06");
  await record(t, "leaves", "cancelled", "2026-11-28", { effectiveOn: "2026-11-29" });
  await record(t, "leaves", "reversed", "2026-11-28", { effectiveOn: "2026-12-24", status: "agreed" });
  await make(t, { slug: "stays" });
});
afterAll(() => t.close());

async function findings(): Promise<string[]> {
  const found: Finding[] = [];
  await verify(t.url, { report: (one) => found.push(one), progress: () => {} });
  return found.map(({ table, field, problem }) => `${problem} ${table} ${field}`);
}
const statusNow = async () => (await t.store.get("commitment", "leaves"))?.status;

describe("when the day turns", () => {
  it("rows take the values of the phase that begins, once, with no line of the ledger, and verify agrees", async () => {
    const head = await t.store.head();
    expect([await statusNow(), await t.store.isOf("2026-11-28"), await t.store.isOf("2026-11-29")]).toEqual([
      ...["agreed", true, false],
    ]);
    expect(await findings()).toEqual([]);
    await t.store.turn("2026-11-28");
    expect(await statusNow()).toBe("agreed");
    await Promise.all([t.store.turn("2026-11-29"), t.store.turn("2026-11-29")]);
    expect([await statusNow(), await t.store.isOf("2026-11-29"), await t.store.isOf("2026-12-24")]).toEqual([
      ...["cancelled", true, false],
    ]);
    expect(await findings()).toEqual([]);
    expect(await t.store.head()).toEqual(head);
    const { rows } = await t.store.list("commitment", { filters: [{ field: "status", in: ["cancelled"] }], limit: 5 });
    expect(rows.map(({ slug, version }) => `${slug} ${version}`)).toEqual(["leaves 4"]);
  });

  it("several days late, the phase of that day is taken, and an earlier moment keeps what was so then", async () => {
    await t.store.turn("2027-01-01");
    expect([await statusNow(), await t.store.isOf("9999-12-31")]).toEqual(["agreed", true]);
    expect(await findings()).toEqual([]);
    const { seq } = await t.store.head();
    const then = async (today: string) => (await t.store.at({ seq, today }).get("commitment", "leaves"))?.status;
    expect([await then("2026-11-28"), await then("2026-12-01"), await then("2027-01-01")]).toEqual([
      ...["agreed", "cancelled", "agreed"],
    ]);
  });

  it("they do not turn back: by a clock that is behind, rows are read as the phases of its day", async () => {
    const status = async (slug: string, today: string) =>
      (await t.store.at({ today }).get("commitment", slug))?.status ?? null;
    expect([await t.store.isOf("2026-12-31"), await t.store.isOf("2027-01-01")]).toEqual([false, true]);
    expect([await status("leaves", "2026-12-01"), await status("leaves", "2027-01-01")]).toEqual([
      "cancelled",
      "agreed",
    ]);
    t.clock.set("2027-02-01T00:00:00.000Z");
    await record(t, "stays", "signed", "2027-02-01");
    expect([await t.store.isOf("2027-01-31"), await t.store.isOf("2027-02-01")]).toEqual([false, true]);
    expect([await status("stays", "2027-01-31"), await status("stays", "2027-02-01")]).toEqual(["stated", "agreed"]);
    await make(t, { slug: "later", statedOn: "2027-02-01" });
    expect(await status("later", "2027-01-31")).toBe("stated");
    t.clock.set("2026-11-28T12:00:00.000Z");
    expect((await t.request.get("/v1/commitments?status=cancelled").expect(200)).body.data).toEqual([]);
    t.clock.set("2026-12-01T00:00:00.000Z");
    const cancelled = await t.request.get("/v1/commitments?status=cancelled").expect(200);
    expect(cancelled.body.data).toMatchObject([{ slug: "leaves" }]);
  });

  it("verify tells a row that was changed behind its back from one that has turned", async () => {
    await tamper(t.url, "update commitments set status = 'completed' where slug = 'leaves'");
    expect(await findings()).toEqual(["changed commitments status"]);
    await tamper(t.url, "update commitments set status = 'agreed', turns_on = '2026-12-25' where slug = 'leaves'");
    expect(await findings()).toContain("changed commitments turnsOn");
    await tamper(t.url, "update commitments set turns_on = null where slug = 'leaves'");
    expect(await findings()).toEqual([]);
  });
});
