import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runCommand } from "../helpers/command-line.ts";
import { promise } from "../helpers/http-bodies.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary-folder.ts";
import { newDatabase } from "../helpers/test-store.ts";

let folder: TemporaryFolder;
let database: Awaited<ReturnType<typeof newDatabase>>;
beforeEach(async () => {
  folder = await temporaryFolder();
  database = await newDatabase();
});
afterEach(async () => {
  await database.drop();
  await folder.remove();
});

const states = ["KGZ", "CHN"].map((code) => ({ code, kind: "state", name: code }));
const line = (slug: string, more = {}) =>
  `${JSON.stringify({ ...promise({ slug, ...more }), citedParties: states })}\n`;
const run = (args: string[], input?: string) => runCommand(args, { DATABASE_URL: database.url }, input);

it("servanda import and export: what goes in comes out, names and exit codes tell what happened", async () => {
  const [input, output] = [join(folder.path, "in.ndjson"), join(folder.path, "out", "all.ndjson")];
  writeFileSync(input, line("one") + line("two"));

  const done = await run(["import", input, "--by", "ann"]);
  expect([done.code, done.output]).toEqual([0, expect.stringMatching(/^Imported: 2 lines .* 2 new/)]);

  const exported = await run(["export", "--to", output, "--json"]);
  expect([exported.code, JSON.parse(exported.output)]).toMatchObject([0, { commitments: 2, path: output }]);
  expect(readdirSync(dirname(output))).toEqual(["all.ndjson"]);
  const again = await run(["import", output, "--json"]);
  expect(JSON.parse(again.output)).toMatchObject({ unchanged: 2, updated: 0 });

  writeFileSync(input, line("three") + line("four", { type: "railways" }));
  const refused = await run(["import", input]);
  expect([refused.code, refused.output]).toEqual([1, expect.stringContaining("line 2 /type:")]);
  const slugs = readFileSync(output, "utf8")
    .trim()
    .split("\n")
    .map((each) => JSON.parse(each).slug);
  expect(slugs).toEqual(["one", "two"]);
});

it("labels are exported in the language that --lang names", async () => {
  await run(["import", "-", "--format", "ndjson"], line("one"));
  const exported = await run(["export", "--format", "csv", "--labels", "--lang", "ky"]);
  expect([exported.code, exported.output]).toEqual([0, expect.stringContaining("culture,Маданият,intend,Ниет,")]);
});

it("what is exported to standard output can be imported from standard input", async () => {
  await run(["import", "-", "--format", "ndjson"], line("one") + line("two"));
  const exported = await run(["export"]);
  expect([exported.code, exported.errors]).toEqual([0, ""]);
  const again = await run(["import", "-", "--format", "ndjson", "--json"], exported.output);
  expect(JSON.parse(again.output)).toMatchObject({ lines: 2, unchanged: 2, failed: 0 });
});
