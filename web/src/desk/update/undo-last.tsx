import { useState } from "preact/hooks";
import { plural } from "../../dates.ts";
import { Trouble } from "../../parts/state.tsx";
import { servanda } from "../session.ts";
import { Sure } from "../sure.tsx";
import { useAction } from "../use-action.ts";
import { useLoaded } from "../use-loaded.ts";
import "../desk.css";

/** Takes back one's own newest change of a record, with all that was written as one with it. */
export function UndoLast({ seq, recordedBy, onUndone }: { seq: number; recordedBy: string; onUndone: () => void }) {
  const { data } = useLoaded(`undo ${seq}`, async (signal) => {
    const { name } = await servanda.get("/v1/me", { signal });
    if (name !== recordedBy) return null;
    const { data: lines } = await servanda.get("/v1/changes", { query: { since: seq - 1, limit: 1 }, signal });
    const id = lines[0]?.changeSet;
    return id === undefined
      ? null
      : servanda.get("/v1/change-sets/{id}", { path: { id }, query: { limit: 1 }, signal });
  });
  const [isUndone, setUndone] = useState(false);
  const { run, isBusy, problem } = useAction();
  if (!data || isUndone) return null;
  const others = data.counts.filter(({ kind }) => kind === "commitment").reduce((sum, { lines }) => sum + lines, -1);
  const question =
    others > 0
      ? `Take it back, with ${plural(others, "other commitment")} that ${others === 1 ? "was" : "were"} written as one with it?`
      : "Take this change back?";
  const undo = async () => {
    const body = { reason: `Undo of change set ${data.id}` };
    await servanda.post("/v1/change-sets/{id}/revert", { path: { id: data.id }, body });
    setUndone(true);
    onUndone();
    return "";
  };
  return (
    <span class="entry-tools">
      {!isBusy && <Sure label="Take it back" question={question} onYes={() => void run(undo)} />}
      {problem && <Trouble problem={problem} asksForKey={false} />}
    </span>
  );
}
