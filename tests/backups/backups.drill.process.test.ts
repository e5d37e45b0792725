import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { entry, runCommand } from "../helpers/command-line.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

it("backs up a database that a server writes to, restores it, and shows scheduled backups at /readyz", async () => {
  const { path: folder, remove } = await temporaryFolder({ onDisk: true });
  const env = {
    DATABASE_URL: `file:${join(folder, "served.db")}`,
    PORT: "0",
    SEED: "false",
    BACKUP_DIR: join(folder, "backups"),
  };
  const server = spawn(process.execPath, [entry, "serve"], { env: { ...env, LOG_LEVEL: "info" } });
  const seen = { address: "", made: false };
  for await (const line of createInterface(server.stdout)) {
    seen.address ||= /http:\/\/127[\d.]+:\d+/.exec(line)?.[0] ?? "";
    seen.made ||= line.includes('"backup made"');
    if (seen.address && seen.made) break;
  }
  const ready = await (await fetch(`${seen.address}/readyz`)).json();
  expect(ready).toMatchObject({ status: "ok", backups: { lastAt: expect.any(String), failedAt: null } });
  const backup = await runCommand(["backup", "--to", join(folder, "two.db"), "--json"], env);
  expect([backup.code, backup.errors]).toEqual([0, ""]);
  const taken = await runCommand(["restore", "--from", join(folder, "two.db"), "--force"], env);
  expect([taken.code, taken.errors]).toEqual([1, expect.stringContaining(`process ${server.pid} on`)]);
  server.kill("SIGTERM");
  expect(await once(server, "exit")).toEqual([0, null]);
  const done = await runCommand(["restore", "--from", join(folder, "two.db"), "--force"], env);
  expect([done.code, done.errors]).toEqual([0, ""]);
  expect(done.output).toContain(`The ledger's head: ${JSON.parse(backup.output).head.seq}:`);
  await remove();
});
