import { dateWords } from "../../dates.ts";
import { useLoaded } from "../use-loaded.ts";
import { useSettled } from "../use-settled.ts";
import { Field, TextInput } from "./field.tsx";
import { dateOf } from "./read-date.ts";

const pauseMs = 200;

/** A date as people write it, and below it how it is read. `read` is told of it: null while it cannot be. */
export function DateField({
  label,
  value,
  onChange,
  fault,
  ...more
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  fault?: string | undefined;
} & Record<string, unknown>) {
  const words = useSettled(value.trim(), pauseMs);
  const { data } = useLoaded(words === "" ? null : words, async () => ({ edtf: await dateOf(words) }));
  const isUnread = data !== null && data.edtf === null && words === value.trim();
  return (
    <Field
      label={label}
      fault={fault}
      hint={
        <output>
          {data?.edtf && data.edtf !== words && dateWords(data.edtf)}
          {isUnread && "This is read as no date: write 6 June 2024, 2024-06 or 2024."}
        </output>
      }
    >
      <TextInput value={value} onChange={onChange} placeholder="6 June 2024" {...more} />
    </Field>
  );
}
