import { useState } from "preact/hooks";
import type { Problem } from "../../api.ts";
import { instantWords } from "../../dates.ts";
import { Loading, Trouble } from "../../parts/state.tsx";
import { servanda } from "../session.ts";
import { useAction } from "../use-action.ts";
import { useLoaded } from "../use-loaded.ts";
import "../desk.css";
import "./update.css";

/** In place of a commitment that is not there: whether it was deleted, and the way back. */
export function Deleted({ id, problem, onRestored }: { id: string; problem: Problem; onRestored: () => void }) {
  const [isRestored, setRestored] = useState(false);
  const restoring = useAction();
  const history = useLoaded(id, (signal) =>
    servanda.get("/v1/commitments/{id}/history", { path: { id }, query: { limit: 1 }, signal }),
  );
  const restore = async () => {
    await servanda.post("/v1/commitments/{id}/restore", { path: { id } });
    setRestored(true);
    onRestored();
    return "";
  };
  const last = history.data?.data[0];
  if (history.isLoading || isRestored) return <Loading rows={1} />;
  if (last?.action !== "delete") return <Trouble problem={problem} />;
  const { recordedAt, recordedBy, reason, diff } = last;
  const { title } = (diff[0]?.from ?? {}) as { title?: string };
  return (
    <section class="desk update" aria-label="At the desk">
      <p>
        <b>This commitment was deleted</b> by {recordedBy}, {instantWords(recordedAt)}.
        {title && (
          <>
            {" "}
            It was called <q dir="auto">{title}</q>.
          </>
        )}
        {reason && (
          <>
            {" "}
            Why: <span dir="auto">{reason}</span>
          </>
        )}
      </p>
      <p class="form-actions">
        <button type="button" disabled={restoring.isBusy} onClick={() => void restoring.run(restore)}>
          Restore
        </button>
      </p>
      {restoring.problem && <Trouble problem={restoring.problem} asksForKey={false} />}
    </section>
  );
}
