import type { Commitment } from "../../api.ts";
import { useCodes } from "../../codes.ts";
import { Conflict } from "../conflict/conflict.tsx";
import { DeskForm } from "../desk-form.tsx";
import { faultsOf } from "../faults.ts";
import { DateField } from "../fields/date.tsx";
import { DueFields } from "../fields/due.tsx";
import { CodeSelect, Field, TextArea, TextInput } from "../fields/field.tsx";
import { nameOf } from "../fields/party-names.ts";
import { FormTrouble } from "../form-trouble.tsx";
import { isOfDue } from "./due-change.ts";
import { DueChangeFields } from "./due-change-fields.tsx";
import { codeLists, type EditDraft, labels, type PartyInRole } from "./fields.ts";
import { Outcome } from "./outcome.tsx";
import { RolesFields } from "./roles-fields.tsx";
import { useMergedEdit } from "./use-merged-edit.ts";

/** Corrects the record. */
export function EditForm({ commitment, onSaved }: { commitment: Commitment; onSaved: () => void }) {
  const { list, label } = useCodes();
  const edit = useMergedEdit(commitment, onSaved);
  const { form, change, changed, problem, said, saved, collisions, isSaving } = edit;
  const { originalDue, ...inPatch } = faultsOf(problem, "/operations/0/body");
  const ofEvent = faultsOf(problem, "/operations/1/body");
  const faults: Record<string, string> = { ...ofEvent, ...inPatch, ...(originalDue && { due: originalDue }) };
  const labelOf = (field: string) => labels[field] ?? field;
  const wordsOf = (field: string, value: unknown) => {
    const codes = codeLists[field];
    if (field === "parties") return namesIn(value as readonly PartyInRole[], (role) => label("role", role));
    return codes ? label(codes, String(value)) : String(value || "nothing");
  };
  const text = (field: "title" | "tags", more: object = {}) => (
    <Field label={labelOf(field)} fault={faults[field]} isWide={field === "title"}>
      <TextInput value={form[field]} onChange={(value) => change({ [field]: value })} dir="auto" {...more} />
    </Field>
  );
  const date = (field: "statedOn" | "reviewedOn" | "nextReviewOn", more: object = {}) => (
    <DateField
      label={labelOf(field)}
      value={form[field]}
      onChange={(value) => change({ [field]: value })}
      fault={faults[field]}
      {...more}
    />
  );
  return (
    <DeskForm label="Correct the record" isBusy={isSaving} onSave={() => void edit.save()}>
      {text("title", { required: true, maxLength: 300 })}
      <Field label={labelOf("summary")} isWide fault={faults.summary}>
        <TextArea value={form.summary} onChange={(words) => change({ summary: words })} />
      </Field>
      {(["type", "firmness"] as const).map((field) => (
        <Field key={field} label={labelOf(field)} fault={faults[field]}>
          <CodeSelect
            value={form[field]}
            onChange={(value) => change({ [field]: value } as Partial<EditDraft>)}
            codes={list(codeLists[field] ?? "")}
            required
          />
        </Field>
      ))}
      <RolesFields parties={form.parties} onChange={(parties) => change({ parties })} fault={faults.parties} />
      {date("statedOn", { required: true })}
      <DueFields
        text={form.due}
        onText={(due) => change({ due })}
        date={form.dueDate}
        onDate={(dueDate) => change({ dueDate })}
        hasDate
        isLeft={changed.due !== undefined && changed.dueDate === undefined}
        statedOn={form.statedOn}
        promisors={[]}
        faults={faults}
      />
      {isOfDue(changed) && <DueChangeFields how={edit.how} onChange={edit.setHow} faults={faults} />}
      {text("tags")}
      {date("reviewedOn", { needsDay: true })}
      {date("nextReviewOn", { needsDay: true })}
      {collisions.list.length > 0 && (
        <Conflict by={collisions.by} collisions={collisions.list} {...{ labelOf, wordsOf }} onChoose={edit.choose} />
      )}
      <FormTrouble problem={problem} shown={[faults]} />
      <p class="form-actions">
        <button type="submit" class="main-action" disabled={isSaving} aria-keyshortcuts="Control+Enter">
          Save <kbd>Ctrl Enter</kbd>
        </button>
        <button type="button" onClick={edit.reset}>
          As it was
        </button>
      </p>
      <p role="status">{saved?.report === null ? `There was nothing left to save. ${saved.told}` : said}</p>
      {saved?.report && (
        <Outcome
          key={saved.report.changeSet}
          report={saved.report}
          words={`Saved. ${saved.told}`.trim()}
          onUndone={onSaved}
        />
      )}
    </DeskForm>
  );
}

const namesIn = (parties: readonly PartyInRole[], roleOf: (role: string) => string): string =>
  parties.map(({ party, role }) => `${nameOf(party)} (${roleOf(role).toLowerCase()})`).join(", ");
