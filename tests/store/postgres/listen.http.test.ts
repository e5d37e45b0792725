import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, inject, it } from "vitest";
import { buildApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/config.ts";
import { type AnswerCache, answerCache } from "../../../src/http/caching/answer-cache.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { type Listener, listenForWrites } from "../../../src/store/postgres/listen.ts";
import { eventually, query } from "../../helpers/postgres-cluster.ts";
import { createDatabase } from "../../helpers/postgres-server.ts";
import { change, makeParty, stamp } from "../../helpers/stored-records.ts";
import { type Requests, requestsTo } from "../../helpers/test-app.ts";

/** Two processes on one database: what one writes, the other answers with, though it has kept an answer from before. */
let database: Awaited<ReturnType<typeof createDatabase>>;
let writer: Store;
let store: Store;
let cache: AnswerCache;
let app: FastifyInstance;
let reader: Requests;
let listener: Listener | undefined;
const states: string[] = [];

beforeEach(async () => {
  database = await createDatabase(inject("postgresUrl"));
  writer = await openStore(database.url);
  store = await openStore(database.url);
  cache = answerCache(1_000_000) as AnswerCache;
  app = await buildApp({ store, config: readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" }), cache });
  await app.ready();
  reader = requestsTo(app);
  states.length = 0;
});
afterEach(async () => {
  await listener?.close();
  listener = undefined;
  await app.close();
  await store.close();
  await writer.close();
  await database.drop();
});

async function startListening(hear = cache.renew): Promise<void> {
  listener = listenForWrites(database.url, { hear, report: (state) => states.push(state) });
  await becomes("listening");
}
const becomes = (wanted: string) => eventually(`a listener that is ${wanted}`, async () => states.at(-1) === wanted);
const write = (code: string) => writer.apply([change("create", "party", makeParty(code))], stamp);
const address = "/v1/parties?limit=200";
const codes = async () => (await reader.get(address).expect(200)).body.data.map(({ code }: { code: string }) => code);

/** Twice, so that the second comes from memory; then a write elsewhere, and the very next answer. */
async function readsWhatIsWritten(code: string): Promise<void> {
  await codes();
  expect(await codes()).not.toContain(code);
  expect(cache.heldBytes()).toBeGreaterThan(0);
  await write(code);
  expect(await codes()).toContain(code);
}

it("the next read after a write in another process is fresh", async () => {
  await startListening();
  for (const code of ["ONE", "TWO", "SIX"]) await readsWhatIsWritten(code);
});

it("it is fresh when the notification is lost, and when nobody listens", async () => {
  await readsWhatIsWritten("ONE");
  await startListening(() => {});
  await readsWhatIsWritten("TWO");
});

it("it is fresh when the listener's connection is cut; it listens anew by itself", async () => {
  await startListening();
  await codes();
  await query(
    database.url,
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'servanda listen' and datname = current_database()",
  );
  await readsWhatIsWritten("ONE");
  await eventually("a new connection", async () => states.join() === "listening,cut,listening");
  await codes();
  await write("TWO");
  await eventually("an empty memory", async () => cache.heldBytes() === 0);
});

it("a notification takes what is old out of memory before anyone asks; one of nothing new does not", async () => {
  await startListening();
  await codes();
  const { seq } = await writer.head();
  await query(database.url, `select pg_notify('servanda', '${seq}')`);
  await codes();
  expect(cache.heldBytes()).toBeGreaterThan(0);
  await write("ONE");
  await eventually("an empty memory", async () => cache.heldBytes() === 0);
});

it("a write that is refused tells nobody", async () => {
  const heard: number[] = [];
  await startListening((seq) => heard.push(seq));
  await write("ONE");
  await expect(write("ONE")).rejects.toThrow("exists");
  await write("TWO");
  await eventually("what was committed", async () => heard.join() === "1,2");
});

it("a listener that cannot connect keeps trying, and can be closed meanwhile", async () => {
  const away = database.url.replace(/[^/]*$/, "not_there");
  listener = listenForWrites(away, { hear: () => {}, report: (state) => states.push(state) });
  await becomes("cut");
  await listener.close();
  expect(states).toEqual(["cut"]);
});
