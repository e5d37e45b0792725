import { commitmentDocument, type Document, gap, most, type Part } from "./documents.ts";

/**
 * What a commitment's document becomes when little of it changes, without making the words of all its texts anew. null:
 * they have to be, since what a document holds is bounded, or since what changed stands within it.
 */

type Commitment = Parameters<typeof commitmentDocument>[0];

const blank = { title: "", summary: null, tags: [], parties: [] };

/** With another title, other tags or other parties. */
export function relabelled(was: Document, commitment: Commitment): Document | null {
  const { title, labels } = commitmentDocument({ ...blank, ...labelsOf(commitment) }, { quotes: [] });
  const [old, fresh] = [wordsIn(was.title, was.labels), wordsIn(title, labels)];
  const own = wordsIn(was.title, was.labels, was.body);
  const isWhole = [...times([...old, ...fresh], [...own, ...fresh]).values()].every((n) => n < most.ofOne);
  return isWhole && isRoomy([...own, ...fresh]) ? { title, labels, body: was.body } : null;
}

const labelsOf = ({ title, tags, parties }: Commitment) => ({ title, tags, parties });

/** With events and milestones that were recorded after all others, and rest on no quotes. */
export function extended(
  was: Document,
  { conditions = [], targets = [] }: Commitment,
  parts: readonly Part[],
): Document | null {
  const terms = commitmentDocument({ ...blank, conditions, targets }, { quotes: [] }).body;
  const before = beginning(was.body, terms);
  const own = wordsIn(was.title, was.labels, was.body);
  const all = wordsIn(commitmentDocument(blank, { quotes: [], parts }).body);
  if (before === null || !isRoomy([...own, ...all])) return null;
  const known = times(all, own);
  const after = new Set(wordsIn(terms));
  const added: string[] = [];
  for (const word of all) {
    const nth = (known.get(word) ?? 0) + 1;
    known.set(word, nth);
    const isLeftOut = word !== gap && nth > most.ofOne;
    if (isLeftOut && after.has(word)) return null;
    added.push(isLeftOut ? gap : word);
  }
  return { ...was, body: [before, added.join(" "), terms].filter((text) => text !== "").join(` ${gap} `) };
}

/** A text without the words at its end and the gap before these; null where it does not end with them. */
function beginning(text: string, end: string): string | null {
  if (end === "") return text;
  if (text === end) return "";
  return text.endsWith(` ${gap} ${end}`) ? text.slice(0, -(end.length + 3)) : null;
}

/** The share of the bounds within which no end was cut off, however many texts had no words. */
const share = 0.6;

const isRoomy = (words: readonly string[]): boolean =>
  words.length <= most.words * share && words.reduce((sum, word) => sum + 3 * word.length, 0) <= most.bytes * share;

/** How often each of these words is among all. */
function times(these: readonly string[], all: readonly string[]): Map<string, number> {
  const found = new Map(these.map((word) => [word, 0]));
  for (const word of all) {
    const n = found.get(word);
    if (n !== undefined) found.set(word, n + 1);
  }
  found.delete(gap);
  return found;
}

const wordsIn = (...texts: readonly string[]): string[] =>
  texts.flatMap((text) => (text === "" ? [] : text.split(" ")));
