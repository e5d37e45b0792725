import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "docs/deployment.md"), "utf8");

describe("the command that docs/deployment.md installs", () => {
  it("has the settings of the service, values in quotes too, unless a variable is set already; wherever it is called", async () => {
    const { path: folder, remove } = await temporaryFolder();
    const [, script = ""] = /^```\n(#!\/bin\/sh\n.*?)^```/ms.exec(text) ?? [];
    const settings = join(folder, "servanda.env");
    const here = script
      .replace(/setpriv .*? (?=\/srv)/, "")
      .replaceAll("/srv/servanda", root)
      .replace("/etc/servanda.env", settings);
    await writeFile(join(folder, "servanda"), here);
    const oidc = "OIDC_ISSUER=https://issuer.example\nOIDC_AUDIENCE=x\nOIDC_SCOPE='openid profile'\n";
    await writeFile(settings, `DATABASE_URL=file:${folder}/served.db\n${oidc}`);
    const run = async (env: Record<string, string>) => {
      const args = ["servanda", "keys", "create", "--name", "ann", "--role", "reader"];
      const { stdout } = await promisify(execFile)("sh", args, {
        cwd: folder,
        env: { PATH: process.env.PATH, ...env },
      });
      expect(stdout).toMatch(/^svd_/);
    };
    await run({ DATABASE_URL: "file:try.db" });
    expect(existsSync(join(folder, "try.db"))).toBe(true);
    expect(existsSync(join(folder, "served.db"))).toBe(false);
    await run({});
    expect(existsSync(join(folder, "served.db"))).toBe(true);
    await remove();
  });
});
