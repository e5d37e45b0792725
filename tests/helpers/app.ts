import type { FastifyInstance } from "fastify";
import supertest, { type Test } from "supertest";
import { buildApp } from "../../src/app.ts";
import { type Config, readConfig } from "../../src/config.ts";
import type { Context } from "../../src/context.ts";
import { contractOf } from "../../src/http/openapi.ts";
import type { Routes } from "../../src/http/plugin.ts";
import type { Store } from "../../src/store/store.ts";
import { contractCheck } from "./contract.ts";
import { openTestStore } from "./store.ts";

/** A clock that stands still until it is set. */
export interface Clock {
  now: () => Date;
  set: (instant: string) => void;
}

interface Options {
  config?: Partial<Config>;
  /** Extra routes, for tests of the manners that no noun shows. */
  routes?: Routes;
  /** Wraps the store, to let it fail. */
  wrap?: (store: Store) => Store;
  now?: string;
}

const methods = ["get", "head", "post", "put", "patch", "delete", "options"] as const;
export type Requests = Record<(typeof methods)[number], (target: string) => Test>;

/** A whole application on a new database, at a fixed instant, every answer of which is checked against the contract. */
export async function openTestApp({ config = {}, routes, wrap, now = "2026-11-23T09:00:00.000Z" }: Options = {}) {
  const { store, close: closeStore } = await openTestStore();
  const clock = createClock(now);
  const settings = { ...readConfig({ LOG_LEVEL: "silent" }), ...config };
  const shared = { store: wrap ? wrap(store) : store, now: clock.now, newId: sequentialIds() };
  const app = await buildApp({ ...shared, config: settings });
  if (routes) await app.register(routes);
  await app.ready();
  const context: Context = { ...shared, principal: { name: "test" }, duePolicy: settings.duePolicy };
  const close = async () => {
    await app.close();
    await closeStore();
  };
  return { app, store, clock, context, request: requestsTo(app), close };
}

function createClock(instant: string): Clock {
  const state = { now: new Date(instant) };
  return {
    now: () => state.now,
    set: (next) => {
      state.now = new Date(next);
    },
  };
}

/** UUIDv7-shaped ids in order, so that tests can foretell them. */
export function sequentialIds(): () => string {
  const state = { next: 0 };
  return () => {
    state.next += 1;
    return `01900000-0000-7000-8000-${state.next.toString(16).padStart(12, "0")}`;
  };
}

/** supertest, failing on any answer that the contract does not describe. */
export function requestsTo(app: FastifyInstance): Requests {
  const check = contractCheck(contractOf(app));
  const one = (method: (typeof methods)[number]) => (target: string) =>
    supertest(app.server)
      [method](target)
      .expect((response) => check(method.toUpperCase(), target, response));
  return Object.fromEntries(methods.map((method) => [method, one(method)])) as Requests;
}
