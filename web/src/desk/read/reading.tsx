import { useState } from "preact/hooks";
import type { Problem, Source } from "../../api.ts";
import { dateWords } from "../../dates.ts";
import { Empty, Loading, Trouble, wholePage } from "../../parts/state.tsx";
import type { Place } from "../../router.ts";
import { DeskForm } from "../desk-form.tsx";
import { CodeSelect, Field } from "../fields/field.tsx";
import { Desk } from "../frame.tsx";
import { problemOf, servanda } from "../session.ts";
import { useAction } from "../use-action.ts";
import type { Document } from "./document.ts";
import type { Sentence } from "./finder.ts";
import { TextIntake } from "./text-intake.tsx";
import { useReading } from "./use-reading.ts";
import { Workplace } from "./workplace.tsx";

export function Reading({ place, id }: { place: Place; id: string }) {
  const { reading, found, stopped, recorded, addRecorded, takeBack } = useReading(id);
  const { data, problem, retry } = reading;
  const { source = null, read = null } = data ?? {};
  const title = <span dir="auto">{source?.title ?? "Read a text"}</span>;
  const isReady = !found.isLoading && !stopped.isLoading;
  return (
    <Desk place={place} title={title} isWide>
      {problem && <Trouble problem={problem} retry={retry} asksForKey={false} />}
      {found.problem && <Trouble problem={found.problem} retry={found.retry} asksForKey={false} />}
      {found.problem && languagesOf(found.problem).length > 0 && (
        <NameLanguage id={id} languages={languagesOf(found.problem)} onNamed={found.retry} />
      )}
      {!problem && reading.isLoading && <Loading rows={wholePage} />}
      {source && !read && <NoText source={source} onText={retry} />}
      {read && !isReady && <Loading rows={wholePage} />}
      {read && isReady && (
        <Workplace
          id={id}
          read={read}
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

/** Those in which promises are found, where the text does not tell its own. */
const languagesOf = ({ errors = [] }: Problem): readonly string[] =>
  errors.find(({ code }) => code === "unknown_language")?.allowed ?? [];

const names = new Intl.DisplayNames("en", { type: "language" });

function NameLanguage({ id, languages, onNamed }: { id: string; languages: readonly string[]; onNamed: () => void }) {
  const [tag, setTag] = useState("");
  const { run, isBusy, problem } = useAction();
  const name = async () => {
    await servanda.edit("/v1/sources/{id}", { id }, () => ({ language: tag }));
    onNamed();
    return "";
  };
  return (
    <DeskForm label="The language of the text" isBusy={isBusy} onSave={() => void run(name)}>
      <Field label="It is in">
        <CodeSelect
          value={tag}
          onChange={setTag}
          codes={languages.map((code) => ({ code, name: names.of(code) ?? code }))}
          required
        />
      </Field>
      <p class="form-actions">
        <button type="submit" disabled={isBusy}>
          Look for promises again
        </button>
      </p>
      {problem && <Trouble problem={problem} asksForKey={false} />}
    </DeskForm>
  );
}

/** A source whose text nobody has kept: the first one that is given is read. */
function NoText({ source, onText }: { source: Source; onText: () => void }) {
  const { id, slug, publisher, publishedOn, url } = source;
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = ({ text, mediaType }: Document) =>
    servanda
      .post("/v1/sources/{id}/snapshots", { path: { id }, body: { text, mediaType } })
      .then(onText, (error: unknown) => setProblem(problemOf(error)));
  return (
    <>
      <p>
        <a href={`/sources/${slug}`}>Its page</a>, {publisher && `${publisher}, `}
        {dateWords(publishedOn)}
        {url && (
          <>
            ,{" "}
            <a class="out" href={url} rel="noreferrer" target="_blank">
              original
            </a>
          </>
        )}
      </p>
      <Empty>
        No text of this source is kept here yet. Give it, and it can be read: its quotes are then looked for in it.
      </Empty>
      {problem && <Trouble problem={problem} asksForKey={false} />}
      <TextIntake draft={`text:${id}`} onDocument={(document) => void add(document)} />
    </>
  );
}
