import { splitPassages } from "../../domain/anchoring/passages.ts";
import { normalizeWords } from "../../domain/anchoring/text.ts";
import { cutEnds } from "../../domain/anchoring/word-ends.ts";
import type { Quote } from "../../domain/quote.ts";
import type { Warning } from "../../domain/warning.ts";

/**
 * What is to be said of a quote whose words are not those that were given; null where they are, or where no text was at
 * hand. `at`: where the quote stands in the body.
 */
export function matchWarning(
  { exact, matched }: Pick<Quote, "exact" | "matched">,
  words: string,
  at: string,
): Warning | null {
  const given = normalizeWords(words).trim();
  if (matched === null || given === exact) return null;
  const pointer = `${at}/exact`;
  if (matched === "nearest") {
    const detail = "The words given are not in the source; `exact` is its nearest passage, which you accepted.";
    return { pointer, code: "matched_nearest", detail };
  }
  if (splitPassages(given).length > 1 && splitPassages(exact).length === 0) {
    const detail =
      "`exact` runs from the first passage to the last, what you left out included; `display` leaves it out.";
    return { pointer, code: "joined_passages", detail };
  }
  const detail =
    "The source sets the words otherwise: quotation marks, dashes, spaces or the like. `exact` is its wording.";
  return { pointer, code: "matched_folded", detail };
}

/** What is to be said of words that the source has only within longer ones, which may say something else. */
export function cutWarning(
  { exact, prefix, suffix, matched }: Pick<Quote, "exact" | "prefix" | "suffix" | "matched">,
  at: string,
): Warning | null {
  const [before, after] = [prefix ?? "", suffix ?? ""];
  const { start, end } = cutEnds(before, exact, after);
  if (matched === null || (!start && !end)) return null;
  const around = `${start ? (/\S*$/u.exec(before)?.[0] ?? "") : ""}${exact}${end ? (/^\S*/u.exec(after)?.[0] ?? "") : ""}`;
  const passage = around.length > 200 ? "" : `: it has "${around}"`;
  const detail = `The words begin or end within a longer word or number of the source${passage}.`;
  return { pointer: `${at}/exact`, code: "within_word", detail };
}
