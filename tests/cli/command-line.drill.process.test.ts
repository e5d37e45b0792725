import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashKeyText } from "../../src/domain/key-text.ts";
import { entry, runCommand } from "../helpers/command-line.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder({ onDisk: true }));
});
afterAll(() => remove());

const settings = () => ({
  DATABASE_URL: `file:${join(folder, "test.db")}`,
  PORT: "0",
  SEED: "false",
  LOG_LEVEL: "error",
  MAX_EVENT_LOOP_DELAY_MS: "0",
});

function run(args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [entry, ...args], { env: { PATH: "", ...settings(), ...env } });
}

async function finish(child: ChildProcess) {
  const [output, errors, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
    once(child, "close"),
  ]);
  return { code, output, errors };
}

async function serve(env: Record<string, string> = {}) {
  const child = run(["serve"], env);
  let welcome = "";
  while (!welcome.includes("Servanda listens on")) welcome += (await once(child.stdout ?? child, "data")).join("");
  const address = /listens on (http:\/\/[\d.:]+)/.exec(welcome)?.[1] ?? "";
  return { child, address, welcome };
}

describe("the exit code", () => {
  it("of a usage error is 2", async () => {
    const { code, output, errors } = await finish(run(["srve"]));
    expect([code, output, errors]).toEqual([2, "", expect.stringContaining("Did you mean: servanda serve")]);
  });

  it("of a start that fails is 1: the port is taken, which is said", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const { code, errors } = await finish(run(["serve"], { PORT: String(port) }));
    expect([code, errors]).toEqual([
      1,
      `Port ${port} on 127.0.0.1 is taken. Set PORT to a free one, such as PORT=${port + 1}.\n`,
    ]);
    other.close();
  });
});

describe("the first key", () => {
  it("is printed by the first start that finds none, with where to go, and works; the next start prints none", async () => {
    const env = { DATABASE_URL: `file:${join(folder, "first.db")}` };
    const first = await serve(env);
    for (const told of [`${first.address}/docs`, "curl '", join(folder, "first.db")])
      expect(first.welcome).toContain(told);
    const key = /export KEY=(\S+)/.exec(first.welcome)?.[1];
    const post = { method: "POST", body: '{"name": "ann", "role": "analyst"}' };
    const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
    const made = await fetch(`${first.address}/v1/keys`, { ...post, headers });
    expect([made.status, await made.json()]).toEqual([201, expect.objectContaining({ createdBy: "admin" })]);
    first.child.kill("SIGTERM");
    await finish(first.child);
    const second = await serve(env);
    expect(second.welcome).not.toContain("svd_");
    second.child.kill("SIGKILL");
    await finish(second.child);
  });

  it("may be preset, and is then neither printed nor logged, nor is any other that is sent", async () => {
    const preset = randomBytes(32).toString("hex");
    const wrong = `svd_${"0".repeat(32)}_${randomBytes(32).toString("base64url")}`;
    const env = { DATABASE_URL: `file:${join(folder, "preset.db")}`, SERVANDA_ADMIN_KEY: preset, LOG_LEVEL: "trace" };
    const { child, address, welcome } = await serve(env);
    const lines: string[] = [welcome];
    child.stdout?.on("data", (chunk) => lines.push(String(chunk)));
    child.stderr?.on("data", (chunk) => lines.push(String(chunk)));
    const ask = async (key: string, path = "/v1/keys") =>
      (await fetch(`${address}${path}`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect([await ask(preset), await ask(wrong), await ask("garbage")]).toEqual([200, 401, 401]);
    expect(await ask(preset, `/v1?key=${wrong}`)).toBe(400);
    child.kill("SIGTERM");
    await once(child, "close");
    const seen = lines.join("");
    expect(seen).toContain('"status":401');
    for (const secret of [preset, hashKeyText(preset), wrong, wrong.slice(37), hashKeyText(wrong)])
      expect(seen).not.toContain(secret);
  });
});

describe("the process", () => {
  it("has its SQLite file to itself, though it may be read and given keys; stops soon after SIGTERM, answering what is in flight", async () => {
    const { child, address } = await serve();
    const [second, migrate, verify, keys] = [
      await runCommand(["serve"], settings()),
      await runCommand(["migrate"], settings()),
      await runCommand(["verify"], settings()),
      await runCommand(["keys", "list"], settings()),
    ];
    expect([second.code, second.output]).toEqual([1, ""]);
    expect(second.errors).toContain(
      `Another process has the database ${join(folder, "test.db")} (process ${child.pid} on`,
    );
    expect([migrate.code, verify.code, keys.code]).toEqual([1, 0, 0]);

    const agent = new Agent({ keepAlive: true });
    const request = get(`${address}/openapi.json`, { agent });
    const [response] = await once(request, "response");
    child.kill("SIGTERM");
    expect(JSON.parse(await text(response)).openapi).toBe("3.1.1");
    const { code } = await finish(child);
    expect(code).toBe(0);
    agent.destroy();
  });

  it("cuts a request that takes too long with a 408 problem; ends at once on a second signal, though one is still arriving", async () => {
    const { child, address } = await serve({ HEADERS_TIMEOUT_MS: "300" });
    const { hostname, port } = new URL(address);
    const slow = connect(Number(port), hostname);
    slow.write("GET /v1 HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    const answer = await text(slow);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request_timeout"');

    const socket = connect(Number(port), hostname);
    socket.on("error", () => {});
    socket.write("POST /v1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill("SIGTERM");
    expect((await finish(child)).code).toBe(1);
    socket.destroy();
  });
});
