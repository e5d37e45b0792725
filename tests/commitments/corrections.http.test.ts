import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases } from "../helpers/cases.ts";
import { type App, body, make, openWithParties, promise, record, refused, written } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const patch = (key: string, sent: object) => t.request.patch(`/v1/commitments/${key}`).send(sent);
const patched = (key: string, sent: object) => body(patch(key, sent), 200);
const read = async (path: string) => (await t.request.get(`/v1/commitments/${path}`).expect(200)).body;
const nextYear = { text: "next year" };

describe("a mistake in the record is not a change in the world", () => {
  it("the day of the statement corrected reads relative due words anew, without an event", async () => {
    const { id } = await make(t, {
      statedOn: "2022-09-19",
      due: nextYear,
      milestones: [{ title: "A", due: nextYear }],
    });
    const { answer, lines } = await written(t, patch(id, { statedOn: "2023-09-19" }));
    expect(lines).toEqual(["update milestone 2", "update commitment 2"]);
    const due = { text: "next year", edtf: "2024", basis: "relative" };
    expect(answer.body).toMatchObject({ statedOn: "2023-09-19", due, originalDue: due });
    expect((await read(`${id}/milestones`)).data).toMatchObject([{ due, originalDue: due }]);
    expect((await read(`${id}/events`)).data).toEqual([]);
  });

  it("says so where the corrected day leaves an act before the promise, or its words without a date", async () => {
    const { id } = await make(t, { statedOn: "2023-05-26", due: { text: "this month" } });
    await record(t, id, "signed", "2023-06-01");
    const late = await patched(id, { statedOn: "2024-01-01", originalDue: { text: "this year" } });
    expect(late.warnings).toMatchObject([{ pointer: "/statedOn", code: "before_stated" }]);
    await patched(id, { statedOn: "2023-05-26", originalDue: { text: "this month" } });
    const vague = await patched(id, { statedOn: "2023" });
    expect(vague.warnings).toMatchObject([{ pointer: "/statedOn", code: "due_not_understood" }]);
  });

  it("says so where another promisor's seasons are not those that the words were read by", async () => {
    const due = { text: "by spring 2026" };
    const { id } = await make(t, { statedOn: "2024-01-10", due });
    const parties = [{ party: "KGZ", role: "promisor" }];
    expect((await patched(id, { parties: [...parties, { party: "CHN", role: "promisee" }] })).warnings).toBeUndefined();
    await body(
      t.request.post("/v1/parties").send({ code: "sea-board", kind: "agency", name: "Board of the Sea" }),
      201,
    );
    const moved = await patched(id, { parties: [{ party: "sea-board", role: "promisor" }] });
    expect(moved).toMatchObject({ due: { edtf: "../2026-05" } });
    expect(moved.warnings).toMatchObject([{ pointer: "/parties", code: "due_contradicts_text" }]);
    expect(await patched(id, { originalDue: due })).toMatchObject({ due: { edtf: null } });
  });

  it("the first due date corrected is what the words said, and every answer about slippage goes by it", async () => {
    const { id } = await make(t, { due: { edtf: "2022" }, statedOn: "2020" });
    await record(t, id, "postponed", "2022-12-01", { due: { edtf: "2024" } });
    const wrong = await read(id);
    const { answer, lines } = await written(t, patch(id, { originalDue: { edtf: "2023" } }));
    expect(lines).toEqual(["update commitment 3"]);
    expect(answer.body).toMatchObject({ due: { edtf: "2024" }, originalDue: { edtf: "2023" } });
    const { slippage } = answer.body;
    expect(slippage.againstOriginal.minDays).toBe(wrong.slippage.againstOriginal.minDays - 365);
    expect((await read(`${id}/explain`)).slippage.value).toEqual(slippage);
    expect(await read(`${id}?on=2022-06-30`)).toMatchObject({ due: { edtf: "2023" }, originalDue: { edtf: "2023" } });
    const { data } = await read(`${id}/timeline`);
    expect(data.filter(({ entry }: { entry: string }) => entry === "original_due")).toMatchObject([{ date: "2023" }]);
  });

  it("where no event has moved it, the due date in force is corrected with the first", async () => {
    const { id } = await make(t, { due: { text: "in 2032" } });
    expect(await patched(id, { originalDue: { text: "in 2023" } })).toMatchObject({
      due: { text: "in 2023", edtf: "2023" },
      originalDue: { text: "in 2023", edtf: "2023" },
      timeliness: "overdue",
    });
    expect(await patched(id, { originalDue: null })).toMatchObject({ due: null, originalDue: null });
    expect((await read(`${id}/events`)).data).toEqual([]);
  });

  it("is put right by PUT as well; a due date sent back as it was is no change, and what is left out stays", async () => {
    const due = { edtf: "2032" };
    const { slug } = await make(t, { due });
    const put = (more: object) => body(t.request.put(`/v1/commitments/${slug}`).send(promise({ slug, ...more })), 200);
    expect(await put({ due, originalDue: { edtf: "2023" } })).toMatchObject({ due: { edtf: "2023" } });
    expect(await put({ due: { edtf: "2024" } })).toMatchObject({
      due: { edtf: "2024" },
      originalDue: { edtf: "2023" },
    });
    expect((await read(`${slug}/events`)).data).toMatchObject([{ type: "due_changed" }]);
  });

  it("is put right by an import of the corrected line", async () => {
    const { slug } = await make(t, { due: { edtf: "2032" } });
    const exported = await t.request.get(`/v1/commitments.ndjson?ids=${slug}`);
    const line = JSON.parse(exported.text);
    const originalDue = { text: null, edtf: "2023", basis: "explicit" };
    const sent = `${JSON.stringify({ ...line, originalDue, due: undefined })}\n`;
    const send = () => t.request.post("/v1/import").set("content-type", "application/x-ndjson").send(sent).expect(200);
    expect((await send()).body).toMatchObject({ updated: 1 });
    expect(await read(slug)).toMatchObject({ due: { edtf: "2023" }, originalDue: { edtf: "2023" }, version: 2 });
    expect((await send()).body).toMatchObject({ unchanged: 1 });
  });

  it("is put right by a spreadsheet, where another due date alone is a change", async () => {
    const { slug } = await make(t, { due: { edtf: "2032" } });
    const send = (text: string) =>
      t.request.post("/v1/import?mode=update").set("content-type", "text/csv").send(text).expect(200);
    await send(`slug,dueEdtf,originalDueEdtf\n${slug},2032,2023\n`);
    expect(await read(slug)).toMatchObject({ due: { edtf: "2023" }, originalDue: { edtf: "2023" } });
    await send(`slug,dueEdtf,originalDueEdtf\n${slug},2024,2023\n`);
    expect(await read(slug)).toMatchObject({ due: { edtf: "2024" }, originalDue: { edtf: "2023" } });
    expect((await read(`${slug}/events`)).data).toMatchObject([{ type: "due_changed" }]);
  });

  it("of a milestone is put right in its own first due date", async () => {
    const { id } = await make(t, { milestones: [{ title: "A", due: { edtf: "2032" } }] });
    const [{ id: milestone }] = (await read(`${id}/milestones`)).data;
    const path = `/v1/commitments/${id}/milestones/${milestone}`;
    const right = { edtf: "2023" };
    const answer = await body(t.request.patch(path).send({ due: right, originalDue: right }), 200);
    expect(answer).toMatchObject({ due: right, originalDue: right, timeliness: "overdue" });
  });

  it("shows in the history what was recorded and what took its place", async () => {
    const { id } = await make(t, { statedOn: "2022-09-19", due: nextYear });
    await patched(id, { statedOn: "2023-09-19" });
    const [{ diff }] = (await read(`${id}/history`)).data;
    const at = (path: string) => diff.find((each: { path: string }) => each.path === path);
    expect(at("/statedOn")).toMatchObject({ from: "2022-09-19", to: "2023-09-19" });
    expect(at("/originalDue/edtf")).toMatchObject({ from: "2023", to: "2024" });
  });

  it("refuses to take away what an event said, naming the event, and a statement after its due date", async () => {
    const { id } = await make(t);
    const event = await record(t, id, "clarified", "2024", { due: { edtf: "2025" } });
    const taken = await refused(t, patch(id, { originalDue: null }));
    expect(taken.body.errors).toMatchObject([{ pointer: "/originalDue", code: "set_by_event" }]);
    expect(taken.body.detail).toContain(event.id);
    const dated = await make(t, { due: { edtf: "2023" } });
    const late = await refused(t, patch(dated.id, { statedOn: "2024" }));
    expect(late.body.errors).toMatchObject([{ pointer: "/statedOn", code: "due_before_stated" }]);
    const early = await refused(t, patch(dated.id, { originalDue: { edtf: "2020" } }));
    expect(early.body.errors).toMatchObject([{ pointer: "/originalDue", code: "due_before_stated" }]);
  });

  it("leaves no due date of an event or a milestone before the promise, so that every export can be read in", async () => {
    const { id } = await make(t, { statedOn: "2022", milestones: [{ title: "A", due: { edtf: "2023" } }] });
    const moved = await refused(t, patch(id, { statedOn: "2024" }));
    expect(moved.body.errors).toMatchObject([{ pointer: "/statedOn", code: "due_before_stated" }]);
    expect(moved.body.detail).toContain('milestone "A"');
    const other = await make(t, { statedOn: "2022", due: { edtf: "2030" } });
    const event = await record(t, other.id, "due_changed", "2022-06", { due: { edtf: "2023" } });
    expect((await refused(t, patch(other.id, { statedOn: "2024" }))).body.detail).toContain(event.id);
    const path = `/v1/commitments/${other.id}/events/${event.id}`;
    await t.request.delete(path).expect(204);
    await patched(other.id, { statedOn: "2024" });
    const restored = await refused(t, t.request.post(`${path}/restore`));
    expect([restored.status, restored.body.code]).toEqual([422, "unprocessable"]);
    expect(await patched(other.id, { statedOn: "2022" })).toMatchObject({ statedOn: "2022" });
    await body(t.request.post(`${path}/restore`), 200);
  });

  it("a new commitment may say both: what the words gave, and what is due now", async () => {
    const made = await make(t, { due: { edtf: "2026" }, originalDue: { text: "this year" } });
    expect(made).toMatchObject({ due: { edtf: "2026" }, originalDue: { edtf: "2023" }, version: 1 });
    expect((await read(`${made.slug}/events`)).data).toMatchObject([{ type: "due_changed", due: { edtf: "2026" } }]);
  });

  it("another field of an event changed leaves its due date as it was read", async () => {
    const { id } = await make(t, { statedOn: "2023-09-19", due: { edtf: "2023" } });
    await patched(id, { due: nextYear });
    const [event] = (await read(`${id}/events`)).data;
    const path = `/v1/commitments/${id}/events/${event.id}`;
    expect(await body(t.request.patch(path).send({ description: "As said." }), 200)).toMatchObject({
      due: { edtf: "2024" },
    });
    await patched(id, { statedOn: "2022-09-19" });
    expect(await read(id)).toMatchObject({ due: { text: "next year", edtf: "2023" } });
  });
});

const own = new Set(["id", "slug", "version", "createdAt", "updatedAt", "recordedAt", "commitmentId", "ref", "url"]);
const ids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** An answer without what tells one record from another. */
const plain = (answer: object): unknown =>
  JSON.parse(JSON.stringify(answer, (name, value) => (own.has(name) ? undefined : value)).replace(ids, "id"));

const said = fc.record({
  statedOn: fc.constantFrom("2021-05-26", "2022", "2022-09", "2022-11-30~", "2023-05-26"),
  originalDue: fc.constantFrom(
    null,
    nextYear,
    { text: "this year" },
    { text: "by 2040" },
    { edtf: "2025-06" },
    { text: "soon" },
  ),
});

describe("a correction leaves no trace outside of ledger and history", () => {
  it("whatever was recorded wrongly, every answer is that of a record that was right from the first", async () => {
    const timeline = {
      events: [
        { type: "signed", date: "2024-02", title: "Signed" },
        { type: "postponed", date: "2024-03-01", title: "Later", due: { text: "next year" } },
        { type: "opened", date: "2026-10-01", title: "Opened" },
      ],
      milestones: [{ title: "Built", due: nextYear, state: "met", metOn: "2026-09" }],
    };
    await fc.assert(
      fc.asyncProperty(said, said, fc.boolean(), fc.boolean(), async (wrong, right, isWhole, hasTimeline) => {
        const more = hasTimeline ? timeline : {};
        const due = (of: typeof right) => ({ statedOn: of.statedOn, due: of.originalDue });
        const [corrected, first] = [
          await make(t, { ...due(wrong), ...more }),
          await make(t, { ...due(right), ...more }),
        ];
        const { statedOn, originalDue } = right;
        const change = wrong.originalDue === null && originalDue === null ? {} : { originalDue };
        if (isWhole) await patched(corrected.id, { statedOn, ...change });
        else {
          await patched(corrected.id, { statedOn: "2020" });
          await patched(corrected.id, change);
          await patched(corrected.id, { statedOn });
        }
        for (const query of [
          "?include=events,milestones",
          "/explain",
          "/timeline",
          "?on=2024-02-15",
          "/explain?on=2024-04-01",
        ]) {
          const [a, b] = [await read(`${corrected.slug}${query}`), await read(`${first.slug}${query}`)];
          expect(plain(a), query).toEqual(plain(b));
        }
        for (const query of [
          "dueFrom=2024&dueTo=2024",
          "deadlineTo=2025-12-31",
          "statedFrom=2022",
          "timeliness=overdue",
        ]) {
          const both = `ids=${corrected.slug},${first.slug}&fields=slug&${query}`;
          const { data } = (await t.request.get(`/v1/commitments?${both}`).expect(200)).body;
          expect([0, 2], query).toContain(data.length);
        }
      }),
      {
        numRuns: cases(10),
        // The first due date was that of an event, in the same words.
        examples: [
          [
            { statedOn: "2021-05-26", originalDue: null },
            { statedOn: "2021-05-26", originalDue: nextYear },
            false,
            true,
          ],
        ],
      },
    );
  }, 60_000);
});
