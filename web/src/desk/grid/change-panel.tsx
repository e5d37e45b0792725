import { useState } from "preact/hooks";
import { useCodes } from "../../codes.ts";
import { plural } from "../../dates.ts";
import { DeskForm } from "../desk-form.tsx";
import { DateField } from "../fields/date.tsx";
import { CodeSelect, Field, TextInput } from "../fields/field.tsx";
import { asksForChange, type ChangeForm, nothing, type Picked } from "./change.ts";
import { Preview } from "./preview.tsx";
import { Refusals } from "./refusals.tsx";
import { useBatch } from "./use-batch.ts";

/** What is to become of all that is selected: typed, tried, looked at, saved as one. */
export function ChangePanel({
  form,
  change,
  picked,
  keep,
  onSaved,
}: {
  form: ChangeForm;
  change: (changed: Partial<ChangeForm>) => void;
  picked: readonly Picked[];
  keep: (picked: readonly Picked[]) => void;
  onSaved: (changeSet: number, count: number) => void;
}) {
  const { trial, isBusy, moved, tryOut, refresh, save } = useBatch(form, picked, keep);
  const [fault, setFault] = useState("");
  const report = trial?.report ?? null;
  const isReady = report !== null;
  const submit = async () => {
    if (isBusy) return;
    if (!asksForChange(form)) return setFault("Choose what is to become another.");
    if (isReady && form.reason.trim() === "") return setFault("Say why: it stands in the record beside the change.");
    setFault("");
    if (!isReady) return tryOut();
    const done = await save();
    if (done === null) return;
    if (done.changeSet === null) return setFault("Nothing was left to change: they are so already.");
    onSaved(done.changeSet, (done.effects ?? []).filter(({ diff }) => diff.length > 0).length);
  };
  return (
    <DeskForm label="Change what is selected" isBusy={isBusy} onSave={() => void submit()} class="grid-panel">
      <h2>Change {plural(picked.length, "commitment")}</h2>
      <Fields form={form} change={change} />
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {trial?.problem && (
        <Refusals
          problem={trial.problem}
          picked={picked}
          onRefresh={() => void refresh()}
          onLeaveOut={(out) => keep(picked.filter((each) => !out.includes(each)))}
        />
      )}
      {isReady && <Preview report={report} moved={moved} />}
      {isReady && (
        <Field label="Why, for the record" isWide>
          <TextInput
            value={form.reason}
            onChange={(reason) => change({ reason })}
            dir="auto"
            maxLength={500}
            placeholder="Read the minutes of 6 June"
          />
        </Field>
      )}
      <p class="form-actions">
        <button type="submit" class="main-action" disabled={isBusy} aria-keyshortcuts="Control+Enter">
          {isReady ? `Save as one change` : "Show what would change"} <kbd>Ctrl Enter</kbd>
        </button>
      </p>
    </DeskForm>
  );
}

type FieldsProps = Pick<Parameters<typeof ChangePanel>[0], "form" | "change">;

/** Each left as it is where nothing is chosen or typed. */
function Fields({ form, change }: FieldsProps) {
  const { list } = useCodes();
  const asIs = "As it is";
  const code = (
    label: string,
    name: keyof ChangeForm,
    codes: string,
    more: readonly { code: string; name: string }[],
  ) => (
    <Field label={label}>
      <CodeSelect
        value={form[name]}
        onChange={(value) => change({ [name]: value })}
        codes={[...list(codes), ...more]}
        nothing={asIs}
      />
    </Field>
  );
  const text = (label: string, name: keyof ChangeForm, placeholder: string) => (
    <Field label={label}>
      <TextInput
        value={form[name]}
        onChange={(value) => change({ [name]: value })}
        dir="auto"
        placeholder={placeholder}
      />
    </Field>
  );
  return (
    <>
      {code("Status", "status", "status", [])}
      {form.status !== "" && (
        <>
          <DateField
            label="Since"
            value={form.statusOn}
            onChange={(statusOn) => change({ statusOn })}
            placeholder="today"
          />
          <Field label="Note on the status" isWide>
            <TextInput value={form.statusNote} onChange={(statusNote) => change({ statusNote })} dir="auto" />
          </Field>
        </>
      )}
      {code("Subject", "type", "commitment-type", [])}
      {code("Firmness", "firmness", "firmness", [])}
      {code("Testability", "testability", "testability", [{ code: nothing, name: "Not judged" }])}
      {text("Tags to add", "addTags", "rail, border")}
      {text("Tags to take out", "removeTags", "draft")}
      <DateField
        label="Searched up to"
        value={form.reviewedOn}
        onChange={(reviewedOn) => change({ reviewedOn })}
        needsDay
      />
      {form.nextReviewOn === nothing ? (
        <Field label="Look again on">
          <button type="button" onClick={() => change({ nextReviewOn: "" })}>
            No day any more: undo this
          </button>
        </Field>
      ) : (
        <div class="grid-day">
          <DateField
            label="Look again on"
            value={form.nextReviewOn}
            onChange={(nextReviewOn) => change({ nextReviewOn })}
            needsDay
          />
          <button type="button" onClick={() => change({ nextReviewOn: nothing })}>
            No day any more
          </button>
        </div>
      )}
    </>
  );
}
