import type { Commitment } from "../../api.ts";
import { useCodes } from "../../codes.ts";
import { Trouble } from "../../parts/state.tsx";
import { Conflict } from "../conflict/conflict.tsx";
import { faultsOf } from "../faults.ts";
import { DueField } from "../fields/due.tsx";
import { CodeSelect, Field, TextInput } from "../fields/field.tsx";
import { isSaveKey } from "../shortcuts.ts";
import { codeLists, type EditDraft, labels } from "./fields.ts";
import { useMergedEdit } from "./use-merged-edit.ts";

/** Corrects the record. */
export function EditForm({ commitment, onSaved }: { commitment: Commitment; onSaved: () => void }) {
  const { list, label } = useCodes();
  const { form, change, reset, save, isSaving, problem, said, collisions, choose } = useMergedEdit(commitment, onSaved);
  const faults = faultsOf(problem);
  const labelOf = (field: string) => labels[field as keyof EditDraft] ?? field;
  const wordsOf = (field: string, value: unknown) => {
    const codes = codeLists[field];
    return codes ? label(codes, String(value)) : String(value || "nothing");
  };
  const text = (field: keyof EditDraft, more: object = {}) => (
    <Field label={labelOf(field)} fault={faults[field]} isWide={field === "title"}>
      <TextInput value={form[field]} onChange={(value) => change({ [field]: value })} dir="auto" {...more} />
    </Field>
  );
  return (
    <form
      class="desk-form"
      aria-label="Correct the record"
      aria-busy={isSaving}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => isSaveKey(event) && event.currentTarget.requestSubmit()}
    >
      {text("title", { required: true, maxLength: 300 })}
      <Field label={labelOf("summary")} isWide fault={faults.summary}>
        <textarea
          dir="auto"
          rows={3}
          value={form.summary}
          onInput={(event) => change({ summary: event.currentTarget.value })}
        />
      </Field>
      {(["type", "firmness"] as const).map((field) => (
        <Field key={field} label={labelOf(field)} fault={faults[field]}>
          <CodeSelect
            value={form[field]}
            onChange={(value) => change({ [field]: value })}
            codes={list(codeLists[field] ?? "")}
            required
          />
        </Field>
      ))}
      <DueField
        text={form.due}
        onChange={(due) => change({ due })}
        statedOn={commitment.statedOn}
        promisors={[]}
        fault={faults.due}
      />
      {text("dueDate")}
      {text("tags")}
      {text("reviewedOn", { placeholder: "2026-11-30" })}
      {text("nextReviewOn", { placeholder: "2027-06-01" })}
      {collisions.list.length > 0 && (
        <Conflict by={collisions.by} collisions={collisions.list} {...{ labelOf, wordsOf }} onChoose={choose} />
      )}
      {problem && <Trouble problem={problem} asksForKey={false} />}
      <p class="form-actions">
        <button type="submit" class="main-action" disabled={isSaving} aria-keyshortcuts="Control+Enter">
          Save <kbd>Ctrl Enter</kbd>
        </button>
        <button type="button" onClick={reset}>
          As it was
        </button>
      </p>
      <p role="status">{said}</p>
    </form>
  );
}
