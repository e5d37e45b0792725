import type { Response } from "supertest";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { hashKeyText } from "../../src/domain/key-text.ts";
import { type App, openWithParties } from "./http-bodies.ts";
import { type Route, routesOfApp } from "./routes-of-app.ts";
import { type Sample, sampleOf } from "./sample-requests.ts";
import { type Requests, requestsTo } from "./test-app.ts";

/** The stream of changes is asked by HEAD alone: what GET answers has no end. */
const routes = (await routesOfApp()).filter(
  ({ method, pattern }) => method !== "get" || pattern !== "/v1/changes/stream",
);
const holders = ["none", "reader", "analyst", "admin"] as const;
const bad = ["revoked", "expired", "garbage"] as const;
type Who = (typeof holders)[number] | (typeof bad)[number];
type Need = "nothing" | (typeof holders)[number];

const asItComes = {};
const openPaths =
  /^\/$|^\/(v1\/sign-in|docs|problems|openapi\.json|openapi\.yaml|llms\.txt|healthz|readyz|\.well-known)(\/|$)/;
/** What is asked by POST and writes nothing by itself. */
const readingPosts = /^\/v1\/commitments\/search$|\/quotes\/check$|\/promises\/find$|^\/mcp$/;
/** What is served only under other settings. */
const mayBeMissing = /^\/\.well-known\//;
export const settings = [
  { name: "as it comes", config: asItComes, read: "none", text: "analyst" },
  { name: "with PUBLIC_READ=false", config: { publicRead: false }, read: "reader", text: "analyst" },
  { name: "with PUBLIC_TEXT=true", config: { publicText: true }, read: "none", text: "none" },
] as const;

/** What this page promises, said once more and otherwise than the code does. */
function needOf({ method, pattern }: Route, { read, text }: (typeof settings)[number]): Need {
  if (openPaths.test(pattern)) return "nothing";
  if (pattern.startsWith("/v1/keys") || pattern.endsWith("/purge")) return "admin";
  if (/^\/v1\/(webhooks|promises\/marks)/.test(pattern)) return "analyst";
  if (pattern === "/metrics") return "reader";
  if (pattern.endsWith("/text")) return text;
  return method === "get" || method === "head" || readingPosts.test(pattern) ? read : "analyst";
}

function expected(who: Who, need: Need): 401 | 403 | "passes" {
  if (need === "nothing") return "passes";
  if (bad.some((one) => one === who)) return 401;
  if ((holders as readonly Who[]).indexOf(who) >= holders.indexOf(need)) return "passes";
  return who === "none" ? 401 : 403;
}

/** All that a refused request must leave as it was. */
const contents = async ({ store }: App) => [await store.head(), await store.listKeys({ limit: 1000 })];

/** Tests, one a route, that who may call it can, and that nobody else can, under some settings. */
export function describeRoles(setting: (typeof settings)[number]): void {
  describe(`${setting.name}, who may call`, () => {
    let t: App;
    let admin: Requests;
    const people = {} as Record<Who, Requests>;
    const secrets: string[] = [];
    const cells = { tried: 0 };
    const isWhole = setting.config === asItComes;
    const asked = isWhole ? routes : routes.filter(({ method }) => method === "get");
    /** What a bad key is answered does not depend on the settings. */
    const callers = isWhole ? [...bad, ...holders] : holders;

    beforeAll(async () => {
      t = await openWithParties({ config: setting.config });
      const key = async (...made: Parameters<App["keys"]>) => {
        const text = await t.keys(...made);
        secrets.push(text.slice(37), hashKeyText(text));
        return requestsTo(t.app, text);
      };
      const past = "2026-01-01T00:00:00.000Z";
      Object.assign(people, {
        none: t.anonymous,
        reader: await key("reader"),
        analyst: await key("analyst"),
        admin: await key("admin"),
        revoked: await key("admin", { revokedAt: past }),
        expired: await key("admin", { expiresAt: past }),
        garbage: requestsTo(t.app, "garbage"),
      });
      admin = people.admin;
      for (const who of ["reader", "analyst", "admin"] as const) await people[who].get("/v1");
      const unused = async () => (await t.store.listKeys({ limit: 9 })).filter((one) => one.lastUsedAt === null);
      await vi.waitFor(async () => expect(await unused()).toHaveLength(3));
    });
    afterAll(() => t.close());

    const call = (who: Who, { method }: Route, { target, body, type = "application/json" }: Sample) => {
      const test = people[who][method](target);
      return body === undefined ? test : test.set("content-type", type).send(body);
    };
    const keepsSecrets = ({ headers, text = "" }: Response) => {
      const shown = `${JSON.stringify(headers)}${text}`;
      expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
    };

    it.each(asked.map((route) => [`${route.method.toUpperCase()} ${route.pattern}`, route] as const))(
      "%s",
      async (_name, route) => {
        const need = needOf(route, setting);
        const sample = await sampleOf(route, people.analyst, admin);
        const request = sample ?? { target: route.pattern };
        for (const who of callers) {
          cells.tried += 1;
          const before = await contents(t);
          const answer = await call(who, route, request);
          const outcome = expected(who, need);
          keepsSecrets(answer);
          if (outcome !== "passes") {
            expect([who, answer.status]).toEqual([who, outcome]);
            if (route.method !== "head") expect(answer.body).toMatchObject({ status: outcome });
            expect(answer.headers["www-authenticate"]).toMatch(/^Bearer realm="Servanda"/);
          } else {
            expect([who, [401, 403].includes(answer.status)]).toEqual([who, false]);
            const isFirst = who === need || need === "nothing" || need === "none";
            if (sample && isFirst && !mayBeMissing.test(route.pattern)) expect([who, answer.ok]).toEqual([who, true]);
          }
          if (answer.status >= 400) expect(await contents(t)).toEqual(before);
        }
      },
    );

    it("is known for every route, and none was forgotten", () => {
      expect(asked.length).toBeGreaterThan(40);
      expect(cells.tried).toBe(asked.length * callers.length);
    });
  });
}
