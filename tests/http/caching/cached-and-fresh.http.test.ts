import { brotliDecompressSync, gunzipSync } from "node:zlib";
import fc from "fast-check";
import type { FastifyInstance, InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/config.ts";
import { digest } from "../../../src/http/caching/conditional.ts";
import { loadSeeds } from "../../../src/seeds.ts";
import { cases } from "../../helpers/cases.ts";
import { type App, promise } from "../../helpers/http-bodies.ts";
import { openTestApp } from "../../helpers/test-app.ts";

describe("with memory and without", () => {
  let t: App;
  let without: FastifyInstance;
  let keys: Record<"none" | "reader" | "analyst", string | undefined>;
  beforeAll(async () => {
    t = await openTestApp();
    await loadSeeds(t.context);
    const config = {
      ...readConfig({
        LOG_LEVEL: "silent",
        RATE_LIMIT_ANONYMOUS: "0",
        RATE_LIMIT_KEY: "0",
        MAX_EVENT_LOOP_DELAY_MS: "0",
      }),
      cacheBytes: 0,
    };
    without = await buildApp({ store: t.store, config, now: t.clock.now });
    keys = { none: undefined, reader: await t.keys("reader"), analyst: await t.keys("analyst") };
    await t.request.post(`${one}/relations`).send({ type: "depends_on", to: "cku-railway" }).expect(201);
    held.source = (await t.request.get("/v1/sources?limit=1")).body.data[0].id;
    held.quote = (await t.request.get(`${one}?include=quotes`)).body.quotes[0].id;
  }, 120_000);
  afterAll(async () => {
    await without.close();
    await t.close();
  });

  const one = "/v1/commitments/third-border-port";
  const other = "/v1/commitments/cku-railway";
  const held = { source: "", quote: "" };
  const reads = [
    "/v1",
    "/v1/codelists",
    "/v1/codelists/status",
    "/v1/changes?limit=5",
    "/v1/changes?since=40&kind=event&limit=5",
    "/v1/commitments?limit=3&include=quotes,events,milestones,assessments,relations,parties,sources",
    "/v1/commitments?timeliness=overdue&fields=slug,due,slippage",
    "/v1/commitments?quietSince=2024-01-01&fields=slug",
    "/v1/commitments?evidenced=false&fields=slug",
    "/v1/commitments?duplicated=true&fields=slug",
    "/v1/commitments?timeliness=!overdue&count=exact&limit=2",
    "/v1/commitments?status=!completed&sort=-statedOn,title&count=estimate&limit=4",
    "/v1/commitments?party=KGZ&firmness=intend,pledge&limit=2",
    "/v1/commitments?tag=changed",
    "/v1/commitments?dueFrom=2024-01-01&dueTo=2025-12-31",
    "/v1/commitments?on=2024-06-01&limit=2",
    "/v1/commitments?asOf=2026-11-23T09:00:00.000Z&limit=2",
    "/v1/commitments?limit=0",
    one,
    `${one}?include=quotes,events,sources`,
    `${one}?on=2024-06-01&fields=status,due`,
    `${one}/events`,
    `${one}/milestones`,
    `${one}/assessments`,
    `${one}/relations`,
    `${one}/timeline`,
    `${one}/history?limit=2`,
    `${one}/explain`,
    `${one}?include=relations`,
    `${one}?include=parties`,
    `${one}?asOf=2026-11-23T09:00:00.000Z`,
    `${other}/explain`,
    `${other}?fields=slug,title`,
    "/v1/commitments/nothing",
    "/v1/stats?by=timeliness",
    "/v1/stats?by=tag,status",
    "/v1/stats?by=party&tag=changed",
    "/v1/stats/series?interval=year",
    "/v1/timeline?limit=5",
    "/v1/timeline?from=2024-06&to=2024-07&status=completed",
    "/v1/sources?limit=3",
    "/v1/quotes?limit=3",
    "/v1/parties?kind=state&limit=3&sort=-code",
    "/v1/parties/KGZ",
  ];
  const read = fc.record({
    nth: fc.nat({ max: 2 }),
    method: fc.constantFrom("GET" as const, "GET" as const, "HEAD" as const),
    coding: fc.constantFrom("", "identity", "gzip", "br, gzip;q=0.5", "*"),
    who: fc.constantFrom("none" as const, "reader" as const, "analyst" as const),
    host: fc.constantFrom("a.example", "b.example"),
    holds: fc.constantFrom("nothing", "nothing", "last", "weak", "other"),
    follows: fc.nat({ max: 3 }).map((n) => n === 0),
  });
  /** Few addresses asked again and again, so that most answers do come from memory. */
  const few = fc.uniqueArray(fc.constantFrom(...reads), { minLength: 1, maxLength: 3 });
  const write = fc.constantFrom(
    "rename",
    "tag",
    "event",
    "create",
    "party",
    "hide",
    "depended",
    "milestone",
    "source",
    "quote",
  );
  const instant = fc.constantFrom(
    "2026-11-23T23:59:59.999Z",
    "2026-11-24T00:00:00.000Z",
    "2029-09-01T12:00:00.000Z",
    "2031-01-01T00:00:00.000Z",
  );
  const step = fc.oneof(
    { weight: 20, arbitrary: read.map((asked) => ({ asked })) },
    { weight: 2, arbitrary: write.map((written) => ({ written })) },
    { weight: 2, arbitrary: instant.map((at) => ({ at })) },
  );
  type Step = { asked?: typeof read extends fc.Arbitrary<infer R> ? R : never; written?: string; at?: string };

  const made = { count: 0 };
  async function doWrite(kind: string): Promise<void> {
    made.count += 1;
    const n = made.count;
    const title = `Title ${n}`;
    if (kind === "rename") await t.request.patch(one).send({ title }).expect(200);
    if (kind === "tag")
      await t.request
        .patch(one)
        .send({ tags: n % 2 ? ["changed"] : [] })
        .expect(200);
    if (kind === "event")
      await t.request.post(`${one}/events`).send({ type: "note", date: "2024-07-01", title }).expect(201);
    if (kind === "create") await t.request.post("/v1/commitments").send(promise({ title })).expect(201);
    if (kind === "depended")
      await t.request
        .patch(other)
        .send({ title, due: { edtf: String(2024 + (n % 20)) } })
        .expect(200);
    if (kind === "milestone") await t.request.post(`${one}/milestones`).send({ title, test: title }).expect(201);
    if (kind === "source") await t.request.patch(`/v1/sources/${held.source}`).send({ title }).expect(200);
    if (kind === "quote") await t.request.patch(`/v1/quotes/${held.quote}`).send({ translation: title }).expect(200);
    if (kind === "party") await t.request.patch("/v1/parties/KGZ").send({ name: title }).expect(200);
    if (kind !== "hide") return;
    const { slug } = (await t.request.post("/v1/commitments").send(promise({ title })).expect(201)).body;
    await t.request.delete(`/v1/commitments/${slug}`).expect(204);
  }

  const ownToEachRequest =
    /^(x-request-id|server-timing|date|connection|keep-alive|ratelimit.*|content-length|transfer-encoding)$/;
  async function answerOf(app: FastifyInstance, options: InjectOptions) {
    const { statusCode, headers, rawPayload } = await app.inject(options);
    const shown = Object.entries(headers).filter(([name]) => !ownToEachRequest.test(name));
    return { statusCode, headers: Object.fromEntries(shown), payload: rawPayload.toString("latin1") };
  }

  /** A digest of what an answer shows. */
  function plain({ headers, payload }: Awaited<ReturnType<typeof answerOf>>): string {
    const bytes = Buffer.from(payload, "latin1");
    const coding = headers["content-encoding"];
    return digest(
      (coding === "br" ? brotliDecompressSync(bytes) : coding === "gzip" ? gunzipSync(bytes) : bytes).toString(),
    );
  }
  const uncoded = (tag: unknown) => String(tag).replace(/-(?:br|gzip)"$/, '"');

  /**
   * A tag of an answer from memory may be older than that of one made now, since it has not changed: so tags are held
   * to what they promise. Whatever is shown under one is the same each time, and a 304 spares what is right now.
   */
  it("every read has the same status, headers and body, whatever is written between and across midnight", async () => {
    const shownUnder = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(few, fc.array(step, { minLength: 20, maxLength: 40 }), async (urls, steps: Step[]) => {
        const tags = new Map<string, string>();
        const last = { next: "" };
        for (const { asked, written, at } of steps) {
          if (at) t.clock.set(at);
          if (written) await doWrite(written);
          if (!asked) continue;
          const { method, who, coding, holds, host, follows } = asked;
          const url = follows && last.next ? last.next : (urls[asked.nth % urls.length] ?? one);
          const place = `${host} ${url}`;
          const known = tags.get(place) ?? '"0"';
          const sent = { nothing: undefined, last: known, weak: `W/${known}`, other: '"0"' }[holds];
          const headers = {
            host,
            ...(coding && { "accept-encoding": coding }),
            ...(keys[who] && { authorization: `Bearer ${keys[who]}` }),
          };
          const expected = await answerOf(without, { method, url, headers });
          const answer = await answerOf(t.app, {
            ...{ method, url },
            headers: { ...headers, ...(sent && { "if-none-match": sent }) },
          });
          const show = ({ headers: { etag } }: typeof answer, content: string) => {
            if (etag === undefined) return;
            const under = `${place} ${uncoded(etag)}`;
            expect(shownUnder.get(under) ?? content).toBe(content);
            shownUnder.set(under, content);
            tags.set(place, String(etag));
          };
          const { etag: _, ...others } = expected.headers;
          if (expected.statusCode >= 400) expect(answer.statusCode).toBe(expected.statusCode);
          else if (answer.statusCode === 304) {
            const fresh = await answerOf(without, { url, headers: { ...headers, "accept-encoding": "identity" } });
            expect([uncoded(answer.headers.etag), answer.payload]).toEqual([uncoded(known), ""]);
            expect(shownUnder.get(`${place} ${uncoded(known)}`)).toBe(plain(fresh));
          } else {
            expect({ ...answer, headers: { ...answer.headers, etag: undefined } }).toEqual({
              ...expected,
              headers: { ...others, etag: undefined },
            });
            if (method === "GET") for (const each of [expected, answer]) show(each, plain(each));
          }
          last.next = /<http:\/\/[^/]*([^>]*)>; rel="next"/.exec(String(expected.headers.link))?.[1] ?? "";
        }
      }),
      { numRuns: cases(40), endOnFailure: true },
    );
    expect(shownUnder.size).toBeGreaterThan(cases(100));
  }, 120_000);
});
