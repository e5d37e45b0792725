import type { Span } from "./occurrences.ts";
import type { IndexedText } from "./text.ts";

/** Quotes that leave words out, as "we will build [...] by 2030". */

/** "…", "...", ". . .", and each of them in brackets. */
const ellipsis =
  /(?:\[[ \u00a0]*(?:\u2026|\.{3}|\. \. \.)[ \u00a0]*\]|\([ \u00a0]*(?:\u2026|\.{3}|\. \. \.)[ \u00a0]*\)|\u2026+|\.{3,}|\. \. \.)/u;

/** Passages that are joined at most; more are not looked for. */
export const mostPassages = 8;

/** Whether words leave others out. */
export const hasEllipsis = (exact: string): boolean => ellipsis.test(exact);

/** The passages that ellipses join, in order, without those at the ends; none where there is no ellipsis. */
export function splitPassages(exact: string): string[] {
  const parts = exact.split(ellipsis).map((part) => part.trim());
  const passages = parts.length === 1 ? [] : parts.filter((part) => part !== "");
  return passages.length > mostPassages ? [] : passages;
}

/** Code points from the first passage to the last, at most. */
export const longestJoined = 5000;

/** Occurrences of one passage that are combined at most, and combinations that are looked at. */
const mostOccurrences = 2000;
const mostSteps = 200_000;

/** Passages in their order, none overlapping another. */
export type Chain = readonly Span[];

/**
 * The ways to find passages one after the other, from where each of them occurs. Those that leave out no end of a
 * sentence are preferred to those that do. None where
 * there are too many to tell.
 */
export function chainsOf(text: IndexedText, occurrences: readonly (readonly Span[])[]): Chain[] {
  if (occurrences.some((spans) => spans.length > mostOccurrences)) return [];
  const [firsts = [], ...rest] = occurrences;
  let chains: Chain[] = firsts.map((span) => [span]);
  let steps = 0;
  for (const spans of rest) {
    const longer: Chain[] = [];
    for (const chain of chains) {
      const [first, last] = [chain[0] as Span, chain.at(-1) as Span];
      for (const span of spans) {
        if (++steps > mostSteps) return [];
        if (span.start >= last.end && span.end - first.start <= longestJoined) longer.push([...chain, span]);
      }
    }
    chains = longer;
  }
  const within = chains.filter((chain) => !leavesSentence(text, chain));
  return within.length > 0 ? within : chains;
}

/** Whether a sentence or paragraph ends within what is left out. */
function leavesSentence(text: IndexedText, chain: Chain): boolean {
  return chain.some(({ start }, n) => {
    const before = chain[n - 1];
    return (
      before !== undefined &&
      /[.!?]["'\u2019\u201d)\]]?\s|[\u3002\uff01\uff1f]|\n\s*\n/u.test(text.slice(before.end, start))
    );
  });
}
