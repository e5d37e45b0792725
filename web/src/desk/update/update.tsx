import { useState } from "preact/hooks";
import type { Commitment } from "../../api.ts";
import { KeyRenewal } from "../key-form.tsx";
import { Delete } from "./delete.tsx";
import { EditForm } from "./edit-form.tsx";
import { EventForm } from "./event-form.tsx";
import "../desk.css";
import "./update.css";

// One script for all that pages for readers have for analysts.
export { Deleted } from "./deleted.tsx";
export { DeskEntries } from "./desk-entries.tsx";
export { SourceEdit } from "./source-edit.tsx";
export { UndoLast } from "./undo-last.tsx";

const forms = [
  ["event", "Record what happened"],
  ["edit", "Correct the record"],
] as const;

/** What an analyst does to a commitment from its own page. */
export function Update({ commitment, onSaved }: { commitment: Commitment; onSaved: () => void }) {
  const [open, setOpen] = useState<(typeof forms)[number][0] | null>(null);
  const [changeSet, setChangeSet] = useState<number | null>(null);
  const isThere = changeSet === null;
  return (
    <section class="desk update" aria-label="At the desk">
      <p class="form-actions">
        {isThere &&
          forms.map(([name, label]) => (
            <button
              key={name}
              type="button"
              aria-expanded={open === name}
              onClick={() => setOpen(open === name ? null : name)}
            >
              {label}
            </button>
          ))}
        <a href="/desk">Desk</a>
        <Delete {...{ commitment, changeSet, setChangeSet }} onUndone={onSaved} />
      </p>
      {isThere && open === "event" && <EventForm commitment={commitment} onSaved={onSaved} />}
      {isThere && open === "edit" && <EditForm commitment={commitment} onSaved={onSaved} />}
      <KeyRenewal />
    </section>
  );
}
