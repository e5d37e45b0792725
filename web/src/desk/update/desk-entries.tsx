import { useState } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Commitment, TimelineEntry } from "../../api.ts";
import { Entries } from "../../parts/entries.tsx";
import { Trouble } from "../../parts/state.tsx";
import type { Place } from "../../router.ts";
import { servanda } from "../session.ts";
import { Sure } from "../sure.tsx";
import { useAction } from "../use-action.ts";
import { EntryForm } from "./entry-form.tsx";
import { Outcome } from "./outcome.tsx";
import "../desk.css";
import "./update.css";

interface Done {
  report: Schemas["BatchReport"];
  words: string;
}

/** The timeline as an analyst has it: its events are corrected where they stand, or taken out. */
export function DeskEntries({
  entries,
  commitment,
  place,
  onSaved,
}: {
  entries: readonly TimelineEntry[];
  commitment: Commitment;
  place: Place;
  onSaved: () => void;
}) {
  const [corrected, correct] = useState<string | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const { run, isBusy, problem } = useAction();
  const finish = (report: Schemas["BatchReport"], words: string) => {
    setDone({ report, words });
    onSaved();
  };
  const takeOut = async (event: { id: string; version: number }) => {
    const path = `/v1/commitments/${commitment.id}/events/${event.id}`;
    const operations = [{ op: "DELETE" as const, path, ifMatch: event.version }];
    finish(await servanda.post("/v1/batch", { body: { operations } }), "The event is taken out.");
    return "";
  };
  const toolsOf = ({ entry, id }: TimelineEntry) => {
    const event = entry === "event" ? commitment.events?.find((each) => each.id === id) : undefined;
    if (!event) return null;
    if (corrected === id)
      return (
        <EntryForm
          key={event.version}
          event={event}
          onSaved={(report) => finish(report, "The event is corrected.")}
          onLeave={() => correct(null)}
        />
      );
    const isQuoted = event.evidence.some(({ quoteId }) => quoteId !== null);
    const question = `Take out “${event.title}”?${isQuoted ? " Its words stay with their source." : ""}`;
    return (
      <p class="entry-tools">
        <button type="button" onClick={() => correct(id)}>
          Correct<span class="hidden"> “{event.title}”</span>
        </button>{" "}
        {!isBusy && <Sure label="Take out" question={question} onYes={() => void run(() => takeOut(event))} />}
      </p>
    );
  };
  return (
    <div class="update">
      {problem && <Trouble problem={problem} asksForKey={false} />}
      {done && <Outcome key={done.report.changeSet} {...done} onUndone={onSaved} />}
      <Entries {...{ entries, commitment, place, toolsOf }} />
    </div>
  );
}
