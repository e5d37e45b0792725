import type { ComponentChildren } from "preact";

/** A field with its name above it, and below it what is to be said about it: a fault first. */
export function Field({
  label,
  fault,
  hint,
  isWide = false,
  children,
}: {
  label: string;
  fault?: string | undefined;
  hint?: ComponentChildren;
  isWide?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class={isWide ? "field whole" : "field"}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the child */}
      <label>
        <span>{label}</span>
        {children}
      </label>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {hint && <div class="hint">{hint}</div>}
    </div>
  );
}

interface Texts {
  value: string;
  onChange: (value: string) => void;
}

export function TextInput({ value, onChange, ...more }: Texts & Record<string, unknown>) {
  return (
    <input type="text" autocomplete="off" value={value} onInput={(e) => onChange(e.currentTarget.value)} {...more} />
  );
}

/** For more than a line. */
export function TextArea({ value, onChange, ...more }: Texts & Record<string, unknown>) {
  return <textarea dir="auto" rows={3} value={value} onInput={(e) => onChange(e.currentTarget.value)} {...more} />;
}

/** A code of a list. What is not chosen yet says so. */
export function CodeSelect({
  value,
  onChange,
  codes,
  nothing = "Choose",
  ...more
}: Texts & { codes: readonly { code: string; name: string }[]; nothing?: string } & Record<string, unknown>) {
  return (
    <select value={value} onChange={(event) => onChange(event.currentTarget.value)} {...more}>
      <option value="">{nothing}</option>
      {codes.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
