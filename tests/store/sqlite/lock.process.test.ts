import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { link, mkdir, readdir, symlink, unlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { expect, it } from "vitest";
import { openStore } from "../../../src/store/open.ts";
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
    const script = `import { claimDatabase } from ${JSON.stringify(module)}; const claim = claimDatabase(${JSON.stringify(`file:${path}`)}); console.log("mine"); setInterval(() => claim, 1000);`;
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

const create = async (path: string) => (await openStore(`file:${path}`)).close();

it("a second server that comes through a symbolic link is refused, and starts nothing beside the link", () =>
  withFile(async (path) => {
    await create(path);
    const folder = join(dirname(path), "elsewhere");
    await mkdir(folder);
    await symlink(path, join(folder, "linked.db"));
    const claim = claimDatabase(`file:${path}`);
    const { code, errors } = await runCommand(["serve"], { DATABASE_URL: `file:${folder}/linked.db`, PORT: "0" });
    claim.release();
    expect([code, errors]).toEqual([1, expect.stringContaining(`Another process has the database ${path} (process`)]);
    expect(await readdir(folder)).toEqual(["linked.db"]);
  }));

it("a database that is still to be made has one lock, by whatever links its path leads", () =>
  withFile(async (path) => {
    const folder = dirname(path);
    await mkdir(join(folder, "real"));
    await symlink(join(folder, "real"), join(folder, "alias"));
    await symlink("alias/later.db", join(folder, "link.db"));
    const claim = claimDatabase(`file:${folder}/real/later.db`);
    for (const name of ["alias/later.db", "link.db"])
      expect(() => claimDatabase(`file:${folder}/${name}`)).toThrow(`has the database ${folder}/real/later.db`);
    claim.release();
    await create(join(folder, "link.db"));
    expect(existsSync(join(folder, "real", "later.db"))).toBe(true);
  }));

it("a database with a second name is opened by nobody, who are told what to do", () =>
  withFile(async (path) => {
    await create(path);
    const other = join(dirname(path), "other.db");
    await link(path, other);
    const refused = { code: 1, errors: expect.stringContaining("the file has 2 names (hard links)") };
    for (const name of [path, other]) {
      const env = { DATABASE_URL: `file:${name}`, PORT: "0" };
      for (const args of [["migrate"], ["verify"], ["backup", "--to", join(dirname(path), "backup.db")]])
        expect(await runCommand(args, env)).toMatchObject(refused);
    }
    expect(await runCommand(["serve"], { DATABASE_URL: `file:${other}`, PORT: "0" })).toMatchObject(refused);
    await unlink(other);
    claimDatabase(`file:${path}`).release();
    expect((await runCommand(["verify"], { DATABASE_URL: `file:${path}` })).code).toBe(0);
  }));

it("a second name that a process left when it was killed while it made the file is taken away", () =>
  withFile(async (path) => {
    await create(path);
    const gone = spawn(process.execPath, ["--version"]);
    await once(gone, "exit");
    await link(path, `${path}.unfinished-${gone.pid}`);
    claimDatabase(`file:${path}`).release();
    expect((await readdir(dirname(path))).filter((name) => name.startsWith(`${basename(path)}.unfinished`))).toEqual(
      [],
    );
  }));

it("servanda verify says what is wrong with a file that it cannot read", () =>
  withFile(async (path) => {
    const verify = () => runCommand(["verify"], { DATABASE_URL: `file:${path}` });
    await writeFile(path, "no database at all".repeat(100));
    expect(await verify()).toMatchObject({ code: 1, errors: expect.stringContaining("it is not an SQLite database") });
    await unlink(path);
    await mkdir(path);
    expect(await verify()).toMatchObject({ code: 1, errors: expect.stringContaining("it is a folder, not a file") });
  }));
