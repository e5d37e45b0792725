import { useState } from "preact/hooks";
import { isProblem } from "../../../clients/typescript/src/problems.ts";
import type { Problem } from "../api.ts";
import { Trouble } from "../parts/state.tsx";
import { apiPage } from "../router.ts";
import { problemOf, servanda } from "./session.ts";
import "./undo.css";

interface Named {
  kind: string;
  id: string;
  slug?: string | null;
}

/** What was saved as one, and the way back: where others have changed some of it since, those are named. */
export function Undo({ changeSet, children, onUndone }: { changeSet: number; children: string; onUndone: () => void }) {
  const [state, setState] = useState<"done" | "undoing" | "undone">("done");
  const [refused, setRefused] = useState<{ problem: Problem; changed: readonly Named[] } | null>(null);
  const undo = async () => {
    setState("undoing");
    setRefused(null);
    try {
      const reason = `Undo of change set ${changeSet}`;
      await servanda.post("/v1/change-sets/{id}/revert", { path: { id: changeSet }, body: { reason } });
      setState("undone");
      onUndone();
    } catch (error) {
      const changed = isProblem(error, "changed_since") ? error.problem.changed : [];
      setRefused({ problem: problemOf(error), changed });
      setState("done");
    }
  };
  const told = state === "undone" ? "All of it is as it was before." : children;
  return (
    <div class="undo">
      <p role="status">
        <b>{told}</b> <a href={apiPage(`/v1/change-sets/${changeSet}`)}>Change set {changeSet}</a>{" "}
        {state !== "undone" && (
          <button type="button" disabled={state === "undoing"} onClick={() => void undo()}>
            Undo all of it
          </button>
        )}
      </p>
      {refused && <Trouble problem={refused.problem} asksForKey={false} />}
      {refused && refused.changed.length > 0 && (
        <ul aria-label="Changed since">
          {refused.changed.map(({ kind, id, slug }) => (
            <li key={`${kind} ${id}`}>
              {kind === "commitment" ? (
                <a href={`/commitments/${slug ?? id}`}>{slug ?? id}</a>
              ) : (
                `${kind} ${slug ?? id}`
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
