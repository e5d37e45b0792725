import type { Location, Manner, Reanchored } from "../../domain/anchoring/locate.ts";
import type { Selector } from "../../domain/anchoring/selector.ts";
import { normalizeWords } from "../../domain/anchoring/text.ts";
import { invalid } from "../../errors/errors.ts";
import { runAside } from "../../records/aside.ts";
import { type Found, perform, type Task } from "./anchoring-task.ts";

/**
 * Finding words in a text without keeping others waiting: what is long has a thread of its own, which ends with it. In
 * the longest text one look for a similar passage takes most of a second.
 */

/** Code points of text times quotes, and the length of a quote, up to which it is done at once: some milliseconds. */
const atOnce = { text: 20_000, words: 250 };

/** Code units of text times quotes beyond which nobody looks: tens of seconds. */
const mostWork = 1_000_000_000;

/**
 * `over`: when nobody waits for it any more, which ends the thread.
 * @throws AppError unprocessable for words that cannot be normalised; the signal's reason
 */
export async function locateIn(
  text: string,
  selector: Selector,
  { over, ...manner }: Manner & { over?: AbortSignal },
): Promise<Location> {
  check([selector]);
  const found = await run({ text, locate: selector, ...manner }, [selector], over);
  return (found as Extract<Found, { located: Location }>).located;
}

/** What becomes of each quote in a text, in their order. @throws AppError unprocessable when it is too much work */
export async function reanchorIn(text: string, quotes: readonly Selector[]): Promise<Reanchored[]> {
  if (text.length * quotes.length > mostWork) {
    const detail = `The text is too long for the ${quotes.length} quotes of its source: send its hash and length alone.`;
    throw invalid("/text", "too_long", detail);
  }
  check(quotes);
  const found = await run({ text, reanchor: quotes }, quotes);
  return (found as Extract<Found, { reanchored: Reanchored[] }>).reanchored;
}

function check(selectors: readonly Selector[]): void {
  for (const { exact, prefix, suffix } of selectors)
    for (const words of [exact, prefix, suffix]) normalizeWords(words ?? "");
}

const worker = new URL("./anchoring-worker.ts", import.meta.url);

async function run(task: Task, selectors: readonly Selector[], over?: AbortSignal): Promise<Found> {
  const isShort = selectors.every(({ exact }) => exact.length <= atOnce.words);
  return isShort && task.text.length * selectors.length <= atOnce.text ? perform(task) : runAside(worker, task, over);
}
