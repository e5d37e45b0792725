import { type Word, wordsOf } from "./words.ts";

/** A commitment on record, which a sentence may say again. */
export interface Recorded {
  id: string;
  slug: string;
  title: string;
}
export interface Restated extends Recorded {
  /** The share of the words of its title that the sentence has, rare words counting more: 0 to 1. */
  similarity: number;
}

const alike = 0.5;
const most = 3;
/** Words are alike by their beginnings: "construct" and "construction". */
const stemLength = 6;
const stemOf = (word: string) => word.slice(0, stemLength);
const isWord = ({ text }: Word) => /[\p{L}\p{N}]/u.test(text) && (text.length > 2 || /\p{sc=Han}/u.test(text));

/** What finds commitments whose titles share their words with a sentence, weighted as K. Sparck Jones (1972) does. */
export function restatedBy(recorded: readonly Recorded[]): (words: readonly Word[]) => Restated[] {
  const stems = recorded.map(
    ({ title }) =>
      new Set(
        wordsOf(title)
          .filter(isWord)
          .map(({ text }) => stemOf(text)),
      ),
  );
  const having = new Map<string, number[]>();
  for (const [n, set] of stems.entries()) for (const stem of set) having.set(stem, [...(having.get(stem) ?? []), n]);
  const rarity = (stem: string) => Math.log(1 + recorded.length / (having.get(stem)?.length ?? 1));
  const totals = stems.map((set) => [...set].reduce((sum, stem) => sum + rarity(stem), 0));
  return (words) => {
    const shared = new Map<number, { weight: number; count: number }>();
    for (const stem of new Set(words.filter(isWord).map(({ text }) => stemOf(text))))
      for (const n of having.get(stem) ?? []) {
        const { weight, count } = shared.get(n) ?? { weight: 0, count: 0 };
        shared.set(n, { weight: weight + rarity(stem), count: count + 1 });
      }
    return [...shared]
      .filter(([, { count }]) => count > 1)
      .map(([n, { weight }]) => ({
        ...(recorded[n] as Recorded),
        similarity: Number((weight / (totals[n] || 1)).toFixed(2)),
      }))
      .filter(({ similarity }) => similarity >= alike)
      .toSorted((a, b) => b.similarity - a.similarity || (a.slug < b.slug ? -1 : 1))
      .slice(0, most);
  };
}
