import { useEffect, useRef, useState } from "preact/hooks";
import { Trouble } from "../../parts/state.tsx";
import { useDraft } from "../drafts.ts";
import { singleKey } from "../shortcuts.ts";
import { actorIn } from "./actor.ts";
import { type Selected, trimmed } from "./caret.ts";
import type { Filed } from "./filed.ts";
import type { Sentence } from "./finder.ts";
import { ReadingHead } from "./head.tsx";
import { KeysDialog } from "./keys.tsx";
import { hasPages, placeAt } from "./locator.ts";
import { type Draft, emptyDraft, proposed, type Shared } from "./proposal.ts";
import { Side } from "./side.tsx";
import { TextPane } from "./text-pane.tsx";
import { type Reading, type Span, useMarks } from "./use-reading.ts";
import { useWalk } from "./use-walk.ts";

interface WorkplaceProps {
  id: string;
  read: Reading;
  sentences: readonly Sentence[];
  stopped: number | null;
  recorded: readonly Span[];
  onRecorded: (span: Span) => void;
  onTakenBack: (span: Span) => void;
}

/** The text on one side, the form on the other, and the keys that go between them. */
export function Workplace({ id, read, sentences, stopped, recorded, onRecorded, onTakenBack }: WorkplaceProps) {
  const { source, text, mediaType } = read;
  const [shared, share] = useDraft<Shared>(`shared:${source.id}`, {
    ...{ statedOn: source.publishedOn ?? "", promisors: source.issuedBy ?? [] },
    ...{ promisorsFrom: "Who speaks in the text.", speakerName: "", speakerOffice: "" },
  });
  const [draft, change] = useDraft<Draft>(`promise:${source.id}`, emptyDraft);
  const [before, changeBefore] = useDraft<Draft>(`before:${source.id}`, emptyDraft);
  const [filed, setFiled] = useState<(Filed & { span: Span }) | null>(null);
  const { verdicts, judge, stopAt, problem } = useMarks(id, sentences);
  const walk = useWalk({ text, sentences, verdicts, recorded, stopped, onStop: stopAt });
  const [isHelp, setHelp] = useState(false);
  const side = useRef<HTMLDivElement>(null);
  // The keys work in the text: who has just filed it, or opened its address, need not look for it first.
  useEffect(() => {
    if (document.activeElement === document.body) requestAnimationFrame(focusText);
  }, []);
  const focusForm = () => requestAnimationFrame(() => focusNext(side.current));

  /** What is selected, or else the sentence there, goes into the form; what was typed in it is set aside, not lost. */
  const takeWords = async (selected: Selected) => {
    const n = walk.at(selected.start);
    const chosen = trimmed(text.text, selected);
    const words = chosen.end > chosen.start ? pointsOf(chosen) : sentences[n];
    if (!words) return;
    const { start, end } = words;
    if (n >= 0) walk.setCurrent(n);
    if (draft.isTouched && draft.start === start) return focusForm();
    const sentence = sentences[n] ?? null;
    const actor = sentence && (await actorIn(sentence, { text, sentences }));
    if (draft.isTouched) changeBefore(draft);
    const exact = text.text.slice(text.toUnits(start), text.toUnits(end));
    change(proposed({ start, end, exact }, { sentence, shared, actor }));
    focusForm();
  };
  const pointsOf = ({ start, end }: Selected): Span => ({ start: text.toPoints(start), end: text.toPoints(end) });

  const judgeAt = (n: number) => {
    const isMarked = verdicts.has(n);
    judge(n, isMarked ? null : sentences[n]?.tinted ? "rejected" : "nothing");
    if (!isMarked) walk.step(n, 1);
  };
  const onKey = (event: KeyboardEvent, selected: Selected) => {
    const at = walk.at(selected.start);
    const from = at >= 0 ? at : (walk.current ?? -1);
    const commands: Record<string, () => void> = {
      n: () => walk.step(from, 1),
      p: () => walk.step(from, -1),
      N: () => walk.step(from, 1, likelyOnes),
      P: () => walk.step(from, -1, likelyOnes),
      Enter: () => void takeWords(selected),
      x: () => judgeAt(from),
      "?": () => setHelp(true),
    };
    const command = commands[singleKey(event) ?? ""];
    if (!command) return;
    event.preventDefault();
    command();
  };
  const onFiled = (done: Filed) => {
    const { statedOn, promisors, promisorsFrom, speakerName, speakerOffice, start, end } = draft;
    const span = { start: start ?? 0, end: end ?? 0 };
    share({ statedOn, speakerName, speakerOffice });
    // Who one sentence names says nothing of the next one; whom somebody has typed may hold for it.
    if (promisorsFrom === "") share({ promisors, promisorsFrom: "Taken from the last one." });
    setFiled({ ...done, span });
    onRecorded(span);
    change(null);
    const n = walk.at(text.toUnits(span.start));
    if (n >= 0) judge(n, "accepted");
    focusText();
    walk.step(n, 1);
  };
  const from = draft.start === null ? null : text.toUnits(draft.start);
  return (
    <>
      <ReadingHead
        read={read}
        left={sentences.filter((sentence, n) => walk.isOpen(sentence, n)).length}
        recorded={recorded.length}
        onHelp={() => setHelp(true)}
      />
      {problem && <Trouble problem={problem} asksForKey={false} />}
      <div class="reading">
        <TextPane
          {...{ text, sentences, recorded, verdicts, onKey }}
          isPaged={hasPages(mediaType)}
          current={walk.current}
          caret={walk.caret}
          onFirstFocus={walk.begin}
          onSelect={(selected) => {
            const n = walk.at(selected.start);
            const sentence = sentences[n];
            if (selected.end > selected.start || (sentence && walk.isOpen(sentence, n))) void takeWords(selected);
          }}
        />
        <div ref={side} class="side">
          <Side
            key={`${draft.start}-${draft.end}`}
            {...{ source, draft, change, filed, onFiled }}
            sentence={from === null ? null : (sentences[walk.at(from)] ?? null)}
            locator={from === null ? null : placeAt(text.text, from, mediaType)}
            before={before.start === null ? null : before.title || before.exact}
            onBefore={() => {
              change(before);
              changeBefore(draft.isTouched ? draft : null);
            }}
            onBack={focusText}
            onTakenBack={() => filed && onTakenBack(filed.span)}
          />
        </div>
      </div>
      <KeysDialog isOpen={isHelp} onClose={() => setHelp(false)} />
    </>
  );
}

/** Those that are more than perhaps a promise. */
const likelyOnes = 2;

const focusText = () => document.querySelector<HTMLElement>(".reading-text")?.focus({ preventScroll: true });

/** To the first field that must be filled in and is not; else to the first one of all. */
function focusNext(side: HTMLElement | null): void {
  const missing = side?.querySelector<HTMLElement>(":is(input, select):required:invalid");
  (missing ?? side?.querySelector<HTMLElement>("[data-first]"))?.focus();
}
