import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/config.ts";
import { makeKeyText } from "../../../src/domain/key-text.ts";
import { storedKey } from "../../../src/keys/service.ts";
import { systemContext } from "../../../src/records/context.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { openReplicas, type ReplicaState, type Replicas } from "../../../src/store/postgres/replicas.ts";
import { type Cluster, eventually, freePort, query, startCluster } from "../../helpers/postgres-cluster.ts";
import { type Requests, requestsTo } from "../../helpers/test-app.ts";

/** On a real primary and a real replica that streams from it. */
let cluster: Cluster;
let primary: Store;
let replicas: Replicas;
let app: FastifyInstance;
let reader: Requests;
let writer: Requests;
let state: ReplicaState["state"];
const maxLagMs = 400;

beforeAll(async () => {
  cluster = await startCluster();
  primary = await openStore(cluster.primary.url);
  replicas = await openReplicas(primary, [cluster.replica.url], { maxLagMs, probeEveryMs: 40 });
  replicas.watch((told) => {
    state = told.state;
  });
  const config = readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" });
  app = await buildApp({ store: primary, replicas, config });
  await app.ready();
  const id = "01900000-0000-7000-9000-000000000001";
  const text = makeKeyText(id);
  const ctx = systemContext(primary, config, "test");
  await primary.addKey(storedKey(ctx, text, { name: "writer", role: "analyst", expiresAt: null }));
  reader = requestsTo(app);
  writer = requestsTo(app, text);
}, 60_000);
afterAll(async () => {
  await app.close();
  await replicas.close();
  await primary.close();
  await cluster.close();
});

const becomes = (wanted: ReplicaState["state"]) =>
  eventually(`a replica that is ${wanted}`, async () => state === wanted);
const onReplica = (sql: string) => query(cluster.replica.url, sql);
const party = (code: string) => writer.post("/v1/parties").send({ code, kind: "igo", name: code });

/** Writes while the replica stands still: it cannot know of it. */
async function writeUnseen(code: string) {
  await becomes("used");
  await onReplica("select pg_wal_replay_pause()");
  await eventually("a replica that stands still", async () => {
    const [row] = await onReplica("select pg_get_wal_replay_pause_state() as state");
    return row?.state === "paused";
  });
  return party(code).expect(201);
}
const goOn = () => onReplica("select pg_wal_replay_resume()");

it("reads are answered by the replica, and by the primary to whoever knows of more", async () => {
  const { headers } = await writeUnseen("ONE");
  const seq = String(headers["servanda-seq"]);
  expect(seq).toBe(String((await primary.head()).seq));
  await reader.get("/v1/parties/ONE").expect(404);
  await reader.get("/v1/parties/ONE").set("Servanda-Seq", seq).expect(200);
  await eventually("metrics that tell how far it is behind", async () =>
    /^servanda_replica_lag_lines\{replica="1"\} [1-9]/m.test((await writer.get("/metrics")).text),
  );
  const { text } = await writer.get("/metrics").expect(200);
  for (const place of ["connections", "counting_and_searching"])
    expect(text).toContain(`servanda_places_waiting{place="${place}"} 0`);
  expect(text).toMatch(/^servanda_replica_used\{replica="1"\} [01]$/m);
  const [cookie = ""] = headers["set-cookie"] as unknown as string[];
  expect(cookie).toMatch(new RegExp(`^servanda-seq=${seq}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax$`));
  await reader
    .get("/v1/parties/ONE")
    .set("Cookie", cookie.split(";")[0] ?? "")
    .expect(200);
  await goOn();
  await eventually("the write on the replica", async () => (await reader.get("/v1/parties/ONE")).status === 200);
});

it("who follows the ledger is never told that it is shorter than it was", async () => {
  const { headers } = await writeUnseen("TWO");
  const { body } = await reader.get(`/v1/changes?since=${headers["servanda-seq"]}`).expect(200);
  expect(body.data).toEqual([]);
  await goOn();
});

it("a replica that has just a moment to catch up is waited for", async () => {
  const { headers } = await writeUnseen("SOON");
  const asked = reader.get("/v1/parties/SOON").set("Servanda-Seq", String(headers["servanda-seq"]));
  const [answer] = await Promise.all([asked, goOn()]);
  expect(answer.status).toBe(200);
});

it("a replica that lags is left out, and comes back", async () => {
  await writeUnseen("LAG");
  await becomes("behind");
  await reader.get("/v1/parties/LAG").expect(200);
  await goOn();
  await becomes("used");
});

it("a dead replica is left out without a failed read, and comes back", async () => {
  await becomes("used");
  await cluster.replica.stop();
  for (let n = 0; n < 20; n++) await reader.get("/v1/parties?limit=1").expect(200);
  await becomes("failed");
  await cluster.replica.start();
  await becomes("used");
});

it("without the primary, reads go on, even if its last writes were not replayed; with it back, all is well", async () => {
  await writeUnseen("TAIL");
  await cluster.primary.stop();
  for (const until = performance.now() + 2 * maxLagMs; performance.now() < until; )
    await reader.get("/v1/parties/ONE").expect(200);
  const refused = await party("LATE").expect(503);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  await cluster.primary.start();
  await goOn();
  await eventually("a write", async () => [201, 409].includes((await party("LATE")).status));
  await eventually("the write on the replica", async () => (await reader.get("/v1/parties/LATE")).status === 200);
});

it("a replica that lags at the start, or cannot be reached, is left out and does not stop the start", async () => {
  await writeUnseen("EARLIER");
  const nowhere = `postgres://postgres:secret@127.0.0.1:${await freePort()}/servanda`;
  const started = await openReplicas(primary, [cluster.replica.url, nowhere]);
  const states: ReplicaState[] = [];
  started.watch((told) => states.push(told));
  expect(states.map((told) => told.state)).toEqual(["behind", "failed"]);
  expect(JSON.stringify(states)).not.toContain("secret");
  expect(await (await started.reader(0)).get("party", "EARLIER")).not.toBeNull();
  await started.close();
  await goOn();
});

it("a token that is none is refused", async () => {
  const { body } = await reader.get("/v1/parties").set("Servanda-Seq", "soon").expect(400);
  expect(body.errors).toMatchObject([{ parameter: "Servanda-Seq" }]);
});
