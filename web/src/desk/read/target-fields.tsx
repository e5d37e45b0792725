import { useCodes } from "../../codes.ts";
import { CodeSelect, Field, TextInput } from "../fields/field.tsx";
import type { Target } from "./proposal.ts";

/** Numbers in the words, each a target if whoever reads says so. */
export function TargetFields({
  targets,
  onChange,
  faults,
}: {
  targets: readonly Target[];
  onChange: (targets: Target[]) => void;
  faults: Record<string, string>;
}) {
  const { list } = useCodes();
  if (targets.length === 0) return null;
  const set = (n: number, changed: Partial<Target>) =>
    onChange(targets.map((target, m) => (m === n ? { ...target, ...changed } : target)));
  return (
    <fieldset class="targets-found">
      <legend>Numbers in it</legend>
      {targets.map((target, n) => (
        <div key={n} class="target">
          <label class="check">
            <input
              type="checkbox"
              checked={target.isKept}
              onChange={(event) => set(n, { isKept: event.currentTarget.checked })}
            />
            {target.value} {target.unit} is a target
          </label>
          {target.isKept && (
            <div class="fields">
              <Field label="Of what" isWide>
                <TextInput
                  value={target.indicator}
                  onChange={(indicator) => set(n, { indicator })}
                  required
                  maxLength={300}
                />
              </Field>
              <Field label="How">
                <CodeSelect
                  value={target.comparator}
                  onChange={(comparator) => set(n, { comparator })}
                  codes={list("comparator")}
                  required
                />
              </Field>
              <Field label="Number">
                <TextInput value={target.value} onChange={(value) => set(n, { value })} required inputMode="decimal" />
              </Field>
              <Field label="Unit">
                <TextInput value={target.unit} onChange={(unit) => set(n, { unit })} required maxLength={50} />
              </Field>
            </div>
          )}
        </div>
      ))}
      {faults.targets && (
        <p class="fault" role="alert">
          {faults.targets}
        </p>
      )}
    </fieldset>
  );
}
