import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { dueWordsPage } from "../../scripts/due-words-page.ts";

it("docs/due-words.md shows the phrases of the tests as they are read", () => {
  const page = readFileSync(new URL("../../docs/due-words.md", import.meta.url), "utf8");
  expect(page === dueWordsPage(), "run npm run docs:words").toBe(true);
});
