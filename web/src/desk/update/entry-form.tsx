import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Commitment } from "../../api.ts";
import { useCodes } from "../../codes.ts";
import { DeskForm } from "../desk-form.tsx";
import { useDraft } from "../drafts.ts";
import { faultsOf } from "../faults.ts";
import { DateField } from "../fields/date.tsx";
import { CodeSelect, Field, TextArea, TextInput } from "../fields/field.tsx";
import { readDate } from "../fields/read-date.ts";
import { FormTrouble } from "../form-trouble.tsx";
import { servanda } from "../session.ts";
import { useAction } from "../use-action.ts";

type Event = NonNullable<Commitment["events"]>[number];

/** Corrects what an event says, where it stands: no other event is made of it. */
export function EntryForm({
  event: { id, commitmentId, version, type, date, title, description },
  onSaved,
  onLeave,
}: {
  event: Event;
  onSaved: (report: Schemas["BatchReport"]) => void;
  onLeave: () => void;
}) {
  const { list } = useCodes();
  const [draft, change] = useDraft(`correct:${id}:${version}`, { type, date, title, description: description ?? "" });
  const { run, isBusy: isSaving, problem } = useAction();
  const leave = () => {
    change(null);
    onLeave();
  };
  const save = async () => {
    const body = {
      ...{ type: draft.type, date: await readDate(draft.date, "date"), title: draft.title.trim() },
      description: draft.description.trim() || null,
    };
    const path = `/v1/commitments/${commitmentId}/events/${id}`;
    const operations = [{ op: "PATCH" as const, path, ifMatch: version, body }];
    const report = await servanda.post("/v1/batch", { body: { operations } });
    leave();
    onSaved(report);
    return "";
  };
  const faults = faultsOf(problem, "/operations/0/body");
  return (
    <DeskForm label="Correct the event" isBusy={isSaving} onSave={() => void run(save)} onLeave={leave}>
      <Field label="Kind of event" fault={faults.type}>
        <CodeSelect
          value={draft.type}
          onChange={(chosen) => change({ type: chosen as Event["type"] })}
          codes={list("event-type")}
          required
        />
      </Field>
      <DateField
        label="Day"
        value={draft.date}
        onChange={(day) => change({ date: day })}
        fault={faults.date}
        required
      />
      <Field label="Its words" isWide fault={faults.title}>
        <TextInput
          value={draft.title}
          onChange={(words) => change({ title: words })}
          maxLength={500}
          dir="auto"
          required
        />
      </Field>
      <Field label="More of it" isWide fault={faults.description}>
        <TextArea value={draft.description} onChange={(words) => change({ description: words })} />
      </Field>
      <FormTrouble problem={problem} shown={[faults]} />
      <p class="form-actions">
        <button type="submit" class="main-action" disabled={isSaving} aria-keyshortcuts="Control+Enter">
          Save <kbd>Ctrl Enter</kbd>
        </button>
        <button type="button" onClick={leave}>
          Leave it <kbd>Esc</kbd>
        </button>
      </p>
    </DeskForm>
  );
}
