import { dateWords } from "../../dates.ts";
import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import { useSettled } from "../use-settled.ts";
import { Field, TextInput } from "./field.tsx";
import { dateOf } from "./read-date.ts";

const pauseMs = 250;

/** Due words, and beside them what the API reads out of them: what a write would record. */
export function DueField({
  text,
  onChange,
  statedOn,
  promisors,
  fault,
  label = "Due, in its words",
}: {
  text: string;
  onChange: (text: string) => void;
  statedOn: string;
  promisors: readonly string[];
  fault?: string | undefined;
  label?: string;
}) {
  const words = useSettled(text.trim(), pauseMs);
  const query = {
    text: words,
    ...(promisors.length > 0 && { promisor: [...promisors] }),
  };
  const read = useLoaded(words === "" ? null : JSON.stringify([query, statedOn]), async (signal) => {
    const stated = statedOn.trim() === "" ? null : await dateOf(statedOn);
    return servanda.get("/v1/due-words", { query: { ...query, ...(stated && { statedOn: stated }) }, signal });
  });
  return (
    <Field
      label={label}
      isWide
      fault={fault}
      hint={
        <output aria-live="polite">
          {read.problem && words !== "" && read.problem.detail}
          {read.data && text.trim() !== "" && <Reading of={read.data} />}
        </output>
      }
    >
      <TextInput
        value={text}
        onChange={onChange}
        placeholder="by the end of next year; 2030; within two years"
        dir="auto"
      />
    </Field>
  );
}

interface Read {
  edtf: string | null;
  earliest: string | null;
  latest: string | null;
  reading: { unread: string[] };
  warnings: { detail: string }[];
}

function Reading({ of: { edtf, earliest, latest, reading, warnings } }: { of: Read }) {
  if (edtf === null) return <>{warnings[0]?.detail ?? "No date in it: the words are kept as they are."}</>;
  return (
    <>
      Read as <b>{dateWords(edtf)}</b>
      {latest && `, at the latest ${dateWords(latest)}`}
      {!latest && earliest && `, from ${dateWords(earliest)} on`}
      {reading.unread.length > 0 && <span class="soft"> (not read: {reading.unread.join(", ")})</span>}
    </>
  );
}
