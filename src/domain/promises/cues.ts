import { Firmness } from "../codelists/codelists.ts";
import { type Cue, type CueKind, type CueLanguage, verbKinds } from "./languages/language.ts";
import { type Match, type Phrases, phrasesOf } from "./phrases.ts";
import type { Word } from "./words.ts";

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
  /** Somebody who may promise acts: within so many words before the verb. */
  actor: { weight: 1.1, within: 8 },
  speaker: { weight: 0.5 },
  time: { weight: 0.7 },
  number: { weight: 0.5 },
  /** What a verb in an item needs less: its opening has it. */
  item: { weight: 0.4 },
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

function cuesAt({ cues, exceptions }: Lexicon, words: readonly Word[], at: number): Match<Cue>[] {
  const found = cues.at(words, at);
  if (found.length === 0) return found;
  const not = exceptions.at(words, at).map(({ value }) => value);
  return found.filter(({ value }) => !not.includes(value) && (!value.first || begins(words, at)));
}

const verbs: ReadonlySet<CueKind> = new Set(verbKinds);
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

export function cuesIn(words: readonly Word[], { language, named, speakers }: Around): Cued {
  const lexicon = lexiconOf(language);
  const matches: Match<Cue>[] = [];
  const acting: { from: number; to: number; isSpeaker: boolean }[] = named.map(({ code, from, to }) => ({
    ...{ from, to },
    isSpeaker: speakers.has(code),
  }));
  for (let at = 0; at < words.length; at++) {
    matches.push(...cuesAt(lexicon, words, at));
    for (const { from, to } of lexicon.actors.at(words, at)) acting.push({ from, to, isSpeaker: false });
  }
  const whole = matches.filter((one) => !matches.some((other) => covers(other, one)));
  const fired = firstOfEach(whole).map(({ value, from, to }) => asFired(value, words, { from, to }));
  const actor = actorOf(words, whole.filter(isVerb), acting);
  if (actor) fired.push(...actor);
  return { fired, firmness: firmnessOf(whole) };
}

/** Of what begins alike and is of one cue, or of one kind of verb, the longest stays. */
function covers(other: Match<Cue>, one: Match<Cue>): boolean {
  if (other === one || other.from > one.from || other.to < one.to) return false;
  return other.to - other.from > one.to - one.from;
}

const begins = (words: readonly Word[], at: number) => at === 0 || isPause(words[at - 1]?.text ?? "");

function firstOfEach(matches: readonly Match<Cue>[]): Match<Cue>[] {
  const seen = new Set<string>();
  return matches.filter(({ value }) => !seen.has(value.cue) && seen.add(value.cue));
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

/** Who acts, where somebody stands before a verb, or is in its form. */
function actorOf(
  words: readonly Word[],
  verbs: readonly Match<Cue>[],
  acting: readonly { from: number; to: number; isSpeaker: boolean }[],
): Fired[] | null {
  for (const verb of verbs) {
    const near = acting
      .filter(
        ({ from, to }) => from <= verb.to && verb.from - to <= common.actor.within && !isParted(words, to, verb.from),
      )
      .toSorted((a, b) => Number(b.isSpeaker) - Number(a.isSpeaker))[0];
    if (near === undefined && !verb.value.hasActor) continue;
    const place = near ?? verb;
    const actor = asFired({ cue: "actor", kind: "actor", weight: common.actor.weight }, words, place);
    if (!near?.isSpeaker) return [actor];
    return [actor, asFired({ cue: "speaker", kind: "actor", weight: common.speaker.weight }, words, place)];
  }
  return null;
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
