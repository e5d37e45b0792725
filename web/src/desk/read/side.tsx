import { useState } from "preact/hooks";
import type { Filed } from "./filed.ts";
import { PromiseForm, type PromiseFormProps } from "./promise-form.tsx";

/** The side of the form: what was filed last, then the promise that is being filled in, or how to begin one. */
export function Side({
  filed,
  onTakenBack,
  before,
  onBefore,
  ...form
}: PromiseFormProps & { filed: Filed | null; onTakenBack: () => void; before: string | null; onBefore: () => void }) {
  return (
    <>
      {filed && <Filing key={filed.changeSet} filed={filed} onTakenBack={onTakenBack} />}
      {before && (
        <p class="hint">
          What you had typed of another one is kept:{" "}
          <button type="button" onClick={onBefore}>
            back to “{before.slice(0, 40)}”
          </button>
        </p>
      )}
      {form.draft.start === null ? (
        <div class="desk-form empty-form">
          <h2>Take a promise</h2>
          <p class="by-keys">
            Take the framed sentence with <kbd>Enter</kbd>, or go on to the next tinted one with <kbd>n</kbd>. Click any
            of them, or select words yourself: its form is filled here.
          </p>
          <p class="by-touch">Tap a tinted sentence, or select words yourself: its form is filled here.</p>
        </div>
      ) : (
        <PromiseForm {...form} />
      )}
    </>
  );
}

function Filing({
  filed: { slug, title, warnings, takeBack },
  onTakenBack,
}: {
  filed: Filed;
  onTakenBack: () => void;
}) {
  const [state, setState] = useState<"filed" | "back" | "failed">("filed");
  if (state === "back") return <p role="status">Taken back: {title}</p>;
  return (
    <div class="filed" role="status">
      <p>
        Filed: <a href={`/commitments/${slug}`}>{title}</a>{" "}
        <button
          type="button"
          onClick={() =>
            takeBack().then(
              () => {
                setState("back");
                onTakenBack();
              },
              () => setState("failed"),
            )
          }
        >
          Take it back
        </button>
      </p>
      {state === "failed" && <p class="fault">It could not be taken back: see its page.</p>}
      {warnings.map(({ detail }) => (
        <p key={detail} class="hint">
          {detail}
        </p>
      ))}
    </div>
  );
}
