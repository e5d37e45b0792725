import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { claimDatabase } from "../../src/store/sqlite/lock.ts";
import { runCommand } from "../helpers/command-line.ts";
import { withFile } from "../helpers/database-file.ts";
import { promise } from "../helpers/http-bodies.ts";

const states = ["KGZ", "CHN"].map((code) => ({ code, kind: "state", name: code }));
const line = (slug: string, more = {}) =>
  `${JSON.stringify({ ...promise({ slug, ...more }), citedParties: states })}\n`;

it(
  "servanda import and export: what goes in comes out, names and exit codes tell what happened",
  () =>
    withFile(async (path) => {
      const env = { DATABASE_URL: `file:${path}` };
      const [input, output] = [join(dirname(path), "in.ndjson"), join(dirname(path), "out", "all.ndjson")];
      writeFileSync(input, line("one") + line("two"));

      const done = await runCommand(["import", input, "--by", "ann"], env);
      expect([done.code, done.output]).toEqual([0, expect.stringMatching(/^Imported: 2 lines .* 2 new/)]);

      const exported = await runCommand(["export", "--to", output, "--json"], env);
      expect([exported.code, JSON.parse(exported.output)]).toMatchObject([0, { commitments: 2, path: output }]);
      expect(readdirSync(dirname(output))).toEqual(["all.ndjson"]);
      const again = await runCommand(["import", output, "--json"], env);
      expect(JSON.parse(again.output)).toMatchObject({ unchanged: 2, updated: 0 });

      writeFileSync(input, line("three") + line("four", { type: "railways" }));
      const refused = await runCommand(["import", input], env);
      expect([refused.code, refused.output]).toEqual([1, expect.stringContaining("line 2 /type:")]);
      const slugs = readFileSync(output, "utf8")
        .trim()
        .split("\n")
        .map((each) => JSON.parse(each).slug);
      expect(slugs).toEqual(["one", "two"]);
    }),
  120_000,
);

it(
  "servanda import is refused while the service has the file, and says how else; wrong usage is exit code 2",
  () =>
    withFile(async (path) => {
      const env = { DATABASE_URL: `file:${path}` };
      const input = join(dirname(path), "in.ndjson");
      writeFileSync(input, line("one"));
      const claim = claimDatabase(env.DATABASE_URL);
      const refused = await runCommand(["import", input], env);
      claim.release();
      expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining("POST /v1/import")]);
      for (const wrong of [
        ["import", input, "--format", "xml"],
        ["export", "--query", "x=1"],
      ])
        expect((await runCommand(wrong, env)).code).toBe(2);
    }),
  120_000,
);
