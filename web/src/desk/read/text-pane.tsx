import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { memo } from "../memo.ts";
import { moveCaret, type Selected, selectedIn } from "./caret.ts";
import type { Sentence, Verdict } from "./finder.ts";
import type { Text } from "./points.ts";
import { type Segment, segmentsOf, tintOf } from "./segments.ts";

interface Span {
  start: number;
  end: number;
}

export interface PaneProps {
  text: Text;
  sentences: readonly Sentence[];
  isPaged: boolean;
  recorded: readonly Span[];
  verdicts: ReadonlyMap<number, Verdict>;
  /** The sentence that is looked at. */
  current: number | null;
  /** Where the caret is to be put, whenever this changes. */
  caret: { unit: number } | null;
  onKey: (event: KeyboardEvent, selected: Selected) => void;
  onSelect: (selected: Selected) => void;
  /** When the reader comes here and has not been anywhere in it. */
  onFirstFocus: () => void;
}

/**
 * The text to be read. It is editable for the browser, so that the caret, its keys and what a screen reader makes of
 * them are those of the system, but nothing that would change it is let through.
 */
export function TextPane({ current, caret, onKey, onSelect, onFirstFocus, ...shown }: PaneProps) {
  const pane = useRef<HTMLDivElement>(null);
  const [composed, setComposed] = useState(0);
  useLayoutEffect(() => {
    if (!pane.current || !caret) return;
    moveCaret(pane.current, caret.unit);
  }, [caret]);
  useLayoutEffect(() => {
    const parts = pane.current?.querySelectorAll(`[data-sentence="${current}"]`) ?? [];
    for (const part of parts) part.classList.add("current");
    if (pane.current && parts[0]) showIn(pane.current, parts[0] as HTMLElement);
    return () => {
      for (const part of parts) part.classList.remove("current");
    };
  }, [current, shown.sentences, shown.recorded, shown.verdicts, composed]);
  const take = () => {
    const selected = pane.current && selectedIn(pane.current);
    if (selected) onSelect(selected);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: neither of those can show parts of its text in colours
    <div
      key={composed}
      ref={pane}
      class="reading-text"
      role="textbox"
      tabIndex={0}
      contentEditable
      aria-multiline="true"
      aria-readonly="true"
      aria-label="The text"
      aria-describedby="reading-keys"
      dir="auto"
      spellcheck={false}
      inputMode="none"
      onBeforeInput={(event: Event) => event.preventDefault()}
      onDrop={(event: Event) => event.preventDefault()}
      onCompositionEnd={() => setComposed((n) => n + 1)}
      onFocus={onFirstFocus}
      onPointerUp={take}
      onKeyDown={(event: KeyboardEvent) => {
        const selected = pane.current && selectedIn(pane.current);
        onKey(event, selected ?? { start: 0, end: 0 });
      }}
    >
      <Segments {...shown} />
    </div>
  );
}

/** Scrolls the text, and not the page around it. */
function showIn(pane: HTMLElement, part: HTMLElement): void {
  const [frame, shown] = [pane.getBoundingClientRect(), part.getBoundingClientRect()];
  if (shown.top < frame.top || shown.bottom > frame.bottom) pane.scrollTop += shown.top - frame.top - frame.height / 3;
}

type Shown = Omit<PaneProps, "current" | "caret" | "onKey" | "onSelect" | "onFirstFocus">;

/** Drawn anew only when what is shown of the text changes, not with each step of the caret. */
const Segments = memo(function Segments({ text, sentences, isPaged, recorded, verdicts }: Shown) {
  const segments = useMemo(() => segmentsOf(text, { sentences, recorded, isPaged }), [text, sentences, recorded]);
  let page = 1;
  return (
    <>
      {segments.map((segment) => {
        if (segment.isPageBreak) {
          page++;
          return (
            <span key={segment.start} class="page-break" data-page={`Page ${page}`}>
              {text.text.slice(segment.start, segment.end)}
            </span>
          );
        }
        return (
          <span key={segment.start} class={classOf(segment, sentences, verdicts)} data-sentence={segment.sentence}>
            {text.text.slice(segment.start, segment.end)}
          </span>
        );
      })}
    </>
  );
});

function classOf(
  { sentence, isRecorded }: Segment,
  sentences: readonly Sentence[],
  verdicts: ReadonlyMap<number, Verdict>,
): string {
  const found = sentence === null ? undefined : sentences[sentence];
  const verdict = sentence === null ? undefined : verdicts.get(sentence);
  const isDone = verdict === "rejected" || verdict === "nothing";
  const tint = found && !isDone ? `tint-${tintOf(found)}` : "tint-0";
  return [tint, isRecorded && "recorded", isDone && "done"].filter((name) => name).join(" ");
}
