import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import supertest from "supertest";
import { vi } from "vitest";
import { makeKeyText } from "../../src/domain/key-text.ts";
import { type Canaries, canaries } from "./canaries.ts";
import { entry, runCommand } from "./command-line.ts";
import { promise } from "./http-bodies.ts";
import { startIssuer } from "./oidc-issuer.ts";
import { openReceiver } from "./receiver.ts";
import { routesOfApp } from "./routes-of-app.ts";
import { sampleOf } from "./sample-requests.ts";
import type { Requests } from "./test-app.ts";

/** Text that is nowhere else. */
export const canary = (): string => `canary${randomBytes(16).toString("hex")}`;
const keyOf = (n: number) => makeKeyText(`01900000-0000-7000-a000-${String(n).padStart(12, "0")}`);

/** What a run needs of an engine. */
export interface Database {
  /** With a password in it, where there is one. */
  url: string;
  /** Further settings, and what of them is secret. */
  env?: Record<string, string>;
  secrets?: readonly string[];
  /** The secrets that the database itself has made, as texts. */
  ownSecrets: () => Promise<string[]>;
  /** Takes a table away under the feet of the service, so that what reads it fails. */
  breakTable: (name: string) => Promise<unknown>;
}

/**
 * Runs the service with a secret in each place that holds one, asks everything of it, well and badly, and looks at all
 * that it said anywhere.
 */
export async function searchForSecrets(database: Database, folder: string): Promise<Canaries> {
  const all = canaries();
  const adminKey = keyOf(1);
  all.file("the preset admin key", adminKey, adminKey.slice(37));
  const mcpKey = keyOf(2);
  all.file("the key of `servanda mcp`", mcpKey, mcpKey.slice(37));
  for (const secret of database.secrets ?? []) all.file("a password of the database", secret);
  const issuer = await startIssuer(() => new Date());
  const receiver = await openReceiver();
  const env = {
    ...{ PATH: "", PORT: "0", SEED: "false", LOG_LEVEL: "trace", DATABASE_URL: database.url, ...database.env },
    ...{ SERVANDA_ADMIN_KEY: adminKey, SERVANDA_KEY: mcpKey, WEBHOOK_ALLOW: "127.0.0.1" },
    ...{ OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE: "servanda", MAX_EVENT_LOOP_DELAY_MS: "0" },
    ...{ RATE_LIMIT_ANONYMOUS: "0", RATE_LIMIT_KEY: "0", RATE_LIMIT_WRITES: "0", RATE_LIMIT_REFUSED: "0" },
  };
  const service = await startService(env);
  try {
    const token = await issuer.token({ roles: ["analyst"] });
    all.file("a token of the issuer", token, token.split(".")[2] ?? "");
    await askEverything(all, { url: service.url, adminKey, token, hooks: receiver.url });
    await receiver.got(1);
    await vi.waitFor(async () => noteManifests(all, env), 10_000);
    for (const table of ["parties", "promise_marks"]) await database.breakTable(table);
    const look = looker(all, service.url);
    for (const path of ["/v1/parties", "/v1/parties/KGZ", "/v1/promises/marks?sourceId=x", "/readyz"])
      await look("an answer to who meets a fault", path, { authorization: `Bearer ${adminKey}` });
    for (const { headers, body } of receiver.all) all.note("a message of a webhook", JSON.stringify(headers) + body);
  } finally {
    await service.stop();
    receiver.close();
    await issuer.close();
  }
  for (const secret of await database.ownSecrets()) all.file("a secret that the database made", secret);
  all.note("what the process said", service.said());
  await runCommands(all, env, folder);
  return all;
}

async function startService(env: Record<string, string>) {
  const child = spawn(process.execPath, [entry, "serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
  const state = { said: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      state.said += text;
    });
  await vi.waitFor(
    () => {
      if (child.exitCode !== null || !state.said.includes("Servanda listens on")) throw new Error(state.said);
    },
    { timeout: 50_000, interval: 50 },
  );
  const stop = async () => {
    const gone = once(child, "close");
    child.kill("SIGTERM");
    await gone;
  };
  return { url: /listens on (http:\/\/[\d.:]+)/.exec(state.said)?.[1] ?? "", said: () => state.said, stop };
}

type Look = (where: string, path: string, headers?: Record<string, string>, init?: RequestInit) => Promise<void>;

/** Whose use a refusal may name, to who has just sent it: nobody can do anything with it but him. */
const ownKey = "idempotency-key";

/** Asks, and notes the whole answer; of one without an end, its beginning. */
function looker(all: Canaries, url: string): Look {
  return async (where, path, headers = {}, init = {}) => {
    const signal = AbortSignal.timeout(path.includes("/stream") ? 500 : 20_000);
    const answer = await fetch(url + path, {
      ...{ redirect: "manual", signal, ...init },
      headers: { "accept-encoding": "identity", ...headers },
    });
    const pieces: Uint8Array[] = [];
    try {
      for await (const piece of answer.body ?? []) pieces.push(piece);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    const bytes = Buffer.concat(pieces);
    const own = headers[ownKey];
    const seen = own === undefined ? bytes : bytes.toString().replaceAll(own, "");
    all.note(`${where}: ${init.method ?? "GET"} ${path.replace(/\?.*/, "")}`, seen);
    all.note(`${where}: headers`, JSON.stringify([...answer.headers]));
    all.statuses.add(answer.status);
  };
}

interface Asked {
  url: string;
  adminKey: string;
  token: string;
  hooks: string;
}

/** Each GET there is, as whoever there is, and with credentials where they do not belong; then what is refused. */
async function askEverything(all: Canaries, { url, adminKey, token, hooks }: Asked): Promise<void> {
  const secret = (name: string) => {
    const text = canary();
    all.file(name, text);
    return text;
  };
  const look = looker(all, url);
  const admin = requestsAt(all, url, adminKey);
  const made = async (role: string) =>
    (await admin.post("/v1/keys").send({ name: `a ${role}`, role })).body as { id: string; key: string };
  const [reader, analyst, revoked] = [await made("reader"), await made("analyst"), await made("admin")];
  await admin.delete(`/v1/keys/${revoked.id}`);
  const hook = (await admin.post("/v1/webhooks").send({ url: hooks })).body as { id: string };
  await admin.post(`/v1/webhooks/${hook.id}/rotate`);
  const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
  const wrong = { key: keyOf(3), text: secret("a wrong credential") };
  all.file("a wrong key", wrong.key, wrong.key.slice(37));
  const basic = { authorization: `Basic ${Buffer.from(`ann:${secret("a password of a person")}`).toString("base64")}` };
  const aside = { cookie: `session=${secret("a cookie")}`, "x-api-key": secret("a header of another name") };
  const callers: Record<string, Record<string, string>> = {
    anybody: {},
    "a reader": bearer(reader.key),
    "an admin": { ...bearer(adminKey), ...aside },
    "who has a token": bearer(token),
    "who has a revoked key": bearer(revoked.key),
    "who has a wrong key": bearer(wrong.key),
    "who has no key": bearer(wrong.text),
    "who has a password": basic,
  };
  const inQuery = secret("a key in the query");
  for (const route of await routesOfApp()) {
    if (route.method !== "get") continue;
    const sample = await sampleOf(route, requestsAt(all, url, analyst.key), admin);
    const path = sample?.target ?? route.pattern;
    for (const [who, headers] of Object.entries(callers)) await look(`an answer to ${who}`, path, headers);
    const more = `${path.includes("?") ? "&" : "?"}api_key=${inQuery}&access_token=${inQuery}`;
    await look("an answer to who has a key in the query", path + more, bearer(adminKey));
  }
  const json = { ...bearer(analyst.key), "content-type": "application/json", ...aside };
  const once = { ...json, [ownKey]: secret("an Idempotency-Key") };
  const asked: [path: string, headers: Record<string, string>, body: string][] = [
    ["/v1/commitments", once, JSON.stringify(promise())],
    ["/v1/commitments", once, JSON.stringify(promise())],
    ["/v1/commitments", once, JSON.stringify(promise({ title: "Another" }))],
    ["/v1/commitments", json, "{"],
    ["/v1/commitments", json, " ".repeat(2 ** 20 + 1)],
    ["/v1/commitments", { ...json, "content-type": "text/plain" }, "x"],
    ["/v1/commitments", { ...json, [ownKey]: `"${secret("an Idempotency-Key in quotes")}` }, "{}"],
    ["/v1/nowhere", json, "{}"],
    ["/v1/keys", json, JSON.stringify({ name: "x", role: "admin" })],
    ["/v1/keys", { ...json, ...bearer(wrong.key) }, JSON.stringify({ name: "x", role: "admin" })],
    ["/v1/webhooks", json, JSON.stringify({ url: hooks, secret: secret("a secret that a client chose") })],
    ["/v1/webhooks", json, JSON.stringify({ url: `http://u:${secret("a password in an address")}@127.0.0.1/` })],
    ["/mcp", { ...json, ...bearer(wrong.key) }, "{}"],
  ];
  for (const [path, headers, body] of asked) await look("an answer to a POST", path, headers, { method: "POST", body });
  let next: number | null = 0;
  while (next !== null) {
    await look("the feed of the ledger", `/v1/changes?limit=200&since=${next}`, bearer(adminKey));
    next = (await admin.get(`/v1/changes?limit=200&since=${next}`)).body.page.next;
  }
}

/** supertest at an address; it learns what it is shown this once. */
function requestsAt(all: Canaries, url: string, key: string): Requests {
  const methods = ["get", "head", "post", "put", "patch", "delete", "options"] as const;
  const one = (method: (typeof methods)[number]) => (target: string) =>
    supertest(url)
      [method](target)
      .set({ Authorization: `Bearer ${key}` })
      .expect(({ body }) => all.learn(body));
  return Object.fromEntries(methods.map((method) => [method, one(method)])) as Requests;
}

/** Of the backup that the service makes at its start, where it makes one. */
async function noteManifests(all: Canaries, { BACKUP_DIR: folder }: Record<string, string>): Promise<void> {
  if (folder === undefined) return;
  const files = await readdir(folder, { recursive: true });
  const manifests = files.filter((file) => file.endsWith(".json"));
  if (manifests.length === 0) throw new Error(`no manifest among ${files}`);
  for (const file of manifests) all.note("the manifest of a backup", await readFile(join(folder, file), "utf8"));
}

const commands = ["serve", "migrate", "seed", "keys", "openapi", "rebuild", "verify", "backup", "restore", "copy"];

/** What the command line says, of itself, of a database, and of starts that fail for a setting that holds a secret. */
async function runCommands(all: Canaries, env: Record<string, string>, folder: string): Promise<void> {
  const run = async (args: string[], more: Record<string, string> = {}) => {
    const { code, output, errors } = await runCommand(args, { ...env, ...more });
    all.note(`servanda ${args.join(" ")} ${Object.keys(more)}`.replaceAll(folder, "..."), output + errors);
    return code;
  };
  await run(["--help"]);
  for (const command of commands) await run([command, "--help"]);
  await run(["keys", "list"]);
  await run(["verify"]);
  await run(["export", join(folder, "all.ndjson")]);
  all.note("a file of `servanda export`", await readFile(join(folder, "all.ndjson"), "utf8").catch(() => ""));
  const secret = canary();
  all.file("a secret in a setting that cannot be used", secret);
  const faults: Record<string, string>[] = [
    { SERVANDA_ADMIN_KEY: `too short? ${secret}` },
    { SERVANDA_KEY: `with blanks ${secret}` },
    { DATABASE_URL: `postgres://u:${secret}@127.0.0.1:1/x` },
    { DATABASE_URL: `postgres://u:${secret}@127.0.0.1:port/x` },
    { DATABASE_URL: `u:${secret}@127.0.0.1/x` },
    { DATABASE_URL: `postgre://u:${secret}@127.0.0.1/x` },
    { DATABASE_URL: `postgres://u@127.0.0.1:1/x?password=${secret}` },
    { DATABASE_REPLICA_URLS: `http://u:${secret}@127.0.0.1/x` },
    { DATABASE_DIRECT_URL: `http://u:${secret}@127.0.0.1/x` },
    { OIDC_ISSUER: `https://u:${secret}@127.0.0.1/?x` },
    { PUBLIC_URL: `ftp://u:${secret}@127.0.0.1/x` },
    { CORS_ORIGIN: `https://u:${secret}@127.0.0.1/x` },
  ];
  /** What would be refused before it comes to that. */
  const without = { BACKUP_DIR: "", DATABASE_DIRECT_URL: "", DATABASE_REPLICA_URLS: "" };
  for (const fault of faults)
    if ((await run(["serve"], { ...without, ...fault })) === 0) throw new Error(`It started: ${Object.keys(fault)}`);
}
