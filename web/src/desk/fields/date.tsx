import { dateWords, isDay } from "../../dates.ts";
import { useLoaded } from "../use-loaded.ts";
import { useSettled } from "../use-settled.ts";
import { Field, TextInput } from "./field.tsx";
import { dateOf, whyUnread } from "./read-date.ts";

const pauseMs = 200;

/** A date as people write it, and below it how it is read. `needsDay`: nothing less precise is taken. */
export function DateField({
  label,
  value,
  onChange,
  fault,
  needsDay = false,
  hint,
  ...more
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  fault?: string | undefined;
  needsDay?: boolean;
  hint?: string;
} & Record<string, unknown>) {
  const words = useSettled(value.trim(), pauseMs);
  const { data } = useLoaded(words === "" ? null : words, async () => ({ edtf: await dateOf(words) }));
  const isUnread = data !== null && (needsDay ? !isDay(data.edtf) : data.edtf === null) && words === value.trim();
  return (
    <Field
      label={label}
      fault={isUnread ? undefined : fault}
      hint={
        <>
          <output class={isUnread ? "fault" : undefined}>
            {isUnread && whyUnread(words, needsDay)}
            {!isUnread && data?.edtf && dateWords(data.edtf) !== words && dateWords(data.edtf)}
          </output>
          {hint && <p>{hint}</p>}
        </>
      }
    >
      <TextInput value={value} onChange={onChange} placeholder="6 June 2024" {...more} />
    </Field>
  );
}
