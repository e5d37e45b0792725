import { useState } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Problem } from "../../api.ts";
import { useCodes } from "../../codes.ts";
import { DeskForm } from "../desk-form.tsx";
import { faultsOf } from "../faults.ts";
import { DateField } from "../fields/date.tsx";
import { DueFields } from "../fields/due.tsx";
import { CodeSelect, Field, TextInput } from "../fields/field.tsx";
import { PartiesField } from "../fields/parties.tsx";
import { FormTrouble } from "../form-trouble.tsx";
import { NotSent } from "../not-sent.ts";
import { problemOf } from "../session.ts";
import { filePromise, fileRestatement } from "./file-promise.ts";
import type { Filed } from "./filed.ts";
import type { Sentence } from "./finder.ts";
import type { Place } from "./locator.ts";
import type { Draft } from "./proposal.ts";
import { Similar } from "./similar.tsx";
import { TargetFields } from "./target-fields.tsx";

export interface PromiseFormProps {
  source: Schemas["Source"];
  draft: Draft;
  change: (changed: Partial<Draft>) => void;
  sentence: Sentence | null;
  locator: Place | null;
  onFiled: (filed: Filed) => void;
  onBack: () => void;
}

/** A promise on its way into the record: proposed from its sentence, decided by whoever reads. */
export function PromiseForm({ source, draft, change, sentence, locator, onFiled, onBack }: PromiseFormProps) {
  const { list } = useCodes();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSaving, setSaving] = useState(false);
  const set = (changed: Partial<Draft>) => change({ ...changed, isTouched: true });
  const file = async (filing: Promise<Filed>) => {
    setSaving(true);
    try {
      onFiled(await filing);
    } catch (error) {
      setProblem(problemOf(error));
      setSaving(false);
    }
  };
  const words = { source, draft, locator };
  const faults = faultsOf(problem, "/operations/0/body");
  const promise = async () => {
    if (draft.promisors.length + draft.promisees.length === 0) throw new NotSent("parties", "Say who promises it.");
    return filePromise(words);
  };
  return (
    <DeskForm label="The promise" isBusy={isSaving} onSave={() => void file(promise())} onLeave={onBack}>
      <blockquote dir="auto" class="taken">
        <mark>{draft.exact}</mark>
        {locator && (
          <small class="soft">{locator.page ? `page ${locator.page}` : `paragraph ${locator.paragraph}`}</small>
        )}
      </blockquote>
      <Similar draft={draft} sentence={sentence} onRestated={(id) => void file(fileRestatement(id, words))} />
      <Field label="What is promised" isWide fault={faults.title}>
        <TextInput
          value={draft.title}
          onChange={(title) => set({ title })}
          required
          maxLength={300}
          dir="auto"
          data-first
        />
      </Field>
      <Field label="Type" fault={faults.type}>
        <CodeSelect value={draft.type} onChange={(type) => set({ type })} codes={list("commitment-type")} required />
      </Field>
      <Field label="Firmness" fault={faults.firmness} hint={<Cues of={sentence} />}>
        <CodeSelect
          value={draft.firmness}
          onChange={(firmness) => set({ firmness })}
          codes={list("firmness")}
          required
        />
      </Field>
      <DueFields
        text={draft.dueText}
        onText={(dueText) => set({ dueText })}
        date={draft.dueDate}
        onDate={(dueDate) => set({ dueDate })}
        statedOn={draft.statedOn}
        promisors={draft.promisors}
        faults={faults}
      />
      <PartiesField
        label="Promised by"
        codes={draft.promisors}
        onChange={(promisors) => set({ promisors, promisorsFrom: "" })}
        fault={draft.promisors.length === 0 ? faults.parties : undefined}
        hint={draft.promisorsFrom}
      />
      <PartiesField label="To, or with" codes={draft.promisees} onChange={(promisees) => set({ promisees })} />
      <TargetFields targets={draft.targets} onChange={(targets) => set({ targets })} faults={faults} />
      <Field label="Spoken by">
        <TextInput value={draft.speakerName} onChange={(speakerName) => set({ speakerName })} dir="auto" />
      </Field>
      <Field label="Office">
        <TextInput value={draft.speakerOffice} onChange={(speakerOffice) => set({ speakerOffice })} dir="auto" />
      </Field>
      <DateField
        label="Stated on"
        value={draft.statedOn}
        onChange={(statedOn) => set({ statedOn })}
        fault={faults.statedOn}
        required
      />
      <FormTrouble problem={problem} shown={[faults]} />
      <p class="form-actions">
        <button type="submit" class="main-action" disabled={isSaving} aria-keyshortcuts="Control+Enter">
          File it <kbd>Ctrl Enter</kbd>
        </button>
        <button type="button" onClick={onBack}>
          Back to the text <kbd>Esc</kbd>
        </button>
      </p>
    </DeskForm>
  );
}

/** The kinds of words that make it weaker than a pledge. */
const weakening: Readonly<Record<string, readonly string[]>> = {
  hope: ["hope", "duty"],
  intend: ["intention", "offer"],
  explore: ["process", "proposal"],
};

/** The words from which the firmness is, or else those that speak most for a promise. */
function Cues({ of }: { of: Sentence | null }) {
  const kinds = weakening[of?.firmness ?? ""] ?? [];
  const weight = (cue: Sentence["cues"][number]) => cue.weight + (kinds.includes(cue.kind) ? 100 : 0);
  // Those that an item of a list has from what opens it stand elsewhere.
  const own = of?.cues.filter(({ start, end }) => start >= of.start && end <= of.end);
  const [strongest] = own?.toSorted((a, b) => weight(b) - weight(a)) ?? [];
  if (!of || !strongest || of.firmness === null) return null;
  const words = Array.from(of.exact).slice(strongest.start - of.start, strongest.end - of.start);
  return <>from “{words.join("")}”</>;
}
