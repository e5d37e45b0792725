import { Undo } from "../undo.tsx";
import type { Saved } from "./use-merged-edit.ts";

/** What was saved, with what the API warns of, and the way back. */
export function Outcome({ saved: { report, told }, onUndone }: { saved: Saved; onUndone: () => void }) {
  if (report?.changeSet == null) return <p role="status">There was nothing left to save. {told}</p>;
  const warnings = report.results.flatMap((result) => result.warnings ?? []);
  return (
    <div class="whole">
      {warnings.map(({ detail }) => (
        <p key={detail} class="fault" role="alert">
          {detail}
        </p>
      ))}
      <Undo key={report.changeSet} changeSet={report.changeSet} onUndone={onUndone}>
        {`Saved. ${told}`.trim()}
      </Undo>
    </div>
  );
}
