import type { Reader } from "../../dates/due-words/read.ts";
import type { Firmness } from "../codelists/codelists.ts";
import { common, cuesIn, type Fired, type Named, opensWithActor } from "./cues.ts";
import { languageOf } from "./detect.ts";
import { type CueLanguage, verbKinds } from "./languages/language.ts";
import { learntOf, type Tallies } from "./learn.ts";
import { type NamedParty, namesOf, partiesIn } from "./names.ts";
import { type Quantity, quantitiesIn } from "./numbers.ts";
import type { Phrases } from "./phrases.ts";
import { type Recorded, type Restated, restatedBy } from "./restated.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";
import { type DueWords, dueIn } from "./times.ts";
import { typeOf } from "./types.ts";
import { type Word, wordsOf } from "./words.ts";

/** Finding sentences that may be promises: ranked, none left out, each with what speaks for and against it. */

export interface Question {
  text: string;
  /** BCP 47 primary subtag of a language of cues. */
  language: string;
  statedOn: string;
  /** Codes of who speaks. */
  speakers: readonly string[];
  /** The part of the sentences, the best ones, that is tinted: 0 to 1. */
  share: number;
  parties: readonly NamedParty[];
  recorded: readonly Recorded[];
  tallies: Tallies;
  reader: Reader;
}

/** By UTF-16 offsets of the text. */
export interface FoundSentence {
  start: number;
  end: number;
  score: number;
  rank: number;
  tinted: boolean;
  opening: { start: number; end: number } | null;
  cues: (Fired & { learnt: number })[];
  firmness: Firmness | null;
  type: string | null;
  due: DueWords[];
  parties: string[];
  numbers: Quantity[];
  restates: Restated[];
}

const verbs: ReadonlySet<string> = new Set(verbKinds);
const logistic = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));

export function findPromises(question: Question): FoundSentence[] {
  const language = languageOf(question.language) as CueLanguage;
  const { text } = question;
  const names = namesOf(question.parties);
  const known: Known = {
    ...{ question, language },
    names,
    speakers: new Set(question.speakers),
    restated: restatedBy(question.recorded, (title) => {
      const words = wordsOf(title);
      return withoutNames(words, partiesIn(words, names));
    }),
  };
  const openings = new Map<Sentence, Fired[]>();
  const weighed = sentencesOf(text, language).map((sentence) => weigh(sentence, known, openings));
  const order = weighed
    .map((_, n) => n)
    .toSorted((a, b) => (weighed[b]?.logOdds ?? 0) - (weighed[a]?.logOdds ?? 0) || a - b);
  const most = Math.ceil(question.share * weighed.length);
  const ranks = new Map(order.map((n, rank) => [n, rank + 1]));
  return weighed.map(({ logOdds, ...sentence }, n) => {
    const rank = ranks.get(n) ?? 0;
    return { ...sentence, score: Number(logistic(logOdds).toFixed(3)), rank, tinted: rank <= most };
  });
}

interface Known {
  question: Question;
  language: CueLanguage;
  names: Phrases<string>;
  speakers: ReadonlySet<string>;
  restated: (words: readonly Word[], text: string) => Restated[];
}

type Weighed = Omit<FoundSentence, "score" | "rank" | "tinted"> & { logOdds: number };

function weigh(sentence: Sentence, known: Known, openings: Map<Sentence, Fired[]>): Weighed {
  const { question, language } = known;
  const { start, end, opening } = sentence;
  const own = question.text.slice(start, end);
  const words = wordsOf(own);
  const named = partiesIn(words, known.names);
  const { fired: all, firmness } = cuesIn(words, { language, named, speakers: known.speakers });
  const hasVerb = all.some(({ kind }) => verbs.has(kind));
  // Where no verb tells of an act, a deadline does.
  const fired = all.filter(({ kind }) => kind !== "time" || !hasVerb);
  const isAct = fired.some(({ kind }) => verbs.has(kind) || kind === "time") || opening !== null || isOpening(own);
  const due = isAct ? dueIn(own, words, { language, statedOn: question.statedOn, reader: question.reader }) : [];
  const numbers = quantitiesIn(own, words, language).filter(
    (one) => !due.some((when) => when.start <= one.start && one.end <= when.end),
  );
  if (isAct) fired.push(...measures(due, numbers));
  const forms = formsOf(own, words, sentence, fired);
  const placed = [...fired, ...forms].map((one) => ({ ...one, start: one.start + start, end: one.end + start }));
  // Who acts by himself in an item does not do it by its opening.
  const hangs = opening !== null && !opensWithActor(words, language);
  const inherited = hangs ? inheritedOf(openings.get(opening) ?? [], placed) : [];
  openings.set(sentence, [...placed, ...inherited]);
  const cues = [...placed, ...inherited].map((one) => {
    const learnt = learntOf(one.cue, question.tallies);
    return { ...one, learnt, weight: Number((one.weight + learnt).toFixed(2)) };
  });
  return {
    ...{ start, end, opening: opening && { start: opening.start, end: opening.end }, cues },
    logOdds: cues.reduce<number>((sum, { weight }) => sum + weight, common.bias),
    firmness,
    type: typeOf(words, language),
    due: due.map((one) => ({ ...one, start: one.start + start, end: one.end + start })),
    parties: codesOf(named),
    numbers: numbers.map((one) => ({ ...one, start: one.start + start, end: one.end + start })),
    restates: isAct ? known.restated(withoutNames(words, named), own) : [],
  };
}

/** Names of parties are in most titles, and say little. */
const withoutNames = (words: readonly Word[], named: readonly Named[]) =>
  words.filter((_, n) => !named.some(({ from, to }) => from <= n && n < to));

const codesOf = (named: readonly Named[]) => [...new Set(named.map(({ code }) => code))];

/** A time and a number make a promise of a verb that they stand with. */
function measures([when]: readonly DueWords[], [number]: readonly Quantity[]): Fired[] {
  const cue = (name: "time" | "number", { start, end }: { start: number; end: number }): Fired => ({
    ...{ cue: name, kind: name, weight: common[name].weight, start, end },
  });
  return [...(when ? [cue("time", when)] : []), ...(number ? [cue("number", number)] : [])];
}

const isOpening = (text: string) => /[:：]$/.test(text);

/** What a sentence is by its form: an item, its opening, a question, a heading, a piece of one. */
function formsOf(
  text: string,
  words: readonly Word[],
  { isItem, opening }: Sentence,
  fired: readonly Fired[],
): Fired[] {
  const form = (cue: "item" | "opening" | "heading" | "question" | "fragment"): Fired[] => [
    { cue, kind: "form" as const, weight: common[cue].weight, start: 0, end: text.length },
  ];
  if (isItem && opening !== null) return form("item");
  if (isOpening(text)) return form("opening");
  if (/[?？؟]["”»)]*$/u.test(text)) return form("question");
  const size = words.filter(({ text: word }) => /[\p{L}\p{N}]/u.test(word)).length;
  if (size < common.fragment.fewestWords) return form("fragment");
  const isCapitals = /\p{Lu}/u.test(text) && !/[\p{Ll}\p{Lo}]/u.test(text);
  const isClosed = /[.!。！;；؛…]["”»’)\]]*$/u.test(text);
  const isShort = !isClosed && !isItem && size <= common.heading.mostWords;
  const isHeading = isCapitals || (isShort && !fired.some(({ kind }) => kind === "actor"));
  return isHeading ? form("heading") : [];
}

/** An item has the cues of its opening that it has no kind of by itself. */
function inheritedOf(opening: readonly Fired[], own: readonly Fired[]): Fired[] {
  const kinds = new Set(own.map(({ kind }) => kind));
  return opening.filter(({ kind, weight }) => weight > 0 && kind !== "form" && kind !== "number" && !kinds.has(kind));
}
