import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { claimDatabase } from "../../../src/store/sqlite/lock.ts";
import { runCommand } from "../../helpers/command-line.ts";
import { withFile } from "../../helpers/database-file.ts";

const module = new URL("../../../src/store/sqlite/lock.ts", import.meta.url).href;

it("one process owns an SQLite file; a second is told which, until the first lets go", () =>
  withFile((path) => {
    const claim = claimDatabase(`file:${path}`);
    expect(() => claimDatabase(`file:${path}`)).toThrow(
      new RegExp(`^Another process has the database .*test.db \\(process ${process.pid} on .+\\)\\. One process owns`),
    );
    claim.release();
    claimDatabase(`file:${path}`).release();
  }));

it("a process killed with -9 owns nothing any more", () =>
  withFile(async (path) => {
    const script = `import { claimDatabase } from ${JSON.stringify(module)}; claimDatabase(${JSON.stringify(`file:${path}`)}); console.log("mine"); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
    await once(child.stdout, "data");
    expect(() => claimDatabase(`file:${path}`)).toThrow(`process ${child.pid} on`);
    child.kill("SIGKILL");
    await once(child, "exit");
    claimDatabase(`file:${path}`).release();
  }));

it("servanda import is refused while a service has the file, and says how else", () =>
  withFile(async (path) => {
    const input = join(dirname(path), "in.ndjson");
    await writeFile(input, "");
    const claim = claimDatabase(`file:${path}`);
    const refused = await runCommand(["import", input], { DATABASE_URL: `file:${path}` });
    claim.release();
    expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining("POST /v1/import")]);
  }));

it("any number of processes share a PostgreSQL database", () => {
  claimDatabase("postgres://localhost/servanda");
  claimDatabase("postgres://localhost/servanda").release();
});
