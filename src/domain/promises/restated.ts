import { gap } from "../search/documents.ts";
import { tokenise } from "../search/tokens.ts";
import type { Word } from "./words.ts";

/** A commitment on record, which a sentence may say again. */
export interface Recorded {
  id: string;
  slug: string;
  title: string;
  /** Its summary and its quotes, as they are searched. */
  body: string;
}
export type Restated = Omit<Recorded, "body"> & {
  /** The share of the words of its title, or of another of its texts, that the sentence has: 0 to 1. */
  similarity: number;
};

const alike = 0.5;
const most = 3;
/** Fewer words of a text beside the title say nothing by themselves. */
const fewest = 5;
/** Words are alike by their beginnings: "construct" and "construction". */
const stemLength = 6;
const stemOf = (word: string) => word.slice(0, stemLength);
const isWord = (text: string) => /[\p{L}\p{N}]/u.test(text) && (text.length > 2 || /\p{sc=Han}/u.test(text));
const stemsOf = (words: readonly string[]) => new Set(words.filter(isWord).map(stemOf));

/** Some words of a commitment, by its place among those on record. */
interface Text {
  of: number;
  stems: ReadonlySet<string>;
}

/**
 * What finds commitments whose titles, or a text of whose searched words, share their words with a sentence, weighted
 * as K. Sparck Jones (1972) does.
 */
export function restatedBy(
  recorded: readonly Recorded[],
  wordsOf: (title: string) => readonly Word[],
): (words: readonly Word[], text: string) => Restated[] {
  const titles = recorded.map(({ title }, of) => ({ of, stems: stemsOf(wordsOf(title).map(({ text }) => text)) }));
  const bodies = recorded.flatMap(({ body }, of) =>
    body.split(gap).map((text) => ({ of, stems: stemsOf(text.split(" ")) })),
  );
  const inTitles = sharing(titles);
  const inBodies = sharing(bodies.filter(({ stems }) => stems.size >= fewest));
  return (words, text) => {
    const found = inTitles(stemsOf(words.map((word) => word.text)));
    if (bodies.length > 0)
      for (const [of, similarity] of inBodies(stemsOf(tokenise(text).map(({ word }) => word))))
        found.set(of, Math.max(similarity, found.get(of) ?? 0));
    return [...found]
      .map(([of, similarity]) => {
        const { id, slug, title } = recorded[of] as Recorded;
        return { id, slug, title, similarity: Number(similarity.toFixed(2)) };
      })
      .filter(({ similarity }) => similarity >= alike)
      .toSorted((a, b) => b.similarity - a.similarity || (a.slug < b.slug ? -1 : 1))
      .slice(0, most);
  };
}

/** What finds the largest share of the words of any text of a commitment that are among others. */
function sharing(texts: readonly Text[]): (stems: ReadonlySet<string>) => Map<number, number> {
  const having = new Map<string, number[]>();
  for (const [n, { stems }] of texts.entries())
    for (const stem of stems) {
      const known = having.get(stem);
      if (known) known.push(n);
      else having.set(stem, [n]);
    }
  const rarity = (stem: string) => Math.log(1 + texts.length / (having.get(stem)?.length ?? 1));
  const totals = texts.map(({ stems }) => [...stems].reduce((sum, stem) => sum + rarity(stem), 0));
  return (stems) => {
    const shared = new Map<number, { weight: number; count: number }>();
    for (const stem of stems) {
      const weight = rarity(stem);
      for (const n of having.get(stem) ?? []) {
        const before = shared.get(n) ?? { weight: 0, count: 0 };
        shared.set(n, { weight: before.weight + weight, count: before.count + 1 });
      }
    }
    const found = new Map<number, number>();
    for (const [n, { weight, count }] of shared) {
      const { of } = texts[n] as Text;
      if (count > 1) found.set(of, Math.max(weight / (totals[n] || 1), found.get(of) ?? 0));
    }
    return found;
  };
}
