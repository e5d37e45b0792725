import { useState } from "preact/hooks";
import type { PageProps } from "../../app.tsx";
import { plural } from "../../dates.ts";
import { Loading, Trouble } from "../../parts/state.tsx";
import { useDraft } from "../drafts.ts";
import { Field, TextInput } from "../fields/field.tsx";
import { Desk } from "../frame.tsx";
import { isSaveKey } from "../shortcuts.ts";
import { Sure } from "../sure.tsx";
import { Undo } from "../undo.tsx";
import { Activities } from "./activities.tsx";
import { Cells } from "./cells.tsx";
import { UnknownColumns } from "./columns.tsx";
import { Defaults, nothingSaid } from "./defaults.tsx";
import { rowCount, rowNoun } from "./file.ts";
import { Intake } from "./intake.tsx";
import { MistakeList } from "./mistake-list.tsx";
import { mistakesIn } from "./mistakes.ts";
import { Outcome } from "./outcome.tsx";
import { ReadDates } from "./read-dates.tsx";
import { askedOf, type Draft, isMended, useImport } from "./use-import.ts";
import "./import.css";
import { DeskForm } from "../desk-form.tsx";

const modes = [
  ["", "New, or known by its id"],
  ["create", "Only new ones: a slug that is taken is a fault"],
  ["update", "Only known ones: a slug that is not there is a fault"],
  ["upsert", "New ones are added, known ones are changed"],
] as const;

export function ImportPage({ place }: PageProps) {
  const importing = useImport();
  const [saved, setSaved] = useDraft("import:saved", { changeSet: 0, words: "" });
  const { draft, take } = importing;
  return (
    <Desk place={place} title="Import" isWide>
      {saved.changeSet > 0 && (
        <Undo key={saved.changeSet} changeSet={saved.changeSet} onUndone={() => {}}>
          {saved.words}
        </Undo>
      )}
      {draft === null ? (
        <Intake
          onFile={(file) => {
            take({ file, mode: "", reason: "", said: nothingSaid });
            void importing.check();
          }}
        />
      ) : (
        <Mending
          {...importing}
          draft={draft}
          onDone={(changeSet, words) => {
            setSaved({ changeSet, words });
            take(null);
            scrollTo(0, 0);
          }}
        />
      )}
    </Desk>
  );
}

type MendingProps = ReturnType<typeof useImport> & {
  draft: Draft;
  onDone: (changeSet: number, words: string) => void;
};

function Mending({ draft, take, edit, isKept, tried, problem, isBusy, check, commit, onDone }: MendingProps) {
  const { file, mode, reason } = draft;
  const [said, setSaid] = useState("");
  const open = tried?.faults.filter((fault) => !isMended(file, tried.of, fault)) ?? [];
  const isCurrent = tried !== null && tried.of === file && tried.asked === askedOf(draft);
  const isReady = isCurrent && tried.faults.length === 0 && tried.report.failed === 0;
  const change = (changed: Partial<Draft>) => take({ ...draft, ...changed });
  const submit = async () => {
    setSaid("");
    if (isBusy) return;
    if (!isReady) return void check();
    if (reason.trim() === "") return setSaid("Say why: it stands in the record beside the import.");
    const report = await commit();
    if (report === null) return;
    if (report.changeSet === null) return setSaid("Nothing was to be changed: all of it is on record.");
    const { created, updated } = report;
    onDone(report.changeSet, `Imported: ${created} new, ${updated} changed.`);
  };
  const Places = file.kind === "activities" ? Activities : Cells;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the button of the form within
    <div
      class="import-mending"
      aria-busy={isBusy}
      onKeyDown={(event) => {
        if (!isSaveKey(event) || event.defaultPrevented) return;
        event.preventDefault();
        void submit();
      }}
    >
      <p class="import-head">
        <span>
          <b dir="auto">{file.name}</b>, {plural(rowCount(file), rowNoun(file))}
        </span>
        <Sure label="Put it away" question="What was mended here is lost with it." onYes={() => take(null)} />
      </p>
      {!isKept && (
        <p class="fault" role="alert">
          This file is too long to be kept through a reload: finish it before you leave this page.
        </p>
      )}
      {file.kind === "sheet" && <UnknownColumns file={file} onChange={(next) => change({ file: next })} />}
      {problem && <Trouble problem={problem} asksForKey={false} />}
      {tried === null ? isBusy && <Loading rows={6} /> : <Outcome report={tried.report} noun={rowNoun(file)} />}
      <DeskForm label="Check and import" isBusy={isBusy} onSave={() => void submit()}>
        <Field label="Commitments that are on record" isWide>
          <select value={mode} onChange={(event) => change({ mode: event.currentTarget.value as Draft["mode"] })}>
            {modes.map(([code, words]) => (
              <option key={code} value={code}>
                {words}
              </option>
            ))}
          </select>
        </Field>
        <Defaults draft={draft} faults={open} change={(next) => change({ said: next })} />
        {isReady && (
          <Field label="Why, for the record" isWide fault={said}>
            <TextInput
              value={reason}
              onChange={(text) => change({ reason: text })}
              dir="auto"
              maxLength={500}
              placeholder="The programme of 2024, as published"
            />
          </Field>
        )}
        <p class="form-actions">
          <button type="submit" class="main-action" disabled={isBusy} aria-keyshortcuts="Control+Enter">
            {isReady ? "Import all of it" : "Check again"} <kbd>Ctrl Enter</kbd>
          </button>
          {tried && !isCurrent && <span class="hint">Something was changed since it was checked.</span>}
        </p>
      </DeskForm>
      {tried && open.length > 0 && (
        <section aria-labelledby="mistakes-title">
          <h2 id="mistakes-title">
            {plural(open.length, "fault")}
            {tried.report.errorsOmitted > 0 && ` of ${(open.length + tried.report.errorsOmitted).toLocaleString("en")}`}
          </h2>
          <ReadDates file={file} faults={open} onMend={edit} />
          <MistakeList file={file} mistakes={mistakesIn(file, open)} onMend={edit} />
        </section>
      )}
      {tried && tried.faults.length > 0 && (
        <Places file={file} checked={tried.of} faults={tried.faults} onEdit={edit} />
      )}
    </div>
  );
}
