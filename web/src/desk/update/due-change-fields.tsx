import { DateField } from "../fields/date.tsx";
import type { DueChange } from "./due-change.ts";

const kinds = [
  ["mistake", "The record had it wrong: it was so from the first"],
  ["change", "The promise was changed, and the record had it right until then"],
] as const;

/** A mistake in the record is not a change in the world: which of the two it is, only who corrects it knows. */
export function DueChangeFields({
  how,
  onChange,
  faults,
}: {
  how: DueChange;
  onChange: (how: Partial<DueChange>) => void;
  faults: Readonly<Record<string, string>>;
}) {
  return (
    <fieldset class="evidence-fields">
      <legend>Why is it due at another time?</legend>
      {kinds.map(([kind, words]) => (
        <label key={kind} class="check whole">
          <input
            type="radio"
            name="due-change"
            required
            checked={how.kind === kind}
            onChange={() => onChange({ kind })}
          />
          {words}
        </label>
      ))}
      {faults.dueChange && (
        <p class="fault whole" role="alert">
          {faults.dueChange}
        </p>
      )}
      {how.kind === "change" && (
        <DateField
          label="It was changed on"
          value={how.on}
          onChange={(on) => onChange({ on })}
          fault={faults.dueChangedOn ?? faults.date}
          required
        />
      )}
    </fieldset>
  );
}
