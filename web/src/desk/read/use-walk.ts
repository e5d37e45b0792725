import { useEffect, useState } from "preact/hooks";
import type { Sentence, Verdict } from "./finder.ts";
import type { Text } from "./points.ts";
import { tintOf } from "./segments.ts";
import type { Span } from "./use-reading.ts";

/** Going through the sentences of a text: which one is looked at, and from it to the next that is not dealt with. */
export function useWalk({
  text,
  sentences,
  verdicts,
  recorded,
  stopped,
  onStop,
}: {
  text: Text;
  sentences: readonly Sentence[];
  verdicts: ReadonlyMap<number, Verdict>;
  recorded: readonly Span[];
  /** Where reading stopped the last time. */
  stopped: number | null;
  onStop: (n: number) => void;
}) {
  const [current, setCurrent] = useState<number | null>(null);
  const [caret, setCaret] = useState<{ unit: number } | null>(null);
  const goTo = (n: number) => {
    const sentence = sentences[n];
    if (!sentence) return;
    setCurrent(n);
    setCaret({ unit: text.toUnits(sentence.start) });
    onStop(n);
  };
  const isRecorded = ({ start, end }: Span) => recorded.some((span) => span.start < end && start < span.end);
  const isOpen = (sentence: Sentence, n: number, least = 1) =>
    tintOf(sentence) >= least && !verdicts.has(n) && !isRecorded(sentence);
  /** `least`: how strongly it must be tinted. */
  const step = (from: number, by: 1 | -1, least = 1) => {
    const next =
      by === 1
        ? sentences.findIndex((sentence, n) => n > from && isOpen(sentence, n, least))
        : sentences.findLastIndex((sentence, n) => n < from && isOpen(sentence, n, least));
    if (next >= 0) goTo(next);
  };
  const at = (unit: number) => {
    const point = text.toPoints(unit);
    return sentences.findIndex(({ start, end }) => start <= point && point < end);
  };
  useEffect(() => {
    const n = stopped === null ? -1 : sentences.findIndex(({ end }) => end > stopped);
    if (n >= 0 && current === null) goTo(n);
  }, [stopped]);
  /** Where reading begins, when one comes to the text for the first time. */
  const begin = () => {
    if (current === null) step(-1, 1);
  };
  return { current, setCurrent, caret, at, step, begin, isOpen };
}
