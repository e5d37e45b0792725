import { splitPassages } from "../../domain/anchoring/passages.ts";
import { normalizeWords } from "../../domain/anchoring/text.ts";
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
