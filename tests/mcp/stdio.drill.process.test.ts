import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entry, runCommand } from "../helpers/command-line.ts";
import { type App, make, openWithParties, promise } from "../helpers/http-bodies.ts";
import { call, type Era, eras, newClient } from "../helpers/mcp-client.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
  await make(t, { title: "Build a railway" });
});
afterAll(() => t.close());

/** A client that has started the command line, and speaks with it. */
async function start(
  env: Record<string, string>,
  { args = [], era = "handshake" as Era }: { args?: string[]; era?: Era } = {},
) {
  const transport = new StdioClientTransport({
    ...{ command: process.execPath, args: [entry, "mcp", ...args], env: { PATH: "", ...env }, stderr: "pipe" },
  });
  const errors = transport.stderr ? text(transport.stderr as never) : Promise.resolve("");
  const client = newClient(era);
  await client.connect(transport);
  return { client, errors };
}

describe("servanda mcp", () => {
  it.each(Object.keys(eras) as Era[])("asks a running service, with its key (%s)", async (era) => {
    const { client, errors } = await start({ SERVANDA_URL: t.address, SERVANDA_KEY: await t.keys("analyst") }, { era });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain("file_commitment");
    const found = await call(client, "search_commitments", { q: "railway" });
    expect(found.text).toContain(`${t.address}/v1/commitments/build-a-railway`);
    const before = await t.store.head();
    const tried = await call(client, "file_commitment", { commitment: promise({ title: "Plant trees" }) });
    expect([tried.data.dryRun, await t.store.head()]).toEqual([true, before]);
    const made = await call(client, "file_commitment", {
      ...{ commitment: promise({ title: `Plant trees ${era}` }), dryRun: false, reason: "Прочитано" },
    });
    expect([made.isError, made.text]).toEqual([false, expect.stringContaining(`plant-trees-${era}`)]);
    await client.close();
    expect(await errors).toBe("");
  });

  it("lists no tool that writes without a key, and tells what the service refuses", async () => {
    const { client } = await start({}, { args: ["--url", `${t.address}/`] });
    const { tools } = await client.listTools();
    expect(tools.filter(({ annotations }) => annotations?.readOnlyHint === false)).toEqual([]);
    expect((await call(client, "get_commitment", { id: "nowhere" })).data).toMatchObject({ code: "not_found" });
    expect((await call(client, "file_commitment", { commitment: {} })).data).toMatchObject({ code: "unauthorized" });
    await client.close();
  });

  it("says where nothing answers, and where something else does, which is never given the key", async () => {
    const seen: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      if (request.url?.startsWith("/moved")) response.writeHead(302, { location: "/elsewhere" });
      else seen.push(request.headers.authorization);
      response.end("<html>");
    }).listen(0, "127.0.0.1");
    await once(other, "listening");
    const at = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const told = async (url: string) => {
      const { client } = await start({ SERVANDA_URL: url, SERVANDA_KEY: "svd_x" });
      const answer = await call(client, "stats");
      await client.close();
      return [answer.isError, answer.text];
    };
    expect(await told(`${at}/moved`)).toEqual([true, expect.stringContaining("leads to /elsewhere")]);
    expect(seen).toEqual([]);
    expect(await told(at)).toEqual([true, expect.stringContaining("no answer of Servanda")]);
    other.close();
    expect(await told("http://127.0.0.1:1")).toEqual([true, expect.stringContaining("does not answer")]);
  });

  it("ends with its client, and outlives what is no message", async () => {
    const child = spawn(process.execPath, [entry, "mcp", "--url", t.address], { env: { PATH: "" } });
    child.stdin.write('no json\n{"jsonrpc":"2.0","id":1,"method":"nothing/here"}\n');
    const [line] = await once(child.stdout, "data");
    expect(JSON.parse(String(line))).toMatchObject({ id: 1, error: { code: -32601 } });
    child.stdin.end();
    expect(await once(child, "close")).toEqual([0, null]);
  });

  it("ends with words at a message that is too long to be read", async () => {
    const child = spawn(process.execPath, [entry, "mcp", "--url", t.address], { env: { PATH: "" } });
    child.stdin.on("error", () => {}).write("x".repeat(12_000_000));
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    expect([code, errors]).toEqual([1, expect.stringContaining("exceeded maximum size")]);
  });

  it.each([
    [["--url", "ftp://example.org"], "--url ftp://example.org is no address"],
    [["--url", "example.org"], "is no address"],
    [["--port", "3000"], "--port"],
    [["now"], '"now" is not understood'],
  ])("refuses %j as a usage error", async (args, words) => {
    const { code, errors } = await runCommand(["mcp", ...args]);
    expect([code, errors]).toEqual([2, expect.stringContaining(words)]);
  });
});
