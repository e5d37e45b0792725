import { useState } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Source } from "../../api.ts";
import { DeskForm } from "../desk-form.tsx";
import { useDraft } from "../drafts.ts";
import { faultsOf } from "../faults.ts";
import { Field, TextInput } from "../fields/field.tsx";
import { readDate } from "../fields/read-date.ts";
import { SourceFields } from "../fields/source.tsx";
import { FormTrouble } from "../form-trouble.tsx";
import { KeyRenewal } from "../key-form.tsx";
import { servanda } from "../session.ts";
import { useAction } from "../use-action.ts";
import { Outcome } from "./outcome.tsx";

type Report = Schemas["BatchReport"];

/** What a source is said to be, corrected from its own page. */
export function SourceEdit({ source, onSaved }: { source: Source; onSaved: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const finish = (done: Report | null) => {
    setReport(done);
    if (done) onSaved();
  };
  return (
    <section class="desk update" aria-label="At the desk">
      <p class="form-actions">
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Correct the source
        </button>
      </p>
      {isOpen && <SourceForm key={source.version} source={source} onSaved={finish} />}
      {report && <Outcome key={report.changeSet} report={report} words="Saved." onUndone={onSaved} />}
      <KeyRenewal />
    </section>
  );
}

const optional = ["url", "publisher", "author", "language"] as const;

/** `onSaved`: with what was saved; null when something is about to be. */
function SourceForm({ source, onSaved }: { source: Source; onSaved: (report: Report | null) => void }) {
  const { id, version, title, kind, issuedBy } = source;
  const [form, change] = useDraft(`source:${id}:${version}`, {
    ...{ title, kind: kind as string, issuedBy, publishedOn: source.publishedOn ?? "" },
    ...{ url: source.url ?? "", publisher: source.publisher ?? "" },
    ...{ author: source.author ?? "", language: source.language ?? "" },
  });
  const { run, isBusy: isSaving, problem } = useAction();
  const save = async () => {
    onSaved(null);
    const publishedOn = form.publishedOn.trim() === "" ? null : await readDate(form.publishedOn, "publishedOn");
    const others = Object.fromEntries(optional.map((name) => [name, form[name].trim() || null]));
    const body = { title: form.title.trim(), kind: form.kind, issuedBy: form.issuedBy, publishedOn, ...others };
    const operations = [{ op: "PATCH" as const, path: `/v1/sources/${id}`, ifMatch: version, body }];
    const report = await servanda.post("/v1/batch", { body: { operations } });
    change(null);
    onSaved(report);
    return "";
  };
  const faults = faultsOf(problem, "/operations/0/body");
  return (
    <DeskForm label="Correct the source" isBusy={isSaving} onSave={() => void run(save)}>
      <SourceFields {...{ form, change, faults }} issuers="Issued by" />
      <Field label="Author" fault={faults.author}>
        <TextInput value={form.author} onChange={(author) => change({ author })} dir="auto" />
      </Field>
      <FormTrouble problem={problem} shown={[faults]} />
      <p class="form-actions">
        <button type="submit" class="main-action" disabled={isSaving} aria-keyshortcuts="Control+Enter">
          Save <kbd>Ctrl Enter</kbd>
        </button>
      </p>
    </DeskForm>
  );
}
