import { useEffect, useRef } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { Undo } from "../undo.tsx";

/** What was saved, brought into view once, with what the API warns of, and the way back. */
export function Outcome({
  report: { changeSet, results },
  words,
  onUndone,
}: {
  report: Schemas["BatchReport"];
  words: string;
  onUndone: () => void;
}) {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => part.current?.scrollIntoView({ block: "nearest" }), []);
  const warnings = results.flatMap((result) => result.warnings ?? []);
  return (
    <div class="whole" ref={part}>
      {warnings.map(({ detail }) => (
        <p key={detail} class="fault" role="alert">
          {detail}
        </p>
      ))}
      {changeSet !== null && (
        <Undo changeSet={changeSet} onUndone={onUndone}>
          {words}
        </Undo>
      )}
    </div>
  );
}
