import { splitPassages } from "../../domain/anchoring/passages.ts";
import { normalizeWords } from "../../domain/anchoring/text.ts";
import type { Quote, QuoteWritten } from "../../domain/quote.ts";
import type { Warning } from "../../validation/warnings.ts";

/** Words as a body gave them, if it did. */
interface Given {
  exact?: unknown;
}

/** A quote as the answer to its writing has it: with what was not taken as it was given. */
export function withWarnings(quote: Quote, given: Given): QuoteWritten {
  const warning = matchWarning(quote, given, "");
  return warning === null ? quote : { ...quote, warnings: [warning] };
}

/** What is to be said of recorded words that are not those given; null where they are. `at`: where the quote stands. */
function matchWarning({ exact, matched }: Quote, given: Given, at: string): Warning | null {
  if (matched === "nearest" && given.exact !== exact) {
    const detail = "The words given are not in the source; `exact` is its most similar passage, which you accepted.";
    return { pointer: `${at}/exact`, code: "matched_nearest", detail };
  }
  if (typeof given.exact !== "string" || matched === null || normalizeWords(given.exact).trim() === exact) return null;
  if (splitPassages(given.exact).length > 1 && splitPassages(exact).length === 0) {
    const detail =
      "`exact` runs from the first passage to the last, what you left out included; `display` has the ellipsis.";
    return { pointer: `${at}/exact`, code: "joined_passages", detail };
  }
  const detail =
    "The source sets these words otherwise: quotation marks, dashes, spaces or the like. `exact` is its wording.";
  return { pointer: `${at}/exact`, code: "matched_folded", detail };
}
