import { useState } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Problem } from "../../api.ts";
import { useCodes } from "../../codes.ts";
import { faultsOf } from "../faults.ts";
import { FormTrouble } from "../form-trouble.tsx";
import { problemOf, servanda } from "../session.ts";
import { CodeSelect, Field, TextInput } from "./field.tsx";
import { keepName } from "./party-names.ts";

/** The code that is proposed: the name in letters that a code may have. */
const codeOf = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z\d]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 64);

/** Makes a party of a name that none has. It stands within another form, and so is none of its own. */
export function MakeParty({ name: given, onMade }: { name: string; onMade: (code: string) => void }) {
  const { list } = useCodes();
  const [isOpen, setOpen] = useState(false);
  const [party, setParty] = useState({ name: given, kind: "", code: codeOf(given) });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSaving, setSaving] = useState(false);
  const set = (changed: Partial<typeof party>) => setParty({ ...party, ...changed });
  const make = async () => {
    setSaving(true);
    try {
      const { code, name } = await servanda.post("/v1/parties", { body: party as Schemas["NewParty"] });
      keepName(code, name);
      onMade(code);
    } catch (error) {
      setProblem(problemOf(error));
      setSaving(false);
    }
  };
  const isWhole = party.name.trim() !== "" && party.kind !== "" && party.code.trim() !== "";
  const faults = faultsOf(problem);
  if (!isOpen)
    return (
      <button type="button" onClick={() => setOpen(true)}>
        Make it a party
      </button>
    );
  return (
    <fieldset
      class="make-party"
      aria-busy={isSaving}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.target instanceof HTMLButtonElement) return;
        event.preventDefault();
        event.stopPropagation();
        if (isWhole && !isSaving) void make();
      }}
    >
      <legend>A new party</legend>
      <Field label="Name in English" isWide fault={faults.name}>
        <TextInput value={party.name} onChange={(name) => set({ name })} maxLength={300} />
      </Field>
      <Field label="Kind of party" fault={faults.kind}>
        <CodeSelect value={party.kind} onChange={(kind) => set({ kind })} codes={list("party-kind")} />
      </Field>
      <Field label="Code" fault={faults.code} hint="Letters, digits and hyphens; it stays in every address.">
        <TextInput value={party.code} onChange={(code) => set({ code })} maxLength={64} />
      </Field>
      <FormTrouble problem={problem} shown={[faults]} />
      <p class="form-actions whole">
        <button type="button" disabled={!isWhole || isSaving} onClick={() => void make()}>
          Make the party
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          Leave it
        </button>
      </p>
    </fieldset>
  );
}
