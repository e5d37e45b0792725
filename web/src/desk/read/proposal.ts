import type { Sentence } from "./finder.ts";

/** A promise as it is being filled in. Dates and numbers are as typed; the API reads them. */
export interface Draft {
  /** Code points of the words in the text, end exclusive; null before any were chosen. */
  start: number | null;
  end: number | null;
  exact: string;
  title: string;
  type: string;
  firmness: string;
  statedOn: string;
  promisors: string[];
  promisees: string[];
  speakerName: string;
  speakerOffice: string;
  dueText: string;
  targets: Target[];
  /** Whether something in it was typed. */
  isTouched: boolean;
}

export interface Target {
  isKept: boolean;
  indicator: string;
  comparator: string;
  value: string;
  unit: string;
}

export const emptyDraft: Draft = {
  ...{ start: null, end: null, exact: "", title: "", type: "", firmness: "", statedOn: "" },
  ...{ promisors: [], promisees: [], speakerName: "", speakerOffice: "", dueText: "", targets: [] },
  isTouched: false,
};

/** What the text says of all its promises: when it was said and by whom. */
export type Shared = Pick<Draft, "statedOn" | "promisors" | "speakerName" | "speakerOffice">;

/** Words that were chosen, and what the sentence that they are of proposes; whoever files it decides. */
export function proposed(
  words: Pick<Draft, "start" | "end" | "exact">,
  sentence: Sentence | null,
  shared: Shared,
): Draft {
  const within = (span: { start: number; end: number }) =>
    span.start >= (words.start ?? 0) && span.end <= (words.end ?? Number.POSITIVE_INFINITY);
  const due = sentence?.due.find(within) ?? null;
  const named = (sentence?.parties ?? []).filter((party) => !shared.promisors.includes(party));
  const title = titleOf(words, sentence, due);
  const numbers = (sentence?.numbers ?? [])
    .filter(within)
    .filter(({ start }) => !due || start < due.start || start >= due.end);
  return {
    ...emptyDraft,
    ...words,
    ...shared,
    title,
    type: sentence?.type ?? "",
    firmness: sentence?.firmness ?? "",
    promisees: named,
    dueText: due?.text ?? "",
    targets: numbers.map(({ value, unit }) => ({
      ...{ isKept: false, indicator: title, comparator: "at_least" },
      ...{ value: String(value), unit: unit ?? "" },
    })),
  };
}

const longestTitle = 120;

/** What comes after the words that make it a promise, without its date: "We will build a road by 2027", "Build a road". */
function titleOf(
  { exact, start }: Pick<Draft, "exact" | "start">,
  sentence: Sentence | null,
  due: { text: string | null } | null,
): string {
  const points = Array.from(exact);
  const last = sentence?.cues
    .filter(({ weight, end }) => weight > 0 && end > (start ?? 0) && end - (start ?? 0) < points.length * 0.6)
    .reduce((end, cue) => Math.max(end, cue.end - (start ?? 0)), 0);
  let words = points.slice(last ?? 0).join("");
  if (due?.text) words = words.replace(due.text, " ");
  words = words
    .replace(/\s+/g, " ")
    .replace(/^[\s\p{P}]*(?:to |that )?/u, "")
    .replace(/(?:[\s,;:.!?–—-]|\b(?:and|by|until|in))+$/u, "");
  const short = words.length <= longestTitle ? words : words.slice(0, longestTitle).replace(/\s\S*$/, "");
  return short.charAt(0).toUpperCase() + short.slice(1);
}
