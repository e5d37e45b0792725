import { useState } from "preact/hooks";
import "./sure.css";

/** A button for what cannot be undone: it asks once more, in its place. */
export function Sure({ label, question, onYes }: { label: string; question: string; onYes: () => void }) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <button type="button" onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  return (
    <span class="sure" role="alert">
      {question}{" "}
      <button
        type="button"
        ref={(button) => button?.focus()}
        onClick={() => {
          setAsking(false);
          onYes();
        }}
      >
        {label}
      </button>{" "}
      <button type="button" onClick={() => setAsking(false)}>
        Leave it
      </button>
    </span>
  );
}
