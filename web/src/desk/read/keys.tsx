import { useEffect, useRef } from "preact/hooks";

const keys = [
  ["n, p", "the next, the previous tinted sentence that is not dealt with"],
  ["N, P", "the same, of those that are likely promises"],
  ["Enter", "takes the sentence, or what is selected, into the form"],
  ["x", "nothing here; once more takes that back"],
  ["arrows", "move the caret; with Shift they select, with Ctrl by words"],
  ["Ctrl Enter", "files the promise, from anywhere in its form"],
  ["Esc", "from the form back into the text; what was typed stays"],
  ["?", "this list"],
] as const;

export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} class="renewal" aria-labelledby="keys-title" onClose={onClose}>
      <h2 id="keys-title">Keys, while the caret is in the text</h2>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </>
        ))}
      </dl>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </dialog>
  );
}
