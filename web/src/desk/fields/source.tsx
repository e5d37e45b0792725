import { useCodes } from "../../codes.ts";
import { DateField } from "./date.tsx";
import { CodeSelect, Field, TextInput } from "./field.tsx";
import { PartiesField } from "./parties.tsx";

/** What a source is said to be, as typed. */
export interface SourceDraft {
  title: string;
  kind: string;
  issuedBy: string[];
  publishedOn: string;
  url: string;
  publisher: string;
  language: string;
}

/** The fields of a source. `issuers`: what those are called who issued it. */
export function SourceFields({
  form,
  change,
  faults,
  issuers,
  languageHint,
}: {
  form: SourceDraft;
  change: (form: Partial<SourceDraft>) => void;
  faults: Readonly<Record<string, string>>;
  issuers: string;
  languageHint?: string;
}) {
  const { list } = useCodes();
  return (
    <>
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
        label={issuers}
        codes={form.issuedBy}
        onChange={(issuedBy) => change({ issuedBy })}
        fault={faults.issuedBy}
      />
      <Field label="Address" isWide fault={faults.url}>
        <TextInput type="url" value={form.url} onChange={(url) => change({ url })} placeholder="https://" />
      </Field>
      <Field label="Publisher" fault={faults.publisher}>
        <TextInput value={form.publisher} onChange={(publisher) => change({ publisher })} dir="auto" />
      </Field>
      <Field label="Language" fault={faults.language} hint={languageHint}>
        <TextInput value={form.language} onChange={(language) => change({ language })} maxLength={35} />
      </Field>
    </>
  );
}
