import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config/config.ts";
import { makeKeyText } from "../../src/domain/key-text.ts";
import { storedKey } from "../../src/keys/service.ts";
import type { Context } from "../../src/records/context.ts";
import { loadSeeds } from "../../src/seeds.ts";
import type { CopyWatch } from "../../src/store/copy/copy.ts";
import { openStore } from "../../src/store/open.ts";
import { createDatabase } from "./postgres-server.ts";
import { idOf } from "./stored-records.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { sequentialIds } from "./test-app.ts";

/** Databases to copy from and to; all go when the tests of the file are done. */

type Engine = "sqlite" | "postgresql";
export const engines: Engine[] = ["sqlite", "postgresql"];
export const quiet: CopyWatch = { progress: () => {}, copied: () => {} };
const now = () => new Date("2026-11-23T09:00:00.000Z");

/** An SQLite database with the seeds, changes to them and an admin's key; and paths for new databases. */
export function databasesToCopy() {
  const held = { folder: "", files: 0, source: "", closing: [] as (() => Promise<unknown>)[] };
  const keyText = makeKeyText(idOf("source", 1));
  beforeAll(async () => {
    const folder = await temporaryFolder();
    held.folder = folder.path;
    held.closing.push(folder.remove);
    held.source = await place("sqlite");
    await fill(held.source, keyText);
    await writeSome(await appOn(held.source), keyText);
  });
  afterAll(async () => {
    for (const close of held.closing.splice(0).reverse()) await close();
  });

  /** A place where there is nothing yet: no file, or a database without tables. */
  async function place(engine: Engine): Promise<string> {
    if (engine === "sqlite") {
      held.files += 1;
      return `file:${join(held.folder, `${held.files}.db`)}`;
    }
    const { url, drop } = await createDatabase(inject("postgresUrl"), { migrated: false });
    held.closing.push(drop);
    return url;
  }

  async function appOn(url: string): Promise<FastifyInstance> {
    const store = await openStore(url);
    const app = await buildApp({
      store,
      config: readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" }),
      now,
      newId: sequentialIds(),
    });
    held.closing.push(
      () => store.close(),
      () => app.close(),
    );
    await app.ready();
    return app;
  }

  return { place, appOn, keyText, source: () => held.source, folder: () => held.folder };
}

async function fill(url: string, keyText: string): Promise<void> {
  const store = await openStore(url);
  const principal: Context["principal"] = { id: "seeds", name: "seeds", role: "admin" };
  const context: Context = { store, now, newId: sequentialIds(), principal, duePolicy: {} };
  await loadSeeds(context);
  await store.addKey(storedKey(context, keyText, { name: "ann", role: "admin", expiresAt: null }));
  await store.close();
}

/** Changes, deletes and restores some records by way of the API. */
async function writeSome(app: FastifyInstance, keyText: string): Promise<void> {
  const headers = { authorization: `Bearer ${keyText}` };
  const write = async (method: "POST" | "PATCH" | "DELETE", target: string, payload?: object) => {
    const answer = await app.inject({ method, url: `/v1/${target}`, headers, ...(payload && { payload }) });
    expect(answer.statusCode, answer.payload).toBeLessThan(300);
  };
  const [event] = (await app.inject("/v1/commitments/cku-railway/events")).json().data;
  await write("PATCH", `commitments/cku-railway/events/${event.id}`, { title: "Ёлка 🚂 \u2028 'quoted'" });
  await write("PATCH", "commitments/cku-railway", { due: { text: "next year" }, tags: ["中国", "Éclair"] });
  await write("PATCH", "parties/KGZ", { names: { ky: "Кыргызстан" } });
  await write("DELETE", "commitments/third-border-port");
  await write("POST", "commitments/third-border-port/restore");
  await write("DELETE", "commitments/border-ports-modernization");
  const words = { sha256: "0".repeat(64), start: 0, end: 22, exact: "We will open the road.", verdict: "accepted" };
  await write("POST", "promises/marks", words);
  await write("POST", "webhooks", { url: "https://hooks.example.org/servanda", filters: { party: ["KGZ"] } });
}

/** The ledger's head of a database, whose schema is made if need be. */
export async function headAt(url: string) {
  const store = await openStore(url);
  return store.head().finally(() => store.close());
}
