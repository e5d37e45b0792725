import { z } from "zod";
import type { Search, Term } from "./search-query.ts";
import { type Token, tokenise } from "./tokens.ts";

/** Where the words of a search stand in a text, as offsets: the client marks them, and there is no markup. */

export const Highlight = z
  .strictObject({
    field: z.enum(["title", "summary", "quote", "translation", "tag", "party", "event", "milestone", "term"]),
    text: z.string().meta({ description: "The text, or what stands around the first words found." }),
    ranges: z
      .array(z.tuple([z.int().min(0), z.int().min(0)]))
      .min(1)
      .meta({ description: "Start and end (exclusive) of each place, in code points of `text`." }),
  })
  .meta({ id: "Highlight", description: "Words of the query in a text of the commitment." });
export type Highlight = z.infer<typeof Highlight>;

type Range = [start: number, end: number];

const longest = 160;
/** How much is shown before the first word found. */
const before = 40;

/** The part of a text around the first words that a search asks for; null where it has none. */
export function highlight(field: Highlight["field"], text: string, { all }: Search): Highlight | null {
  const tokens = tokenise(text);
  const found = merged(all.flatMap((term) => placesOf(term, tokens)));
  const [first] = found;
  if (!first) return null;
  const points = Array.from(text);
  const start = points.length <= longest ? 0 : wordStart(points, Math.max(0, first[0] - before));
  const end = wordEnd(points, Math.max(first[1], Math.min(points.length, start + longest)));
  const ahead = start > 0 ? "…" : "";
  const shift = ahead.length - start;
  const ranges = found.filter(([, last]) => last <= end).map(([from, to]): Range => [from + shift, to + shift]);
  return { field, text: ahead + points.slice(start, end).join("") + (end < points.length ? "…" : ""), ranges };
}

function placesOf({ words, isPrefix }: Term, tokens: readonly Token[]): Range[] {
  const last = words.length - 1;
  const fits = (word: string, n: number, token: Token | undefined) =>
    token !== undefined && (n === last && isPrefix ? token.word.startsWith(word) : token.word === word);
  return tokens.flatMap((token, at) => {
    if (!words.every((word, n) => fits(word, n, tokens[at + n]))) return [];
    return [[token.start, endOf(tokens[at + last] ?? token, words[last] ?? "")] as Range];
  });
}

/** A single character found as the beginning of a pair does not light up the other. */
function endOf({ word, start, end }: Token, asked: string): number {
  const isHalf = Array.from(asked).length === 1 && Array.from(word).length === 2 && end - start === 2;
  return isHalf ? start + 1 : end;
}

function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** Words are not cut apart where there is a space near. */
const reach = 20;

function wordStart(points: readonly string[], at: number): number {
  if (at === 0) return 0;
  const space = points.slice(at, at + reach).findIndex((point) => /\s/.test(point));
  return space === -1 ? at : at + space + 1;
}

function wordEnd(points: readonly string[], at: number): number {
  if (at >= points.length) return points.length;
  const space = points.slice(at, at + reach).findIndex((point) => /\s/.test(point));
  return space === -1 ? at : at + space;
}
