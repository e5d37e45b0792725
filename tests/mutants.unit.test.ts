import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mutants } from "../scripts/mutants/all.ts";

const root = join(import.meta.dirname, "..");

test("each fault that shows what the tests find can be planted: its text stands once, and its tests are there", () => {
  const wrong = mutants.filter(({ file, from, tests }) => {
    const found = readFileSync(join(root, file), "utf8").split(from).length - 1;
    return found !== 1 || !tests.every((path) => existsSync(join(root, path)));
  });
  expect(wrong.map(({ name, file }) => `${name} (${file})`)).toEqual([]);
});
