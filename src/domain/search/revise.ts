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
  const isFree = fits(was, { out: [was.title, was.labels], in: [title, labels] });
  return isFree ? { title, labels, body: was.body } : null;
}

const labelsOf = ({ title, tags, parties }: Commitment) => ({ title, tags, parties });

/** With events and milestones that were recorded after all others, and rest on no quotes. */
export function extended(
  was: Document,
  { conditions = [], targets = [] }: Commitment,
  parts: readonly Part[],
): Document | null {
  const added = commitmentDocument(blank, { quotes: [], parts }).body;
  const terms = commitmentDocument({ ...blank, conditions, targets }, { quotes: [] }).body;
  const before = beginning(was.body, terms);
  if (before === null || !fits(was, { out: [], in: [added] })) return null;
  return { ...was, body: [before, added, terms].filter((text) => text !== "").join(` ${gap} `) };
}

/** A text without the words at its end and the gap before these; null where it does not end with them. */
function beginning(text: string, end: string): string | null {
  if (end === "") return text;
  if (text === end) return "";
  return text.endsWith(` ${gap} ${end}`) ? text.slice(0, -(end.length + 3)) : null;
}

/** The share of the bounds within which nothing was left out, however many texts had no words. */
const share = 0.6;

/** Whether nothing was left out of a document, of what changes in it, and nothing will be. */
function fits(was: Document, changed: { out: readonly string[]; in: readonly string[] }): boolean {
  const words = wordsIn([was.title, was.labels, was.body]);
  const added = wordsIn(changed.in);
  const total = words.length + added.length;
  if (total > most.words * share || lengthOf([was.title, was.labels, was.body, ...changed.in]) * 3 > most.bytes * share)
    return false;
  const times = new Map([...wordsIn(changed.out), ...added].map((word) => [word, 0]));
  for (const word of [...words, ...added]) {
    const n = times.get(word);
    if (n !== undefined) times.set(word, n + 1);
  }
  times.delete(gap);
  return [...times.values()].every((n) => n < most.ofOne);
}

const wordsIn = (texts: readonly string[]): string[] => texts.flatMap((text) => (text === "" ? [] : text.split(" ")));
const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, { length }) => sum + length, 0);
