import { useId } from "preact/hooks";
import { numberWords } from "../../dates.ts";
import { sumOf } from "./amount.ts";
import { Field, TextInput } from "./field.tsx";

const currencies = Intl.supportedValuesOf("currency");
const names = new Intl.DisplayNames("en", { type: "currency" });

/** Money: a sum as people write it, with its reading below, and its currency by code or out of a list of names. */
export function AmountFields({
  sum,
  currency,
  onChange,
  fault,
}: {
  sum: string;
  currency: string;
  onChange: (changed: { sum?: string; currency?: string }) => void;
  fault?: string | undefined;
}) {
  const id = useId();
  const read = sumOf(sum);
  const name = currencies.includes(currency) ? names.of(currency) : "";
  const unread = sum.trim() !== "" && read === null;
  return (
    <>
      <Field
        label="How much"
        fault={fault}
        hint={
          <output>
            {read !== null && `${numberWords(read)} ${name || currency}`}
            {unread && "This is read as no sum: write 2300000, 2,300,000.50 or 2.3 million."}
          </output>
        }
      >
        <TextInput
          value={sum}
          onChange={(typed) => onChange({ sum: typed })}
          inputMode="decimal"
          placeholder="2.3 million"
        />
      </Field>
      <Field label="Currency">
        <TextInput
          value={currency}
          onChange={(typed) => onChange({ currency: typed.toUpperCase() })}
          list={id}
          maxLength={3}
          placeholder="USD"
          required={sum.trim() !== ""}
        />
      </Field>
      <datalist id={id}>
        {currencies.map((code) => (
          <option key={code} value={code}>
            {names.of(code)}
          </option>
        ))}
      </datalist>
    </>
  );
}
