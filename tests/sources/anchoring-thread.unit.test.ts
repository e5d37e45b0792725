import { expect, it } from "vitest";
import { locateIn } from "../../src/sources/quotes/anchoring-thread.ts";

/** The longest text that is taken: looking for what is like these words in it takes most of a second. */
const text = "Rails, roads and rivers. ".repeat(80_000);
const words = { exact: "Rails, roads and river banks. Rails" };

it("ends looking for words as soon as nobody waits for them any more", async () => {
  const gone = new Error("The client has gone.");
  const over = new AbortController();
  const found = locateIn(text, words, { over: over.signal });
  setTimeout(() => over.abort(gone), 50);
  await expect(found).rejects.toBe(gone);
  await expect(locateIn(text, words, { over: over.signal })).rejects.toBe(gone);
});

it("looks for nothing similar where that is not asked for, and finds what is there", async () => {
  expect(await locateIn(text, words, { compares: false })).toEqual({ found: false, reason: "missing", nearest: null });
  expect(await locateIn(text, { exact: "rivers", start: 17 }, {})).toMatchObject({ found: true, start: 17 });
});
