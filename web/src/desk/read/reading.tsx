import { Loading, Trouble, wholePage } from "../../parts/state.tsx";
import type { Place } from "../../router.ts";
import { Desk } from "../frame.tsx";
import type { Sentence } from "./finder.ts";
import { useReading } from "./use-reading.ts";
import { Workplace } from "./workplace.tsx";

export function Reading({ place, id }: { place: Place; id: string }) {
  const { reading, found, stopped, recorded, addRecorded, takeBack } = useReading(id);
  const { data, problem, retry } = reading;
  const title = <span dir="auto">{data?.source.title ?? "Read a text"}</span>;
  const isReady = data !== null && (found.data !== null || found.problem !== null);
  return (
    <Desk place={place} title={title} isWide>
      {problem && <Trouble problem={problem} retry={retry} asksForKey={false} />}
      {found.problem && <Trouble problem={found.problem} retry={found.retry} asksForKey={false} />}
      {!problem && reading.isLoading && <Loading rows={wholePage} />}
      {!problem && !reading.isLoading && data === null && <NoText id={id} />}
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

function NoText({ id }: { id: string }) {
  return (
    <p class="empty">
      No text of this source is kept here, so there is nothing to read. <a href="/desk/read">Paste the text</a> as a
      source of its own, or see <a href={`/sources/${id}`}>what rests on this one</a>.
    </p>
  );
}
