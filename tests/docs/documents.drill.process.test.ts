import { execFile } from "node:child_process";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { entry, runCommand } from "../helpers/command-line.ts";
import { describeSessions, readDocument } from "../helpers/document-sessions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

describeSessions(["docs/cli.md"]);

describe("docs/backup.md", () => {
  it("shows commands that make a backup of a database and restore it", async () => {
    const { path: folder, remove } = await temporaryFolder({ onDisk: true });
    const blocks = [...readDocument("docs/backup.md").matchAll(/^```\n(npx servanda .*?)^```/gms)].map(
      ([, text = ""]) => text,
    );
    const shown = /servanda-\d{8}T\d{9}Z\.db/;
    expect(blocks).toEqual([expect.stringContaining("backup --to"), expect.stringMatching(shown)]);
    const [backup, restore] = blocks.map((text) => text.replaceAll("/mnt/backups/", `${folder}/mnt/`));
    const env = { DATABASE_URL: `file:${folder}/servanda.db`, LOG_LEVEL: "error" };
    const run = (commands = "") => {
      const script = `npx() { shift; "${process.execPath}" "${entry}" "$@"; }\n${commands}`;
      return promisify(execFile)("bash", ["-ec", script], { cwd: folder, env: { PATH: process.env.PATH, ...env } });
    };
    expect((await runCommand(["seed"], env)).code).toBe(0);
    await mkdir(join(folder, "mnt"));
    await run(backup);
    const made = (await readdir(join(folder, "mnt"))).filter((name) => name.endsWith(".db"));
    expect(made).toEqual([expect.stringMatching(shown)]);
    await rm(join(folder, "servanda.db"));
    await run(restore?.replace(shown, made[0] ?? ""));
    expect((await runCommand(["verify"], env)).code).toBe(0);
    await remove();
  });
});
