import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { entry, runProcess } from "../helpers/command-line.ts";
import { withFile } from "../helpers/database-file.ts";

it("a folder of backups that may not be written is told at the start, at /readyz too, though the next is not due", () =>
  withFile(async (path) => {
    const folder = join(dirname(path), "backups");
    const env = { DATABASE_URL: `file:${path}`, PORT: "0", SEED: "false", BACKUP_DIR: folder };
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    await chmod(dirname(path), 0o777);
    for (const command of ["migrate", "backup"]) expect((await runProcess([command], env, nobody)).code).toBe(0);
    await chmod(folder, 0o555);
    const server = spawn(process.execPath, [entry, "serve"], { ...nobody, env });
    const seen = { address: "", hasFailed: false };
    for await (const line of createInterface(server.stdout)) {
      seen.address ||= /http:\/\/127[\d.]+:\d+/.exec(line)?.[0] ?? "";
      seen.hasFailed ||= line.includes('"backup failed"');
      if (seen.address && seen.hasFailed) break;
    }
    const { backups } = (await (await fetch(`${seen.address}/readyz`)).json()) as { backups: object };
    expect(backups).toMatchObject({ lastAt: expect.any(String), failedAt: expect.any(String) });
    server.kill("SIGTERM");
    await once(server, "exit");
    await chmod(folder, 0o777);
  }));
