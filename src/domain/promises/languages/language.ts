import type { Firmness } from "../../codelists/codelists.ts";

/**
 * What a cue is. Verbs, which raise a score and of which one is needed: `commissive` (promising by the word itself: J.
 * L. Austin 1962, J. R. Searle 1976), `modal` (will, shall), `intention`, `hope`, `offer`, `duty` (must, should),
 * `proposal`, `process` (talks, preparations, work under way), `action` (an infinitive that opens an item). What raises
 * it beside them: `actor`, `time`, `number`. What lowers it: `past`, `reported`, `hypothetical`, `negation`,
 * `courtesy`, `appeal` (asking others), `stance` (a view, a fact, an effect), `form` (a heading, a question, no
 * sentence).
 */
export const verbKinds = [
  ...(["commissive", "modal", "intention", "hope", "offer", "duty", "proposal", "process", "action"] as const),
] as const;
export const cueKinds = [
  ...verbKinds,
  ...(["actor", "time", "number", "past", "reported", "hypothetical"] as const),
  ...(["negation", "courtesy", "appeal", "stance", "form"] as const),
] as const;
export type CueKind = (typeof cueKinds)[number];

/**
 * Words that tell of a promise, or of none. `weight` is what they add to the log-odds of one. `words` are phrases,
 * parted by `|`, without case; `*` stands for any ending or beginning of a word, `..` for up to four words.
 */
export interface Cue {
  cue: string;
  kind: CueKind;
  weight: number;
  words: string;
  /** Words that have the form of one of `words`, or hold it, and are none. */
  except?: string;
  /** How binding the words are; null or left out: they do not say. */
  firmness?: Firmness;
  /** Counts only where the sentence, or a part of it, begins with it. */
  first?: true;
  /** Counts only where the sentence, or a part of it, ends with it. */
  last?: true;
  /** Counts only where no other cue does: it orders what nothing else tells apart. */
  alone?: true;
  /** It stands beside the shorter words within it, and does not take their place. */
  beside?: true;
  /** Who acts is said by the form of the verb. */
  hasActor?: true;
}

/** One language of cues: one file. */
export interface CueLanguage {
  /** BCP 47 primary subtag. */
  tag: string;
  /** English name. */
  name: string;
  script: "Latn" | "Cyrl" | "Arab" | "Hani";
  /** Frequent words that the others of its script do not have, by which it is told from them. */
  common: string;
  /** Who may promise, beside the parties that are named: we, the two sides, the government. */
  actors: string;
  /** Who acts stands behind the verb as often as before it. */
  actorsFollow?: true;
  cues: readonly Cue[];
  /** Words of times, without which no due words are looked for; a year in digits is one of them. */
  times: string;
  /** Words of times without a date: soon. */
  vague: string;
  /** Abbreviations after whose full stop a sentence goes on. Parted by spaces. */
  abbreviations: string;
  /** How decimals are written. */
  decimal: "." | ",";
  /** Words of powers of ten: `{ million: 6 }`. */
  magnitudes: Readonly<Record<string, number>>;
  /** Phrases of units, as `words` of a cue, by UCUM (https://ucum.org) or ISO 4217. */
  units: Readonly<Record<string, string>>;
  /** Phrases that name what a promise is about, as `words` of a cue, by type of commitment. */
  types: Readonly<Record<string, string>>;
}
