import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../helpers/command-line.ts";

describe("the command line", () => {
  it("without a command shows every command", async () => {
    const { code, output } = await runCommand([]);
    expect(code).toBe(0);
    for (const name of ["serve", "migrate", "openapi"]) expect(output).toMatch(new RegExp(`^  ${name} +\\w`, "m"));
  });

  it("explains each command", async () => {
    const { code, output } = await runCommand(["openapi", "--help"]);
    expect([code, output]).toEqual([0, expect.stringContaining("--check")]);
  });

  it.each([
    [["srve"], 'There is no command "srve". Did you mean: servanda serve'],
    [["openapi", "--chek"], "Unknown option '--chek'"],
    [
      ["import", "in.ndjson", "--format", "xml"],
      "Say --format ndjson or --format csv or --format xlsx or --format iati.",
    ],
    [["import", "in.xml", "--default-firmness", "perhaps"], "--default-firmness: "],
    [["import", "in.xml", "--organisation", "Agency"], "--organisation is IDENTIFIER:CODE"],
    [["export", "--query", "x=1"], "--query is not understood."],
    [["export", "--format", "csv", "--labels", "--lang", "de"], 'There are no labels in "de".'],
  ])("%j is a usage error: exit code 2", async (args, message) => {
    const { code, errors } = await runCommand(args);
    expect([code, errors]).toEqual([2, expect.stringContaining(message)]);
  });

  it("says what is wrong with a setting, without a stack trace: exit code 2", async () => {
    const { code, errors } = await runCommand(["serve"], { PORT: "eighty" });
    expect([code, errors]).toEqual([2, expect.stringContaining('PORT="eighty" cannot be used')]);
    expect(errors).not.toContain("    at ");
  });

  it("warns of a setting that there is not, and goes on", async () => {
    const { code, errors } = await runCommand(["restore", "--from", "x"], { DATABSE_URL: "file:/tmp/try.db" });
    expect([code, errors]).toEqual([1, expect.stringContaining("Did you mean DATABASE_URL?")]);
  });

  it("says where a restoration goes while DATABASE_URL is not set", async () => {
    const { errors } = await runCommand(["restore", "--from", "/nowhere/a.db"]);
    expect(errors).toContain(`This goes to ${resolve("data/servanda.db")}, since DATABASE_URL is not set.`);
    const set = await runCommand(["restore", "--from", "/nowhere/a.db"], { DATABASE_URL: "file:/nowhere/b.db" });
    expect(set.errors).not.toContain("DATABASE_URL");
  });

  it("does not serve PostgreSQL with backups of SQLite, which no restart would mend: exit code 2", async () => {
    const env = { DATABASE_URL: "postgres://127.0.0.1:1/x", BACKUP_DIR: "/backups" };
    const { code, errors } = await runCommand(["serve"], env);
    expect([code, errors]).toEqual([2, expect.stringContaining("BACKUP_DIR is for SQLite.")]);
  });

  it.each([["backup"], ["restore", "--from", "x"]])(
    "%s on PostgreSQL names the tools to use: exit code 2",
    async (...args) => {
      const { code, errors } = await runCommand(args, { DATABASE_URL: "postgres://127.0.0.1:1/x" });
      expect([code, errors]).toEqual([2, expect.stringMatching(/pg_dump|pg_restore/)]);
    },
  );

  it.each(["secret", "change-me-change-me-change-me-change-me"])(
    "takes no admin key that is as weak as %s, and does not repeat it",
    async (key) => {
      const { code, output, errors } = await runCommand(["serve"], { SERVANDA_ADMIN_KEY: key });
      expect([code, errors]).toEqual([2, expect.stringContaining("SERVANDA_ADMIN_KEY cannot be used: ")]);
      expect(`${output}${errors}`).not.toContain(key);
      expect(errors).toContain("openssl rand -hex 32");
    },
  );
});
