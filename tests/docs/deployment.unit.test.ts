import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig, variables } from "../../src/config/config.ts";

const text = readFileSync(join(import.meta.dirname, "../../docs/deployment.md"), "utf8");
const block = (language: string, word: string) =>
  [...text.matchAll(/^```(\w*)\n(.*?)^```/gms)].find(([, is, body]) => is === language && body?.includes(word))?.[2] ??
  "";
const settings = Object.fromEntries(
  block("ini", "DATABASE_URL")
    .trim()
    .split("\n")
    .map((line) => line.split(/=(.*)/s).slice(0, 2)),
);

describe("docs/deployment.md", () => {
  it("sets what the service knows, to values that it takes", () => {
    const known = new Set(variables.map(({ name }) => name));
    expect(Object.keys(settings).filter((name) => !known.has(name))).toEqual([]);
    expect(readConfig(settings)).toMatchObject({ publicUrl: "https://servanda.example.org", trustProxy: 1 });
  });

  it("has a unit that waits for a stop to end, and lets the service write where its settings say", () => {
    const unit = block("ini", "[Service]");
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1] ?? "";
    expect(Number(value("TimeoutStopSec")) * 1000).toBeGreaterThan(readConfig({}).shutdownTimeoutMs);
    const folders = value("ReadWritePaths").split(" ");
    for (const path of [settings.DATABASE_URL?.replace("file:", ""), settings.BACKUP_DIR])
      expect(folders.some((folder) => path?.startsWith(folder))).toBe(true);
  });

  it("has a unit that goes on trying while PostgreSQL comes up, and stops at settings that cannot be used", () => {
    const unit = block("ini", "[Service]");
    for (const line of ["StartLimitIntervalSec=0", "Restart=on-failure", "RestartPreventExitStatus=2"])
      expect(unit.split("\n")).toContain(line);
  });

  it("has a proxy that lets through what the service takes, and does not make a cut answer look whole", () => {
    const proxy = block("nginx", "proxy_pass");
    expect(proxy).toContain(`client_max_body_size ${readConfig({}).importLimitBytes / 1024 ** 2}m;`);
    expect(proxy).toContain("proxy_http_version 1.1;");
    expect(proxy).toContain(`server 127.0.0.1:${readConfig({}).port};`);
  });
});
