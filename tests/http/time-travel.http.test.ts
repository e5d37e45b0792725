import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../src/app.ts";
import { cases } from "../helpers/cases.ts";
import {
  type App,
  body,
  document,
  happening,
  judgement,
  make,
  openWithParties,
  promise,
  record,
} from "../helpers/http-bodies.ts";
import { requestsTo } from "../helpers/test-app.ts";

const minute = (n: number) => new Date(Date.UTC(2026, 10, 23, 9, n)).toISOString();
const read = async (t: App, path: string) => (await t.request.get(path).expect(200)).body;
const statuses = (list: { data: { slug: string; status: string }[] }) =>
  list.data.map(({ slug, status }) => `${slug} ${status}`);

describe("valid time: ?on=DATE answers as of a day in the world", () => {
  let t: App;
  beforeAll(async () => {
    t = await openWithParties();
    await make(t, { slug: "railway", title: "Build a railway", statedOn: "2023-05-18", due: { text: "by 2030" } });
    await record(t, "railway", "signed", "2024-06-06", { due: { edtf: "2029" } });
    await record(t, "railway", "work_started", "2024-12-27");
    await body(
      t.request
        .post("/v1/commitments/railway/milestones")
        .send({ title: "Tunnel", state: "met", metOn: "2025-03", due: { edtf: "2025" } }),
    );
    await make(t, { slug: "center", statedOn: "2024-01-01" });
  });
  afterAll(() => t.close());

  it("shows the status, the due date and the lateness of that day", async () => {
    const then = await read(t, "/v1/commitments/railway?on=2024-06-30");
    expect(then).toMatchObject({ status: "agreed", statusSince: "2024-06-06", due: { edtf: "2029" }, progress: 0 });
    const before = await read(t, "/v1/commitments/railway?on=2024-06-05");
    expect(before).toMatchObject({ status: "stated", statusSince: "2023-05-18", due: { edtf: "../2030" } });
    expect(before.originalDue).toEqual(before.due);
    expect(await read(t, "/v1/commitments/railway?on=2031-01-01")).toMatchObject({
      status: "implementing",
      progress: 1,
      timeliness: "overdue",
    });
  });

  it("equals today's answer on today's day", async () => {
    for (const path of ["", "/explain", "/timeline", "/events", "/milestones", "/assessments", "/relations"]) {
      const plain = await read(t, `/v1/commitments/railway${path}`);
      expect(await read(t, `/v1/commitments/railway${path}?on=2026-11-23`)).toEqual(plain);
    }
  });

  it("has no commitment before it was stated", async () => {
    expect((await t.request.get("/v1/commitments/railway?on=2023-05-17").expect(404)).body.code).toBe("not_found");
    expect((await read(t, "/v1/commitments?on=2023-12-31")).data).toHaveLength(1);
  });

  it("filters and sorts lists by what was so on that day", async () => {
    const asked = (query: string) => read(t, `/v1/commitments?sort=title&${query}`).then(statuses);
    expect(await asked("on=2024-12-26")).toEqual(["railway agreed", "center stated"]);
    expect(await asked("on=2024-12-26&status=agreed")).toEqual(["railway agreed"]);
    expect(await asked("on=2024-12-26&status=implementing")).toEqual([]);
    expect(await asked("on=2024-12-27&status=implementing")).toEqual(["railway implementing"]);
    expect(await asked("on=2024-06-05&dueFrom=2030-01-01")).toEqual(["railway stated"]);
    expect(await asked("on=2024-06-06&dueFrom=2030-01-01")).toEqual([]);
    expect(await asked("on=2030-01-01&timeliness=overdue")).toEqual(["railway implementing"]);
    expect((await read(t, "/v1/commitments?on=2024-06-06&status=agreed&count=exact")).page.count).toBe(1);
  });

  it("leaves out of timelines what had not happened yet, and shows a milestone met later where it was due", async () => {
    const shown = async (day: string) =>
      (await read(t, `/v1/commitments/railway/timeline?on=${day}`)).data.map(
        (entry: { entry: string; date: string; state: string | null }) =>
          [entry.entry, entry.date, entry.state].filter((part) => part !== null).join(" "),
      );
    expect(await shown("2024-06-30")).toEqual([
      "stated 2023-05-18",
      "event 2024-06-06",
      "milestone 2025 scheduled",
      "due 2029",
      "original_due ../2030",
    ]);
    expect(await shown("2024-06-05")).toEqual(["stated 2023-05-18", "milestone 2025 scheduled", "due ../2030"]);
    expect(await shown("2025-03-01")).toContain("milestone 2025-03 met");
  });

  it("embeds only what had happened", async () => {
    const { events, milestones } = await read(t, "/v1/commitments/railway?on=2024-06-30&include=events,milestones");
    expect(events.map(({ type }: { type: string }) => type)).toEqual(["signed"]);
    expect(milestones).toMatchObject([{ state: "scheduled", metOn: null, timeliness: "not_yet_due" }]);
  });
});

describe("record time: ?asOf=INSTANT answers as the record stood", () => {
  let t: App;
  beforeAll(async () => {
    t = await openWithParties();
    t.clock.set(minute(1));
    await make(t, { slug: "port", title: "Open a third port" });
    t.clock.set(minute(2));
    await record(t, "port", "signed", "2024-06-06");
    t.clock.set(minute(3));
    await t.request.patch("/v1/commitments/port").send({ title: "Open Bedel", slug: "bedel" }).expect(200);
    t.clock.set(minute(4));
    await t.request.delete("/v1/commitments/bedel").expect(204);
    t.clock.set(minute(5));
  });
  afterAll(() => t.close());

  it("knows what was recorded by then, and nothing later", async () => {
    const at = (n: number, key: string) => t.request.get(`/v1/commitments/${key}?asOf=${minute(n)}`);
    await at(0, "port").expect(404);
    expect((await at(1, "port").expect(200)).body).toMatchObject({ status: "stated", version: 1 });
    expect((await at(2, "port").expect(200)).body).toMatchObject({ status: "agreed", title: "Open a third port" });
    await at(2, "bedel").expect(404);
    expect((await at(3, "bedel").expect(200)).body).toMatchObject({ title: "Open Bedel", version: 3 });
    await at(4, "bedel").expect(404);
  });

  it("takes a line of the ledger for a moment: what it wrote is there, to be searched too, and nothing later", async () => {
    const lines = (await read(t, "/v1/changes?commitment=bedel")).data as {
      kind: string;
      seq: number;
      version: number;
    }[];
    const seqOf = (version: number) =>
      lines.find((line) => line.kind === "commitment" && line.version === version)?.seq ?? 0;
    const found = async (words: string, seq: number) =>
      (await read(t, `/v1/commitments?q=${words}&asOf=seq:${seq}&fields=slug`)).data.length;
    const [made, renamed, gone] = [1, 3, 4].map(seqOf) as [number, number, number];
    const at = (seq: number, key: string) => t.request.get(`/v1/commitments/${key}?asOf=seq:${seq}`);
    await at(made - 1, "port").expect(404);
    expect((await at(made, "port").expect(200)).headers["servanda-seq"]).toBe(String(made));
    expect([await found("third", made - 1), await found("third", made), await found("third", renamed - 1)]).toEqual([
      ...[0, 1, 1],
    ]);
    expect([await found("third", renamed), await found("bedel", renamed), await found("bedel", made)]).toEqual([
      ...[0, 1, 0],
    ]);
    await at(gone - 1, "bedel").expect(200);
    await at(gone, "bedel").expect(404);
  });

  it("brings a deleted record back before its deletion, with its timeline", async () => {
    expect((await read(t, "/v1/commitments")).data).toEqual([]);
    expect(statuses(await read(t, `/v1/commitments?asOf=${minute(3)}`))).toEqual(["bedel agreed"]);
    const { data } = await read(t, `/v1/timeline?asOf=${minute(3)}`);
    expect(data.map(({ entry }: { entry: string }) => entry)).toEqual(["stated", "event"]);
  });

  it("goes with valid time: what we believed at one moment about another", async () => {
    const both = (day: string, n: number) => read(t, `/v1/commitments/port?on=${day}&asOf=${minute(n)}`);
    expect((await both("2025-01-01", 1)).status).toBe("stated");
    expect((await both("2025-01-01", 2)).status).toBe("agreed");
    expect((await both("2024-01-01", 2)).status).toBe("stated");
  });

  it("takes any offset, and refuses an instant that is to come", async () => {
    await t.request.get("/v1/commitments/port?asOf=2026-11-23T15:01:00%2B06:00").expect(200);
    const { body: problem } = await t.request.get(`/v1/commitments?asOf=${minute(6)}`).expect(400);
    expect(problem.errors).toMatchObject([{ parameter: "asOf", code: "in_the_future" }]);
    await t.request.get("/v1/commitments?asOf=yesterday").expect(400);
    await t.request.get("/v1/commitments?on=2024").expect(400);
    await t.request
      .post(`/v1/commitments?asOf=${minute(1)}`)
      .send(promise())
      .expect(400);
  });

  it("keeps a cursor to the moment that it was given for", async () => {
    const path = `/v1/commitments/port/timeline?limit=1&asOf=${minute(2)}`;
    const { next } = (await read(t, path)).page;
    expect((await read(t, `${path}&cursor=${next}`)).data).toHaveLength(1);
    await t.request.get(`/v1/commitments/port/timeline?limit=1&asOf=${minute(1)}&cursor=${next}`).expect(400);
  });
});

type Step = [what: number, which: number, how: number];
const steps = fc.array(fc.tuple(fc.nat(12), fc.nat(2), fc.nat(9)), { minLength: 4, maxLength: 10 }) as fc.Arbitrary<
  Step[]
>;
const keys = ["a", "b", "c"];
const dates = ["2022", "2023-05-26", "2023-06", "2024-06-06", "2024~", "2025-01/2025-03", "2026-11-22"];
const types = ["talks_held", "signed", "work_started", "restated", "postponed", "note", "completed", "cancelled"];
const dues = [{ edtf: "2024" }, { text: "this year" }, { edtf: "2027-06" }, null];
const verdicts = ["full", "limited", "contradicted", "not_assessed"];
const origins = ["self_reported", "counterpart", "independent"];
const relationTypes = ["depends_on", "part_of", "supersedes"];
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** One act of a random history; refused ones are part of it, and change nothing. */
async function act(t: App, [what, which, how]: Step, sources: string[]): Promise<void> {
  const key = pick(keys, which);
  const path = `/v1/commitments/${key}`;
  const evidence = sources.length === 0 ? {} : { evidence: [{ sourceId: pick(sources, how) }] };
  const due = pick(dues, how);
  const parts = async (name: string) => (await t.request.get(`${path}/${name}?limit=200`)).body.data ?? [];
  if (what === 0) {
    const made = await t.request.post("/v1/sources").send(document({ issuedBy: pick([["KGZ"], ["CHN"], []], how) }));
    sources.push(made.body.id);
  } else if (what === 1) {
    if (sources.length > 0)
      await t.request
        .patch(`/v1/sources/${pick(sources, which)}`)
        .send({ issuedBy: pick([["KGZ"], [], ["CHN"]], how) });
  } else if (what <= 3) {
    const given = { slug: key, tags: [pick(["x", "y"], how)], due, statedOn: pick(["2023-05-26", "2024"], how) };
    await t.request.post("/v1/commitments").send(promise(given));
  } else if (what <= 5) {
    const more = { ...evidence, ...(how % 3 === 0 && due && { due }) };
    await t.request.post(`${path}/events`).send(happening(pick(types, how + which), pick(dates, how), more));
  } else if (what === 6) {
    const given = { title: `M${how}`, due: due && { edtf: "2025" }, metOn: how % 2 ? pick(dates, how) : null };
    await t.request.post(`${path}/milestones`).send({ ...given, state: how % 2 ? "met" : "scheduled", ...evidence });
  } else if (what === 7) {
    const events = await parts("events");
    if (events.length > 0) await t.request.delete(`${path}/events/${(pick(events, how) as { id: string }).id}`);
  } else if (what === 8) {
    await t.request.patch(path).send({ title: `T${how}`, due, tags: [pick(["x", "z"], how)] });
  } else if (what === 10) {
    const [last] = (await parts("assessments")).toReversed() as { id: string }[];
    const given = { on: pick(dates, how), fulfilment: pick(verdicts, how + which), origin: pick(origins, how) };
    const supersedes = how % 2 ? (last?.id ?? null) : null;
    await t.request.post(`${path}/assessments`).send(judgement({ ...given, ...evidence, supersedes }));
  } else if (what === 11) {
    const ends = how % 2 ? { to: pick(keys, which + 1) } : { from: pick(keys, which + 2) };
    await t.request.post(`${path}/relations`).send({ type: pick(relationTypes, how), ...ends });
  } else if (what === 12) {
    const relations = await parts("relations");
    if (relations.length > 0)
      await t.request.delete(`${path}/relations/${(pick(relations, how) as { id: string }).id}`);
  } else {
    await (how % 2 ? t.request.delete(path) : t.request.post(`${path}/restore`));
  }
}

const paths = [
  "/v1/commitments?sort=title,-due&include=quotes,events,milestones,assessments,relations,parties,sources&limit=200",
  "/v1/commitments?status=stated,agreed,implementing&sort=-statusSince&count=exact",
  "/v1/commitments?timeliness=overdue,due_now&party=KGZ",
  "/v1/commitments?tag=x,y&sort=updatedAt",
  "/v1/timeline?limit=200",
  "/v1/timeline?tag=!x&order=desc&limit=200",
  ...keys.flatMap((key) =>
    ["", "/explain", "/timeline", "/events", "/milestones", "/assessments", "/relations"].map(
      (part) => `/v1/commitments/${key}${part}`,
    ),
  ),
];

/** What the API answers: the body, or the status of a refusal. They are many, so none goes over the network. */
async function answers(t: App, moment = ""): Promise<string[]> {
  const all: string[] = [];
  for (const path of paths) {
    const answer = await t.app.inject(moment ? `${path}${path.includes("?") ? "&" : "?"}${moment}` : path);
    all.push(answer.statusCode === 200 ? answer.body : String(answer.statusCode));
  }
  return all;
}

describe("for every history", { timeout: 60_000 }, () => {
  it("asOf=t is what the API answered at t, byte for byte", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const t = await openWithParties();
        const sources: string[] = [];
        const then: { at: string; answered: string[] }[] = [];
        for (const [n, step] of history.entries()) {
          const at = new Date(Date.UTC(2026, 10, 23, 9 + n * 7, n)).toISOString();
          t.clock.set(at);
          await act(t, step, sources);
          then.push({ at, answered: await answers(t) });
        }
        for (const { at, answered } of then) expect(await answers(t, `asOf=${at}`)).toEqual(answered);
        await t.close();
      }),
      { numRuns: cases(3) },
    );
  });

  it("on=day is what would be answered on that day if nothing later had happened", async () => {
    const happened = fc.array(fc.tuple(fc.nat(9), fc.nat(6)), { minLength: 1, maxLength: 8 });
    const days = ["2023-05-26", "2023-06-30", "2024-06-05", "2024-06-06", "2025-02-01", "2026-11-22"];
    const known = ({
      status,
      statusSince,
      due,
      originalDue,
      progress,
      fulfilment,
      fulfilmentByOrigin,
      corroboration,
      timeliness,
      slippage,
      restatements,
    }: Record<string, unknown>) => ({
      status,
      statusSince,
      due,
      originalDue,
      progress,
      fulfilment,
      fulfilmentByOrigin,
      corroboration,
      timeliness,
      slippage,
      restatements,
    });
    await fc.assert(
      fc.asyncProperty(happened, fc.constantFrom(...days), async (events, day) => {
        const t = await openWithParties();
        const source = await body(t.request.post("/v1/sources").send(document({ issuedBy: [] })));
        await make(t, { slug: "whole", due: { text: "this year" } });
        await make(t, { slug: "part", due: { text: "this year" } });
        for (const [how, when] of events) {
          const due = how % 4 === 0 ? { due: { edtf: "2026" } } : {};
          const evidence = how % 2 ? { evidence: [{ sourceId: source.id }] } : {};
          const judged = { on: pick(dates, when), fulfilment: pick(verdicts, how), origin: pick(origins, when) };
          const [part, given] =
            how % 3 === 0
              ? ["assessments", judgement(judged)]
              : ["events", happening(pick(types, how), pick(dates, when), { ...due, ...evidence })];
          const { status, body: made } = await t.request.post(`/v1/commitments/whole/${part}`).send(given);
          if (status === 201 && (made.earliest ?? made.latest) <= day)
            await t.request.post(`/v1/commitments/part/${part}`).send(given).expect(201);
        }
        t.clock.set(`${day}T12:00:00.000Z`);
        const expected = known(await read(t, "/v1/commitments/part"));
        expect(known(await read(t, `/v1/commitments/whole?on=${day}`))).toEqual(expected);
        const list = await read(
          t,
          `/v1/commitments?on=${day}&status=${expected.status}&timeliness=${expected.timeliness}`,
        );
        expect(list.data.map(({ slug }: { slug: string }) => slug).sort()).toEqual(["part", "whole"]);
        await t.close();
      }),
      { numRuns: cases(5) },
    );
  });
});

describe("a read without `on`", () => {
  const paths = [
    "/commitments?sort=slug&count=exact",
    "/commitments?status=cancelled&sort=-statusSince",
    "/commitments?status=!cancelled&include=events,milestones,assessments,participation",
    "/commitments?timeliness=closed_unmet,overdue&sort=title",
    "/commitments?participation=withdrawn,party",
    "/commitments.csv",
    "/commitments.ndjson",
    "/commitments/c0",
    "/commitments/c0/events",
    "/commitments/c0/participation",
    "/commitments/c0/explain",
    "/commitments/c1?include=events,participation",
    "/commitments/c1/timeline",
    "/timeline",
    "/stats?by=status",
    "/stats?by=participation,timeliness",
  ];
  const days = ["2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"];
  const instants = [
    "2026-11-28T23:59:59.999Z",
    "2026-11-29T00:00:00.000Z",
    "2026-11-29T23:59:59.999Z",
    "2026-11-30T00:00:00.000Z",
  ];
  const types = ["signed", "cancelled", "completed", "suspended", "ratified", "withdrawn"] as const;

  /** Without the address of the process; the tag of a list says what was asked. */
  const shown = (
    { status, text, headers }: { status: number; text: string; headers: Record<string, string> },
    url: string,
  ) => [
    status,
    text.replaceAll(/127\.0\.0\.1:\d+/g, "host"),
    url.includes("?") || url.includes(".") || !/c\d$/.test(url) ? null : headers.etag,
  ];

  it("is a read on today, to the byte, on every process, also when midnight passes with nothing written", async () => {
    const act = fc.record({
      of: fc.nat(1),
      type: fc.constantFrom(...types),
      date: fc.constantFrom("2024-01-01", ...days.slice(0, 3)),
      effectiveOn: fc.constantFrom(null, "2025", ...days),
      isOwn: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 6 }), async (acts) => {
        const t = await openWithParties({ now: "2026-11-28T12:00:00.000Z" });
        const other = await buildApp({ store: t.store, config: t.config, now: t.clock.now });
        await other.listen({ port: 0, host: "127.0.0.1" });
        const processes = [t.anonymous, requestsTo(other)];
        for (const slug of ["c0", "c1"]) await make(t, { slug, title: slug, due: { edtf: "2025" } });
        for (const { of, type, isOwn, ...more } of acts)
          await t.request
            .post(`/v1/commitments/c${of}/events`)
            .send(
              happening(type, more.date, { ...more, ...((isOwn || type === "withdrawn") && { parties: ["KGZ"] }) }),
            );
        for (const instant of instants) {
          t.clock.set(instant);
          for (const path of paths) {
            const on = `${path}${path.includes("?") ? "&" : "?"}on=${instant.slice(0, 10)}`;
            const expected = shown(await t.anonymous.get(`/v1${on}`), path);
            for (const process of processes)
              expect([path, ...shown(await process.get(`/v1${path}`), path)]).toEqual([path, ...expected]);
          }
        }
        await other.close();
        await t.close();
      }),
      { numRuns: cases(4) },
    );
  }, 60_000);
});
