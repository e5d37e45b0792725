import { useMemo, useState } from "preact/hooks";
import type { Problem } from "../../api.ts";
import { useCodes } from "../../codes.ts";
import { go } from "../../router.ts";
import { useDraft } from "../drafts.ts";
import { faultsOf } from "../faults.ts";
import { DateField } from "../fields/date.tsx";
import { CodeSelect, Field, TextInput } from "../fields/field.tsx";
import { PartiesField } from "../fields/parties.tsx";
import { readDate } from "../fields/read-date.ts";
import { FormTrouble } from "../form-trouble.tsx";
import { problemOf, servanda } from "../session.ts";
import { isSaveKey } from "../shortcuts.ts";
import type { Document } from "./document.ts";

/** What a text is a text of. It becomes a source with its snapshot, in one request, once. */
export function SourceForm({
  document: { text, mediaType, ...said },
  notice,
  onDone,
}: {
  document: Document;
  notice: string | null;
  onDone: () => void;
}) {
  const { list } = useCodes();
  const length = useMemo(() => [...text].length, [text]);
  const [form, change] = useDraft("source", {
    title: said.title ?? "",
    kind: "",
    publishedOn: said.publishedOn ?? "",
    issuedBy: [] as string[],
    url: said.url ?? "",
    publisher: said.publisher ?? "",
    language: said.language ?? "",
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSaving, setSaving] = useState(false);
  const save = async () => {
    if (isSaving) return;
    setSaving(true);
    setProblem(null);
    try {
      const { title, kind, issuedBy, ...more } = form;
      const publishedOn = form.publishedOn.trim() && (await readDate(form.publishedOn, "publishedOn"));
      const source = { title, kind, issuedBy, ...filled({ ...more, publishedOn }) };
      const operations = [
        { op: "POST" as const, path: "/v1/sources", body: source },
        { op: "POST" as const, path: "/v1/sources/$0/snapshots", body: { text, mediaType } },
      ];
      const { results } = await servanda.post("/v1/batch", { body: { operations } });
      change(null);
      onDone();
      go(`/desk/read?source=${results[0]?.slug}`, { replace: true });
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setSaving(false);
    }
  };
  const faults = faultsOf(problem, "/operations/0/body");
  return (
    <div class="reading">
      <div class="reading-text preview" dir="auto">
        {text.slice(0, 20_000)}
        {text.length > 20_000 && "…"}
      </div>
      <form
        class="desk-form"
        aria-busy={isSaving}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => isSaveKey(event) && event.currentTarget.requestSubmit()}
      >
        <h2>What is it?</h2>
        <p class="soft">
          Said once for the whole text. {length.toLocaleString("en")} characters; its quotes can be checked against them
          from now on.
        </p>
        {notice && <p class="fault">{notice}</p>}
        <Field label="Title" isWide fault={faults.title}>
          <TextInput value={form.title} onChange={(title) => change({ title })} required maxLength={500} dir="auto" />
        </Field>
        <Field label="Kind" fault={faults.kind}>
          <CodeSelect value={form.kind} onChange={(kind) => change({ kind })} codes={list("source-kind")} required />
        </Field>
        <DateField
          label="Said or published on"
          value={form.publishedOn}
          onChange={(publishedOn) => change({ publishedOn })}
          fault={faults.publishedOn}
        />
        <PartiesField
          label="Who speaks in it"
          codes={form.issuedBy}
          onChange={(issuedBy) => change({ issuedBy })}
          fault={faults.issuedBy}
        />
        <Field label="Address" isWide fault={faults.url}>
          <TextInput type="url" value={form.url} onChange={(url) => change({ url })} placeholder="https://" />
        </Field>
        <Field label="Publisher" fault={faults.publisher}>
          <TextInput value={form.publisher} onChange={(publisher) => change({ publisher })} />
        </Field>
        <Field
          label="Language"
          fault={faults.language}
          hint="en, ru, zh. Left out, it is told from the text whenever that is read, and not recorded."
        >
          <TextInput value={form.language} onChange={(language) => change({ language })} maxLength={35} />
        </Field>
        <FormTrouble problem={problem} shown={[faults]} />
        <p class="form-actions">
          <button type="submit" class="main-action" aria-keyshortcuts="Control+Enter">
            File the source and read <kbd>Ctrl Enter</kbd>
          </button>
          <button
            type="button"
            onClick={() => {
              change(null);
              onDone();
            }}
          >
            Another text
          </button>
        </p>
      </form>
    </div>
  );
}

/** What was filled in; the API takes no empty texts. */
function filled<T extends Record<string, string>>(form: T): Partial<T> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value.trim() !== "")) as Partial<T>;
}
