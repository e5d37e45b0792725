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
  /** As a date, where the words give none. */
  dueDate: string;
  targets: Target[];
  /** Whence the promisors are that are proposed, as whoever reads is told; empty: from themselves. */
  promisorsFrom: string;
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
  ...{ promisors: [], promisees: [], speakerName: "", speakerOffice: "", dueText: "", dueDate: "", targets: [] },
  ...{ promisorsFrom: "", isTouched: false },
};

/** What the text says of all its promises: when it was said and by whom. */
export type Shared = Pick<Draft, "statedOn" | "promisors" | "speakerName" | "speakerOffice" | "promisorsFrom">;

/** The words beside the verb that name a party, and that party with those that act together with it. */
export interface Actor {
  words: string;
  parties: string[];
}

/**
 * Words that were chosen, and what the sentence that they are of proposes; whoever files it decides. A party that acts
 * beside the verb is who promises; where nobody is named there ("We will"), it is who spoke so far.
 */
export function proposed(
  words: Pick<Draft, "start" | "end" | "exact">,
  { sentence, shared, actor }: { sentence: Sentence | null; shared: Shared; actor: Actor | null },
): Draft {
  const within = (span: { start: number; end: number }) =>
    span.start >= (words.start ?? 0) && span.end <= (words.end ?? Number.POSITIVE_INFINITY);
  const due = sentence?.due.find(within) ?? null;
  const promising = actor
    ? { promisors: actor.parties, promisorsFrom: `From “${actor.words}”.` }
    : { promisors: shared.promisors, promisorsFrom: shared.promisors.length > 0 ? shared.promisorsFrom : "" };
  const named = (sentence?.parties ?? []).filter((party) => !promising.promisors.includes(party));
  const title = titleOf(words, sentence, due);
  const numbers = (sentence?.numbers ?? [])
    .filter(within)
    .filter(({ start }) => !due || start < due.start || start >= due.end);
  return {
    ...emptyDraft,
    ...words,
    ...shared,
    ...promising,
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
/** Cues that make it a promise, and are no part of what is promised. */
const ofPromising = ["commissive", "modal", "intention", "hope", "offer", "duty", "proposal"];

/** What comes after the words that make it a promise, without its date: "We will build a road by 2027", "Build a road". */
function titleOf(
  { exact, start }: Pick<Draft, "exact" | "start">,
  sentence: Sentence | null,
  due: { text: string | null } | null,
): string {
  const points = Array.from(exact);
  const last = sentence?.cues
    .filter(({ kind, weight }) => weight > 0 && ofPromising.includes(kind))
    .map(({ end }) => end - (start ?? 0))
    .filter((end) => end > 0 && end < points.length * 0.6)
    .reduce((furthest, end) => Math.max(furthest, end), 0);
  let words = points.slice(last ?? 0).join("");
  if (due?.text) words = words.replace(due.text, " ");
  words = words
    .replace(/\s+/g, " ")
    .replace(/^[\s\p{P}]*(?:to |that )?/u, "")
    .replace(/(?:[\s,;:.!?–—-]|\b(?:and|by|until|in))+$/u, "");
  const short = words.length <= longestTitle ? words : words.slice(0, longestTitle).replace(/\s\S*$/, "");
  return short.charAt(0).toUpperCase() + short.slice(1);
}
