import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, get } from "node:http";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const entry = new URL("../../src/cli/servanda.js", import.meta.url).pathname;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "servanda-"));
});
afterAll(() => rm(folder, { recursive: true }));

function run(args: string[], env: Record<string, string> = {}): ChildProcess {
  const settings = { DATABASE_URL: `file:${join(folder, "test.db")}`, PORT: "0", SEED: "false", LOG_LEVEL: "error" };
  return spawn(process.execPath, [entry, ...args], {
    env: { PATH: "", NODE_COMPILE_CACHE: join(folder, "cache"), ...settings, ...env },
  });
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
  const [chunk] = await once(child.stdout ?? child, "data");
  const address = /http:\/\/[\d.:]+/.exec(String(chunk))?.[0] ?? "";
  return { child, address, welcome: String(chunk) };
}

describe("the command line", () => {
  it("without a command shows every command", async () => {
    const { code, output } = await finish(run([]));
    expect(code).toBe(0);
    for (const name of ["serve", "migrate", "openapi"]) expect(output).toMatch(new RegExp(`^  ${name} +\\w`, "m"));
  });

  it("explains each command", async () => {
    const { code, output } = await finish(run(["openapi", "--help"]));
    expect([code, output]).toEqual([0, expect.stringContaining("--check")]);
  });

  it.each([
    [["srve"], 'There is no command "srve". Did you mean: servanda serve'],
    [["openapi", "--chek"], "Unknown option '--chek'"],
  ])("%j is a usage error: exit code 2", async (args, message) => {
    const { code, errors } = await finish(run(args));
    expect([code, errors]).toEqual([2, expect.stringContaining(message)]);
  });

  it("says what is wrong with a setting, without a stack trace: exit code 2", async () => {
    const { code, errors } = await finish(run(["serve"], { PORT: "eighty" }));
    expect([code, errors]).toEqual([2, expect.stringContaining('PORT="eighty" cannot be used')]);
    expect(errors).not.toContain("    at ");
  });

  it("says so when the port is taken: exit code 1", async () => {
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

describe("the process", () => {
  it("tells a newcomer where to go", async () => {
    const { child, welcome, address } = await serve();
    expect(welcome).toContain(`${address}/docs`);
    expect(welcome).toContain("curl '");
    expect(welcome).toContain(join(folder, "test.db"));
    child.kill("SIGTERM");
    await finish(child);
  });

  it("stops soon after SIGTERM though a client keeps its connection, and answers what is in flight", async () => {
    const { child, address } = await serve();
    const agent = new Agent({ keepAlive: true });
    const request = get(`${address}/openapi.json`, { agent });
    const [response] = await once(request, "response");
    child.kill("SIGTERM");
    expect(JSON.parse(await text(response)).openapi).toBe("3.1.1");
    const { code } = await finish(child);
    expect(code).toBe(0);
    agent.destroy();
  });

  it("ends at once on a second signal, though a request is still arriving", async () => {
    const { child, address } = await serve();
    const { hostname, port } = new URL(address);
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

  it("cuts what takes too long: a slow request gets a 408 problem", async () => {
    const { child, address } = await serve({ HEADERS_TIMEOUT_MS: "300", REQUEST_TIMEOUT_MS: "400" });
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname);
    socket.write("GET /v1 HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request_timeout"');
    child.kill("SIGTERM");
    await finish(child);
  });
});
