import { Agent } from "node:http";
import { connect, type Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import supertest, { type Test } from "supertest";
import { buildApp } from "../../src/app.ts";
import { type Config, readConfig } from "../../src/config/config.ts";
import type { KeyRole, StoredKey } from "../../src/domain/key.ts";
import { makeKeyText } from "../../src/domain/key-text.ts";
import { contractOf } from "../../src/http/contract/openapi.ts";
import type { Routes } from "../../src/http/contract/operation.ts";
import { storedKey } from "../../src/keys/service.ts";
import type { Pages } from "../../src/pages/built.ts";
import type { Context } from "../../src/records/context.ts";
import type { Store } from "../../src/store/port/store.ts";
import { type Check, checkAnswer, extendedCheck } from "./contract-check.ts";
import { openTestStore } from "./test-store.ts";

/** A clock that stands still until it is set. */
export interface Clock {
  now: () => Date;
  set: (instant: string) => void;
}

interface Options {
  config?: Partial<Config>;
  /** Extra routes, for tests of the manners that no noun shows. */
  routes?: Routes;
  /** The pages for people; none when left out. */
  pages?: Pages | null;
  /** Wraps the store, to let it fail. */
  wrap?: (store: Store) => Store;
  now?: string;
  /** What the names of webhooks lead to. */
  resolve?: (host: string) => Promise<string[]>;
}

/** The clock stands still, and so does the minute in which requests are counted. */
const generous = {
  RATE_LIMIT_ANONYMOUS: "1000000",
  RATE_LIMIT_KEY: "1000000",
  RATE_LIMIT_WRITES: "1000000",
  RATE_LIMIT_REFUSED: "1000000",
  MAX_REQUESTS: "0",
  MAX_EVENT_LOOP_DELAY_MS: "0",
  WEBHOOKS: "false",
  WEBHOOK_ALLOW: "127.0.0.1",
};

const methods = ["get", "head", "post", "put", "patch", "delete", "options"] as const;
export type Requests = Record<(typeof methods)[number], (target: string) => Test>;

/**
 * A whole application on a new database, at a fixed instant, every answer of which is checked against the contract.
 * `request` carries the key of an analyst named "tester", `anonymous` none, and `as` makes a key of any role.
 */
export async function openTestApp({
  config = {},
  routes,
  pages = null,
  wrap,
  now = "2026-11-23T09:00:00.000Z",
  resolve,
}: Options = {}) {
  const { store, url, close: closeStore } = await openTestStore();
  const clock = createClock(now);
  const settings = { ...readConfig({ LOG_LEVEL: "silent", ...generous }), ...config };
  const shared = { store: wrapped(store, wrap), now: clock.now, newId: sequentialIds() };
  const app = await buildApp({ ...shared, config: settings, pages, ...(resolve && { resolve }) });
  if (routes) await app.register(routes);
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  if (routes)
    checks.set(
      app,
      extendedCheck(() => contractOf(app)),
    );
  const context: Context = {
    ...shared,
    principal: { id: "test", name: "test", role: "admin" },
    duePolicy: settings.duePolicy,
  };
  const keys = keysOn(store, context);
  const as = async (role: KeyRole, more: Partial<StoredKey> = {}) => requestsTo(app, await keys(role, more));
  const close = async () => {
    await app.close();
    await closeStore();
  };
  const request = await as("analyst", { name: "tester" });
  return {
    app,
    address,
    store,
    url,
    clock,
    config: settings,
    context,
    request,
    anonymous: requestsTo(app),
    as,
    keys,
    close,
  };
}

/** A connection to the application, for bytes that no HTTP client would send. */
export function connectTo({ address }: { address: string }): Socket {
  const { hostname, port } = new URL(address);
  return connect(Number(port), hostname);
}

/** Wrapped for each caller, too. */
function wrapped(store: Store, wrap: Options["wrap"]): Store {
  return wrap ? { ...wrap(store), for: (caller) => wrapped(store.for(caller), wrap) } : store;
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
export function sequentialIds(group = "8000"): () => string {
  const state = { next: 0 };
  return () => {
    state.next += 1;
    return `01900000-0000-7000-${group}-${state.next.toString(16).padStart(12, "0")}`;
  };
}

/** Makes keys, with ids of their own so that those of records can be foretold; answers their texts. */
function keysOn(store: Store, context: Context) {
  const newId = sequentialIds("9000");
  return async (role: KeyRole, more: Partial<StoredKey> = {}): Promise<string> => {
    const id = newId();
    const text = makeKeyText(id);
    const key = storedKey(context, text, { name: `${role} ${id.slice(-2)}`, role, expiresAt: null });
    await store.addKey({ ...key, ...more });
    return text;
  };
}

/** Of applications with routes that are not in the contract. */
const checks = new WeakMap<FastifyInstance, Check>();

/** Connections are used again, since making one takes half the time of a request. */
const agent = new Agent({ keepAlive: true });

/** supertest, with a key if one is given, failing on any answer that the contract does not describe. */
export function requestsTo(app: FastifyInstance, key?: string): Requests {
  const one = (method: (typeof methods)[number]) => (target: string) =>
    supertest(app.server)
      [method](target)
      .agent(agent)
      .set(key === undefined ? {} : { Authorization: `Bearer ${key}` })
      .expect((response) => (checks.get(app) ?? checkAnswer)(method.toUpperCase(), target, response));
  return Object.fromEntries(methods.map((method) => [method, one(method)])) as Requests;
}
