import {
  type Location,
  locate,
  type Manner,
  type Reanchored as Reanchoring,
  reanchor,
} from "../../domain/anchoring/locate.ts";
import type { Selector } from "../../domain/anchoring/selector.ts";
import { indexText } from "../../domain/anchoring/text.ts";

/** Finding words in a text: what may take long, as plain data, so that another thread can do it. */
export type Task = { text: string } & (({ locate: Selector } & Manner) | { reanchor: readonly Selector[] });
export type Found = { located: Location } | { reanchored: Reanchoring[] };

/**
 * Code points of text that are searched for similar passages for one new text: 10 times in the longest, 400 times in 50
 * 000.
 */
const mostCompared = 20_000_000;

export function perform(task: Task): Found {
  const text = indexText(task.text);
  if ("locate" in task) return { located: locate(text, task.locate, task) };
  let left = mostCompared;
  const reanchored = task.reanchor.map((quote) => {
    const found = reanchor(text, quote, { compares: left > 0 });
    if (found.anchor === "missing" || found.anchor === "changed") left -= text.length;
    return found;
  });
  return { reanchored };
}
