import { useState } from "preact/hooks";
import type { Problem } from "../../api.ts";
import { Empty, Loading, Trouble, wholePage } from "../../parts/state.tsx";
import type { Place } from "../../router.ts";
import { Desk } from "../frame.tsx";
import { problemOf, servanda } from "../session.ts";
import type { Document } from "./document.ts";
import type { Sentence } from "./finder.ts";
import { TextIntake } from "./text-intake.tsx";
import { useReading } from "./use-reading.ts";
import { Workplace } from "./workplace.tsx";

export function Reading({ place, id }: { place: Place; id: string }) {
  const { reading, found, stopped, recorded, addRecorded, takeBack } = useReading(id);
  const { data, problem, retry } = reading;
  const title = <span dir="auto">{data?.source.title ?? "Read a text"}</span>;
  const isReady = data !== null && !found.isLoading && !stopped.isLoading;
  return (
    <Desk place={place} title={title} isWide>
      {problem && <Trouble problem={problem} retry={retry} asksForKey={false} />}
      {found.problem && <Trouble problem={found.problem} retry={found.retry} asksForKey={false} />}
      {!problem && reading.isLoading && <Loading rows={wholePage} />}
      {!problem && !reading.isLoading && data === null && <NoText id={id} onText={retry} />}
      {data && !isReady && <Loading rows={wholePage} />}
      {data && isReady && (
        <Workplace
          id={id}
          read={data}
          sentences={found.data?.data ?? none}
          stopped={stopped.data?.start ?? null}
          recorded={recorded}
          onRecorded={addRecorded}
          onTakenBack={takeBack}
        />
      )}
    </Desk>
  );
}

const none: readonly Sentence[] = [];

/** A source whose text nobody has kept: the first one that is given is read. */
function NoText({ id, onText }: { id: string; onText: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = ({ text, mediaType }: Document) =>
    servanda
      .post("/v1/sources/{id}/snapshots", { path: { id }, body: { text, mediaType } })
      .then(onText, (error: unknown) => setProblem(problemOf(error)));
  return (
    <>
      <Empty>
        No text of this source is kept here yet. Give it, and it can be read: its quotes are then looked for in it.
      </Empty>
      {problem && <Trouble problem={problem} asksForKey={false} />}
      <TextIntake draft={`text:${id}`} onDocument={(document) => void add(document)} />
    </>
  );
}
