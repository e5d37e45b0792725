import { dateWords } from "../../dates.ts";
import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import { useSettled } from "../use-settled.ts";
import { DateField } from "./date.tsx";
import { Field, TextInput } from "./field.tsx";
import { dateOf } from "./read-date.ts";

const pauseMs = 250;

/**
 * Due words, and beside them what the API reads out of them: what a write would record. Where they give no date, it can
 * be given; `hasDate`: in any case. `isLeft`: it was left as it was while the words became others, so that it goes by
 * them, where they give one.
 */
export function DueFields({
  text,
  onText,
  date,
  onDate,
  hasDate = false,
  isLeft = false,
  statedOn,
  promisors,
  faults,
  label = "Due, in its words",
}: {
  text: string;
  onText: (text: string) => void;
  date: string;
  onDate: (date: string) => void;
  hasDate?: boolean;
  isLeft?: boolean;
  statedOn: string;
  promisors: readonly string[];
  faults: Readonly<Record<string, string>>;
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
  const isUndated = text.trim() !== "" && read.data !== null && read.data.edtf === null;
  return (
    <>
      <Field
        label={label}
        isWide
        fault={faults.due}
        hint={
          <output aria-live="polite">
            {read.problem && words !== "" && read.problem.detail}
            {read.data && text.trim() !== "" && <Reading of={read.data} isDated={date !== ""} />}
          </output>
        }
      >
        <TextInput
          value={text}
          onChange={onText}
          placeholder="by the end of next year; 2030; within two years"
          dir="auto"
        />
      </Field>
      {(hasDate || isUndated || date !== "") && (
        <DateField
          label="Due, as a date"
          value={date}
          onChange={onDate}
          fault={faults.dueDate}
          placeholder="by the end of 2027"
          {...(isLeft && read.data?.edtf && { hint: "The words give another date, which is taken." })}
        />
      )}
    </>
  );
}

interface Read {
  edtf: string | null;
  earliest: string | null;
  latest: string | null;
  reading: { unread: string[] };
}

function Reading({ of: { edtf, earliest, latest, reading }, isDated }: { of: Read; isDated: boolean }) {
  if (edtf === null) return <>No date is read out of these words.{!isDated && " If you know it, give it below."}</>;
  return (
    <>
      Read as <b>{dateWords(edtf)}</b>
      {latest && `, at the latest ${dateWords(latest)}`}
      {!latest && earliest && `, from ${dateWords(earliest)} on`}
      {reading.unread.length > 0 && <span class="soft"> (not read: {reading.unread.join(", ")})</span>}
    </>
  );
}
