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
  const all = [was.title, was.labels, was.body, title, labels];
  const [before, after] = [timesOfAll([was.title, was.labels]), timesOfAll([title, labels])];
  const changed = [...before.keys(), ...after.keys()].filter((word) => before.get(word) !== after.get(word));
  const isWhole = times(changed, all)
    .values()
    .every((n) => n < most.ofOne);
  return isWhole && isRoomy(all) ? { title, labels, body: was.body } : null;
}

/** How often each word of texts is in them. */
const timesOfAll = (texts: readonly string[]) => times(texts.flatMap(wordsIn), texts);

const labelsOf = ({ title, tags, parties }: Commitment) => ({ title, tags, parties });

/** With events and milestones that were recorded after all others, and rest on no quotes. */
export function extended(
  was: Document,
  { conditions = [], targets = [] }: Commitment,
  parts: readonly Part[],
): Document | null {
  const terms = commitmentDocument({ ...blank, conditions, targets }, { quotes: [] }).body;
  const before = beginning(was.body, terms);
  const own = [was.title, was.labels, was.body];
  const all = commitmentDocument(blank, { quotes: [], parts }).body;
  if (before === null || !isRoomy([...own, all])) return null;
  const known = times(wordsIn(all), own);
  const after = new Set(wordsIn(terms));
  const added: string[] = [];
  for (const word of wordsIn(all)) {
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

function isRoomy(texts: readonly string[]): boolean {
  const characters = texts.reduce((sum, { length }) => sum + length + 1, 0);
  if (characters * 3 > most.bytes * share) return false;
  const enough = most.words * share;
  return characters / 2 <= enough || texts.reduce((sum, text) => sum + countOf(text), 0) <= enough;
}

/** How often each of these words is in texts: each is sought, or, where they are many, the texts are taken apart. */
function times(words: readonly string[], texts: readonly string[]): Map<string, number> {
  const found = new Map(words.map((word) => [word, 0]));
  found.delete(gap);
  const whole = ` ${texts.join("  ")} `;
  if (found.size <= mostSought) for (const word of found.keys()) found.set(word, timesOf(word, whole));
  else
    for (const word of wordsIn(whole)) {
      const n = found.get(word);
      if (n !== undefined) found.set(word, n + 1);
    }
  return found;
}

const mostSought = 30;

/** How often a word is in a text that begins and ends with a space. */
function timesOf(word: string, text: string): number {
  const sought = ` ${word} `;
  let n = 0;
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length - 1)) n += 1;
  return n;
}

function countOf(text: string): number {
  let n = text === "" ? 0 : 1;
  for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) n += 1;
  return n;
}

const wordsIn = (text: string): string[] => (text === "" ? [] : text.split(" "));
