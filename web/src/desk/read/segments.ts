import type { Sentence } from "./finder.ts";
import { pageBreak } from "./locator.ts";
import type { Text } from "./points.ts";

/** A stretch of the text that is shown in one way. Units of UTF-16, end exclusive. */
export interface Segment {
  start: number;
  end: number;
  /** Which sentence of the ranking it is of; null where there is none. */
  sentence: number | null;
  isRecorded: boolean;
  isPageBreak: boolean;
}

interface Span {
  start: number;
  end: number;
}

/** The whole text cut wherever a sentence or recorded words begin or end, nothing left out. */
export function segmentsOf(
  { text, toUnits }: Text,
  { sentences, recorded, isPaged }: { sentences: readonly Sentence[]; recorded: readonly Span[]; isPaged: boolean },
): Segment[] {
  const inUnits = (span: Span) => ({ start: toUnits(span.start), end: toUnits(span.end) });
  const found = sentences.map(inUnits);
  const quoted = recorded.map(inUnits);
  const ends = isPaged ? [...text.matchAll(new RegExp(pageBreak, "g"))] : [];
  const breaks = ends.map(({ index }) => ({ start: index, end: index + pageBreak.length }));
  const edges = new Set([
    0,
    text.length,
    ...[...found, ...quoted, ...breaks].flatMap(({ start, end }) => [start, end]),
  ]);
  const sorted = [...edges].toSorted((a, b) => a - b);
  let at = 0;
  return sorted.slice(0, -1).map((start, n) => {
    const end = sorted[n + 1] as number;
    while (at < found.length && (found[at] as Span).end <= start) at++;
    const isIn = at < found.length && (found[at] as Span).start <= start;
    return {
      start,
      end,
      sentence: isIn ? at : null,
      isRecorded: quoted.some((span) => span.start <= start && start < span.end),
      isPageBreak: isPaged && text.slice(start, end) === pageBreak,
    };
  });
}

/** From which score on a sentence is likely, and surely, a promise. */
const [likely, surely] = [0.25, 0.5];

/** How strongly a sentence is tinted: 0 dimmed, 1 perhaps a promise, 2 likely, 3 surely. */
export function tintOf({ tinted, score }: Sentence): number {
  if (score >= surely) return 3;
  if (score >= likely) return 2;
  return tinted ? 1 : 0;
}
