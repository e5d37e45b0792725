import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const columns = 120;
const folders = ["src", "tests", "scripts"];

function sources(): string[] {
  const within = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  return [...readdirSync(root), ...within].filter((name) => /\.[jt]s$/.test(name));
}

it("comments wrap at 120 columns, as the formatter makes the code do", () => {
  const files = sources();
  expect(files).toEqual(expect.arrayContaining(["vitest.config.ts", "src/app.ts", "tests/docs/comments.unit.test.ts"]));
  const long = files.flatMap((name) =>
    readFileSync(join(root, name), "utf8")
      .split("\n")
      .flatMap((line, n) => (/^\s*(\/\*|\*|\/\/)/.test(line) && line.length > columns ? [`${name}:${n + 1}`] : [])),
  );
  expect(long).toEqual([]);
});
