import { Firmness } from "../codelists/codelists.ts";
import { type Cue, type CueKind, type CueLanguage, verbKinds } from "./languages/language.ts";
import { type Match, type Phrases, phrasesOf } from "./phrases.ts";
import { type Word, wordsOf } from "./words.ts";

/** A cue that fired, by UTF-16 offsets within the text. */
export interface Fired {
  cue: string;
  kind: CueKind;
  weight: number;
  start: number;
  end: number;
}

/** A stretch of words that somebody is named by. */
export interface Named {
  code: string;
  /** Indexes of words, end exclusive. */
  from: number;
  to: number;
}

/**
 * The weights that hold in every language. Like those of the languages they are set by hand, in steps of a tenth, after
 * what is known of such sentences: that "will" alone finds three of five (F1 0.60), and rules of who acts and when no
 * more (0.61), so that no cue may decide alone.
 */
export const common = {
  bias: -2.2,
  /** Somebody who may promise acts: within so many words before the verb, or behind it. */
  actor: { weight: 1.1, within: 12, behind: 3 },
  speaker: { weight: 0.5 },
  /** A name that is on no record: a capital letter within a sentence, so many words before the verb. */
  name: { weight: 0.6, within: 5 },
  /** What part of its weight remains of a past, or of a report, before the verb that promises. */
  told: 0.5,
  time: { weight: 0.7 },
  number: { weight: 0.5 },
  /** An item of a list that something opens: "We will:". */
  item: { weight: 0.6 },
  /** That opening, which by itself is half a sentence. */
  opening: { weight: -1 },
  heading: { weight: -1.2, mostWords: 12 },
  question: { weight: -1.5 },
  fragment: { weight: -1.5, fewestWords: 4 },
} as const;

interface Lexicon {
  cues: Phrases<Cue>;
  /** Words that have the form of a cue and are none of it. */
  exceptions: Phrases<Cue>;
  actors: Phrases<true>;
}

const compiled = new WeakMap<CueLanguage, Lexicon>();

function lexiconOf(language: CueLanguage): Lexicon {
  const known = compiled.get(language);
  if (known) return known;
  const lexicon: Lexicon = { cues: phrasesOf(), exceptions: phrasesOf(), actors: phrasesOf() };
  for (const cue of language.cues) {
    lexicon.cues.add(cue.words, cue);
    if (cue.except !== undefined) lexicon.exceptions.add(cue.except, cue);
  }
  lexicon.actors.add(language.actors, true);
  compiled.set(language, lexicon);
  return lexicon;
}

/** Cues in their order, without those that stand within an exception. */
function cuesOf({ cues, exceptions }: Lexicon, words: readonly Word[]): Match<Cue>[] {
  const found: Match<Cue>[] = [];
  const not: Match<Cue>[] = [];
  for (let at = 0; at < words.length; at++) {
    found.push(...cues.at(words, at).filter((match) => isPlaced(match, words) && !isNamed(match, words)));
    not.push(...exceptions.at(words, at));
  }
  const isNone = (one: Match<Cue>) =>
    around(one, not).some(({ value, from, to }) => value === one.value && from <= one.from && to >= one.to);
  return found.filter((one) => !isNone(one));
}

/** Those that share words with one, of many in the order of their first words. */
function around<V>({ from, to }: Match<unknown>, all: readonly Match<V>[]): Match<V>[] {
  const near: Match<V>[] = [];
  for (let at = firstFrom(all, from - longestPhrase); at < all.length; at++) {
    const other = all[at] as Match<V>;
    if (other.from >= to) break;
    if (other.to > from) near.push(other);
  }
  return near;
}

/** No phrase has more words, gaps among them. */
const longestPhrase = 40;

/** The index of the first that begins at this word or behind it. */
function firstFrom(all: readonly { from: number }[], word: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.from ?? 0) < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An infinitive that opens a part of a sentence is no name: "the minister, Nasser". */
const isNamed = ({ value, from }: Match<Cue>, words: readonly Word[]): boolean =>
  value.kind === "action" && words[from]?.isCapital === true && words[from - 1]?.text === ",";

const isPlaced = ({ value, from, to }: Match<Cue>, words: readonly Word[]): boolean =>
  (!value.first || isPause(words[from - 1]?.text ?? ".")) && (!value.last || isPause(words[to]?.text ?? "."));

const verbs: ReadonlySet<CueKind> = new Set(verbKinds);
/** The kinds of verbs that promise, as they are told of. */
const telling: ReadonlySet<CueKind> = new Set<CueKind>(["commissive", "modal", "intention", "hope", "offer"]);
const isVerb = ({ value }: Match<Cue>) => verbs.has(value.kind);
const isBreak = (text: string) => /^[;:.!?；：。！？؛؟]$/u.test(text);
const isPause = (text: string) => /^[,，、،;；:：.。!?！？؛؟—–(（"“«]$/u.test(text);

/** What is found of cues in the words of one sentence, and how binding these are. */
export interface Cued {
  fired: Fired[];
  firmness: Firmness | null;
}

export interface Around {
  language: CueLanguage;
  named: readonly Named[];
  /** Codes of who speaks. */
  speakers: ReadonlySet<string>;
}

/** Whether somebody who may promise stands first: "We agreed", and not "to agree". */
export const opensWithActor = (words: readonly Word[], language: CueLanguage): boolean =>
  lexiconOf(language).actors.at(words, 0).length > 0;

interface Actor {
  from: number;
  to: number;
  isSpeaker: boolean;
}

export function cuesIn(words: readonly Word[], { language, named, speakers }: Around): Cued {
  const lexicon = lexiconOf(language);
  const acting: Actor[] = named.map(({ code, from, to }) => ({ from, to, isSpeaker: speakers.has(code) }));
  for (let at = 0; at < words.length; at++)
    for (const { from, to } of lexicon.actors.at(words, at)) acting.push({ from, to, isSpeaker: false });
  acting.sort((a, b) => a.from - b.from);
  const every = cuesOf(lexicon, words);
  const isTold = every.some(({ value }) => !value.alone);
  const all = every.filter(({ value }) => !(value.alone && isTold));
  const matches = all.filter((one) => !around(one, all).some((other) => yields(one, other)));
  const fired = matches.map(({ value, from, to }) => asFired(value, words, { from, to }));
  const acted = matches.filter((one) => isVerb(one) && one.value.kind !== "duty");
  const actors = acted.flatMap((verb) => actorsOf(verb, words, { acting, language }));
  const known = actors.some(({ cue }) => cue === "actor") ? actors.filter(({ cue }) => cue !== "name") : actors;
  return { fired: firstOfEach([...told(fired), ...known]), firmness: firmnessOf(matches) };
}

/**
 * Of what stands within something else, the longer stays: "not planned" and not "planned". Of two verbs, the one that
 * says more: "we undertake" and not "we ... -take".
 */
function yields(one: Match<Cue>, other: Match<Cue>): boolean {
  const [own, its] = [one.to - one.from, other.to - other.from];
  const isWithin = other.from <= one.from && other.to >= one.to;
  const isAround = one.from <= other.from && one.to >= other.to;
  if (other.value.beside || !(isWithin || isAround)) return false;
  const areVerbs = isVerb(one) && isVerb(other);
  if (own === its) return areVerbs && one.value.weight < other.value.weight;
  return areVerbs && one.value.weight !== other.value.weight ? one.value.weight < other.value.weight : isWithin;
}

/** Who said it, and that he did, speaks less against what he said: "They expressed their will to", "He said that". */
function told(fired: readonly Fired[]): Fired[] {
  const lastVerb = Math.max(...fired.flatMap(({ kind, start }) => (telling.has(kind) ? [start] : [])));
  return fired.map((one) =>
    (one.kind === "past" || one.kind === "reported") && one.end <= lastVerb
      ? { ...one, weight: one.weight * common.told }
      : one,
  );
}

function firstOfEach(fired: readonly Fired[]): Fired[] {
  const seen = new Set<string>();
  return fired.filter(({ cue }) => !seen.has(cue) && seen.add(cue));
}

const asFired = (
  { cue, kind, weight }: Pick<Cue, "cue" | "kind" | "weight">,
  words: readonly Word[],
  { from, to }: { from: number; to: number },
): Fired => ({
  ...{ cue, kind, weight },
  start: words[from]?.start ?? 0,
  end: words[to - 1]?.end ?? 0,
});

/** Who acts: whoever stands near the verb in its part of the sentence, or is in the form of the verb. */
function actorsOf(
  verb: Match<Cue>,
  words: readonly Word[],
  { acting, language }: { acting: readonly Actor[]; language: CueLanguage },
): Fired[] {
  const { behind } = common.actor;
  // A Chinese word is about two characters, each of which counts here.
  const within = common.actor.within * (language.script === "Hani" ? 2 : 1);
  const isNear = ({ from, to }: Actor): boolean => {
    if (from <= verb.from) return verb.from - to <= within && !isParted(words, to, verb.from);
    if (from < verb.to) return true;
    return language.actorsFollow === true && from - verb.to <= behind && !isParted(words, verb.to, from);
  };
  const around = acting.slice(
    firstFrom(acting, verb.from - within - longestPhrase),
    firstFrom(acting, verb.to + behind + 1),
  );
  const near = around.filter(isNear).toSorted((a, b) => Number(b.isSpeaker) - Number(a.isSpeaker))[0];
  if (near === undefined && !verb.value.hasActor) return unknownOf(verb, words);
  const place = near ?? verb;
  const actor = asFired({ cue: "actor", kind: "actor", weight: common.actor.weight }, words, place);
  if (!near?.isSpeaker) return [actor];
  return [actor, asFired({ cue: "speaker", kind: "actor", weight: common.speaker.weight }, words, place)];
}

/** Somebody by a name that is on no record: "Brussels", "Trump". */
function unknownOf({ from }: Match<Cue>, words: readonly Word[]): Fired[] {
  const { weight, within } = common.name;
  for (let at = from - 1; at >= Math.max(1, from - within) && !isBreak(words[at]?.text ?? ""); at--)
    if (words[at]?.isCapital) return [asFired({ cue: "name", kind: "actor", weight }, words, { from: at, to: at + 1 })];
  return [];
}

function isParted(words: readonly Word[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isBreak(words[at]?.text ?? "")) return true;
  return false;
}

/** The weakest of what the verbs say: "we hope that they will". */
function firmnessOf(matches: readonly Match<Cue>[]): Firmness | null {
  const said = matches.flatMap(({ value }) => (value.firmness === undefined ? [] : [value.firmness]));
  return Firmness.options.find((one) => said.includes(one)) ?? null;
}

/** The names of the cues that some words have by themselves. */
export function cuesOfWords(text: string, language: CueLanguage): string[] {
  const { fired } = cuesIn(wordsOf(text), { language, named: [], speakers: new Set() });
  return fired.map(({ cue }) => cue);
}
