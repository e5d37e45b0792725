import { expect, it } from "vitest";
import { migrationsFor } from "../../src/store/schema/migrate.ts";
import { runProcess } from "../helpers/command-line.ts";
import { withFile } from "../helpers/database-file.ts";

it("migrations are applied once by four processes that start on one new file at the same time; who comes too soon is told", () =>
  withFile(async (path) => {
    const run = () => runProcess(["migrate", "--json"], { DATABASE_URL: `file:${path}` });
    const answers = await Promise.all([run(), run(), run(), run()]);
    const applied = answers.flatMap(({ output }) => (output === "" ? [] : (JSON.parse(output).applied as string[])));
    expect(applied).toEqual(migrationsFor("sqlite").map(({ tag }) => tag));
    for (const { code, errors } of answers)
      if (code !== 0) expect(errors).toContain("Another process has the database");
  }));
