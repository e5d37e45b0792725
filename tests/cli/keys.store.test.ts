import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../helpers/command-line.ts";
import { newDatabase } from "../helpers/test-store.ts";

describe("keys on the command line", () => {
  let database: Awaited<ReturnType<typeof newDatabase>>;
  beforeAll(async () => {
    database = await newDatabase();
  });
  afterAll(() => database.drop());
  const keys = (...args: string[]) => runCommand(["keys", ...args], { DATABASE_URL: database.url });

  it("are made, listed and revoked; their text is shown once", async () => {
    const { output: text } = await keys("create", "--name", "ann", "--role", "analyst");
    expect(text).toMatch(/^svd_[0-9a-f]{32}_[\w-]{43}\n$/);
    expect((await keys("revoke", "ann")).code).toBe(0);
    const [plain, json] = [await keys("list"), await keys("list", "--json")];
    expect(plain.output).toMatch(/ann +revoked 2\d{3}-/);
    expect(`${plain.output}${json.output}`).not.toContain(text.slice(37, -1));
    expect(JSON.parse(json.output).data).toEqual([expect.objectContaining({ name: "ann", createdBy: "command line" })]);
  });

  it("that cannot be made are a usage error, those that are not there a failure", async () => {
    const { code, errors } = await keys("create", "--name", "oidc:x", "--role", "boss");
    const [nobody, nothing] = [await keys("revoke", "nobody"), await keys()];
    expect([code, errors]).toEqual([2, expect.stringMatching(/--name: .*\n--role: .*reader.*analyst.*admin/)]);
    const [taken, lookalike] = [
      await keys("create", "--name", " import", "--role", "reader"),
      await keys("create", "--name", "\u0430nn", "--role", "reader"),
    ];
    expect(taken.errors).toContain("--name: this name stands for something else in the ledger");
    expect(lookalike.errors).toContain("--name: use the letters of one script");
    expect(nobody.code).toBe(1);
    expect(nothing.errors).toContain("list, create, revoke");
  });
});
