import { useEffect, useState } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Commitment, Problem } from "../../api.ts";
import { useCodes } from "../../codes.ts";
import { DeskForm } from "../desk-form.tsx";
import { useDraft } from "../drafts.ts";
import { faultsOf } from "../faults.ts";
import { DateField } from "../fields/date.tsx";
import { DueFields } from "../fields/due.tsx";
import { CodeSelect, Field, TextInput } from "../fields/field.tsx";
import { dateOf } from "../fields/read-date.ts";
import { FormTrouble } from "../form-trouble.tsx";
import { problemOf, servanda } from "../session.ts";
import { useSettled } from "../use-settled.ts";
import { Effect } from "./effect.tsx";
import { Acts, RareFields } from "./event-details.tsx";
import { type EventDraft, emptyEvent, lacking, movesDue, operationsOf } from "./event-draft.ts";
import { EvidenceFields } from "./evidence-fields.tsx";
import { Outcome } from "./outcome.tsx";

type Report = Schemas["BatchReport"];
const pauseMs = 500;

/** What happened: type, date, source and words, with what it would make of the commitment shown before it is saved. */
export function EventForm({ commitment, onSaved }: { commitment: Commitment; onSaved: () => void }) {
  const { list, label } = useCodes();
  const { id } = commitment;
  const [draft, change] = useDraft<EventDraft>(`event:${id}`, emptyEvent);
  const [tried, setTried] = useState<{ report?: Report; problem?: Problem; asked?: number }>({});
  const [saved, setSaved] = useState<Report | null>(null);
  /** For what the draft lacked when it was to be recorded; null once more is typed. */
  const [lacked, setLacked] = useState<{ of: string; faults: Record<string, string> } | null>(null);
  const [isSaving, setSaving] = useState(false);
  const typed = useSettled(JSON.stringify(draft), pauseMs);
  const operations = () => operationsOf(id, draft, (type) => label("event-type", type));
  useEffect(() => {
    let isOver = false;
    void (async () => {
      let asked: Awaited<ReturnType<typeof operations>> = null;
      try {
        const isDated = draft.date.trim() !== "" && (await dateOf(draft.date)) !== null;
        asked = isDated ? await operations() : null;
        if (asked === null) return isOver || setTried({});
        const report = await servanda.post("/v1/batch", { body: { operations: asked, dryRun: true, effects: true } });
        if (!isOver) setTried({ report });
      } catch (error) {
        if (!isOver) setTried({ problem: problemOf(error), asked: asked?.length ?? 0 });
      }
    })();
    return () => {
      isOver = true;
    };
  }, [typed]);
  const save = async () => {
    const faults = lacking(draft);
    setSaved(null);
    if (Object.keys(faults).length > 0) return setLacked({ of: JSON.stringify(draft), faults });
    setSaving(true);
    let asked: Awaited<ReturnType<typeof operations>> = null;
    try {
      asked = await operations();
      if (asked === null) return;
      setSaved(await servanda.post("/v1/batch", { body: { operations: asked, effects: true } }));
      change(null);
      onSaved();
    } catch (error) {
      setTried({ problem: problemOf(error), asked: asked?.length ?? 0 });
    } finally {
      setSaving(false);
    }
  };
  const { problem, asked = 0 } = tried;
  const faults = faultsOf(problem, `/operations/${asked - 1}/body`);
  const ofSource = {
    ...(asked === 1 ? {} : faultsOf(problem, "/operations/0/body")),
    ...(lacked?.of === JSON.stringify(draft) && lacked.faults),
  };
  return (
    <DeskForm label="What happened" isBusy={isSaving} onSave={() => void save()}>
      <Field label="What kind of event" fault={faults.type}>
        <CodeSelect value={draft.type} onChange={(type) => change({ type })} codes={list("event-type")} required />
      </Field>
      <DateField label="When" value={draft.date} onChange={(date) => change({ date })} fault={faults.date} required />
      <Field label="In a few words" isWide fault={faults.title}>
        <TextInput
          value={draft.title}
          onChange={(title) => change({ title })}
          maxLength={500}
          dir="auto"
          placeholder={draft.type && label("event-type", draft.type)}
        />
      </Field>
      {movesDue(draft.type) && (
        <DueFields
          label="Now due, in its words"
          text={draft.dueText}
          onText={(dueText) => change({ dueText })}
          date={draft.dueDate}
          onDate={(dueDate) => change({ dueDate })}
          statedOn=""
          promisors={[]}
          faults={faults}
        />
      )}
      <Acts {...{ commitment, draft, change, faults }} />
      <RareFields {...{ commitment, draft, change, faults }} />
      <EvidenceFields {...{ draft, change, faults, ofSource }} />
      {tried.report && <Effect of={tried.report} id={id} />}
      <FormTrouble problem={problem} shown={[faults, ofSource]} />
      <p class="form-actions">
        <button type="submit" class="main-action" disabled={isSaving} aria-keyshortcuts="Control+Enter">
          Record it <kbd>Ctrl Enter</kbd>
        </button>
      </p>
      {saved && <Outcome key={saved.changeSet} report={saved} words="Recorded." onUndone={onSaved} />}
    </DeskForm>
  );
}
