import { useRef } from "preact/hooks";
import { type Commitment, keptKey } from "../api.ts";
import type { PageProps } from "../app.tsx";
import { LifeChart } from "../charts/life.tsx";
import { useCodes } from "../codes.ts";
import { lazily } from "../lazily.tsx";
import { Assessments } from "../parts/assessments.tsx";
import { Care } from "../parts/care.tsx";
import { Cite } from "../parts/cite.tsx";
import { Conditions } from "../parts/conditions.tsx";
import { Entries } from "../parts/entries.tsx";
import { Evidence } from "../parts/evidence.tsx";
import { History } from "../parts/history.tsx";
import { commitmentUrl, Parties, Status } from "../parts/labels.tsx";
import { atMoment, Main, momentOf } from "../parts/layout.tsx";
import { Milestones } from "../parts/milestones.tsx";
import { Money } from "../parts/money.tsx";
import { Participation } from "../parts/participation.tsx";
import { Quotes } from "../parts/quotes.tsx";
import { Report } from "../parts/report.tsx";
import { Loading, Trouble, wholePage } from "../parts/state.tsx";
import { Targets } from "../parts/targets.tsx";
import { TimeMachine } from "../parts/time-machine.tsx";
import { Upcoming } from "../parts/upcoming.tsx";
import { Verdicts } from "../parts/verdicts.tsx";
import { apiPage, type Place } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

/** For those with a key: none of it is loaded by readers. */
const Update = lazily(async () => (await import("../desk/update/update.tsx")).Update, 1);
const Deleted = lazily(async () => (await import("../desk/update/update.tsx")).Deleted, 1);
const DeskEntries = lazily(async () => (await import("../desk/update/update.tsx")).DeskEntries, 8);

const include = ["quotes", "events", "milestones", "assessments", "relations", "parties", "sources", "participation"];

export function CommitmentPage({ place, names: [id = ""] }: PageProps) {
  const { label } = useCodes();
  const moment = momentOf(place);
  const answered = useAnswer("/v1/commitments/{id}", { path: { id }, query: { ...moment, include } });
  const timeline = useAnswer("/v1/commitments/{id}/timeline", { path: { id }, query: { ...moment, limit: 200 } });
  const { data, problem, isLoading, retry } = answered;
  const isExplained = place.query.has("why") || (data?.targets.length ?? 0) > 0;
  const explained = useAnswer("/v1/commitments/{id}/explain", isExplained ? { path: { id }, query: moment } : null);
  // Once there it stays, so that whoever moves its sliders keeps hold of them.
  const hasAnswer = useRef(false);
  hasAnswer.current ||= data !== null || problem !== null;
  const isNowhere = problem?.status === 404 && !moment.on && !moment.asOf;
  useTitle(data?.title);
  const isAtDesk = keptKey() !== null && !moment.on && !moment.asOf;
  const askAnew = () => {
    answered.retry();
    timeline.retry();
  };
  const kicker = data && (
    <>
      <a href="/commitments">Commitments</a> /{" "}
      <a href={`/commitments?type=${data.type}`}>{label("commitment-type", data.type)}</a>
    </>
  );
  return (
    <Main place={place} kicker={kicker ?? <a href="/commitments">Commitments</a>} title={data?.title ?? id}>
      {problem &&
        (isNowhere && isAtDesk ? (
          <Deleted key={id} id={id} problem={problem} onRestored={askAnew} />
        ) : (
          <Trouble problem={problem} retry={retry} />
        ))}
      {!data && !problem && <Loading rows={wholePage} />}
      {data && (
        <div class={isLoading ? "stale" : undefined} aria-busy={isLoading}>
          <p class="by">
            <Parties of={data.parties} place={place} others="#participation" />
            {data.location && (
              <a class="on-map" href={atMoment(place, `/commitments?view=map&ids=${data.slug}`)}>
                On the map
              </a>
            )}
          </p>
          <Quotes commitment={data} place={place} />
          <Verdicts commitment={data} explained={explained} place={place} />
          <Care commitment={data} place={place} />
        </div>
      )}
      {data && isAtDesk && <Update key={data.id} commitment={data} onSaved={askAnew} />}
      {hasAnswer.current && !isNowhere && (
        <TimeMachine
          key={id}
          id={id}
          place={place}
          stated={data?.statedEarliest ?? null}
          entries={timeline.data?.data ?? []}
        />
      )}
      {data && (
        <div class={isLoading ? "stale" : undefined}>
          {data.summary && (
            <section>
              <h2>In short</h2>
              <p class="summary" dir="auto">
                {data.summary}
              </p>
              {moment.on && <p class="soft">Summed up by those who keep the record, who may tell what came later.</p>}
            </section>
          )}
          <section id="timeline">
            {timeline.problem && <Trouble problem={timeline.problem} retry={timeline.retry} />}
            {timeline.data ? (
              <>
                <LifeChart entries={timeline.data.data} commitment={data} now={moment.on} />
                {isAtDesk ? (
                  <DeskEntries entries={timeline.data.data} commitment={data} place={place} onSaved={askAnew} />
                ) : (
                  <Entries entries={timeline.data.data} commitment={data} place={place} />
                )}
                {timeline.data.page.next && (
                  <p class="more">
                    Only the first 200 entries are shown.{" "}
                    <a href={apiPage(`/v1/commitments/${id}/timeline`)}>All of them</a>
                  </p>
                )}
              </>
            ) : (
              !timeline.problem && <Loading rows={8} />
            )}
          </section>
          <Upcoming commitment={data} place={place} />
          <Milestones commitment={data} />
          <Targets commitment={data} explained={explained} place={place} />
          <Conditions commitment={data} place={place} />
          <Money commitment={data} />
          <Participation commitment={data} entries={timeline.data?.data ?? []} place={place} />
          <Assessments commitment={data} place={place} />
          <Relations commitment={data} place={place} />
          <Sources commitment={data} place={place} />
          <History id={id} version={data.version} place={place} {...(isAtDesk && { onUndone: askAnew })} />
          <Cite commitment={data} place={place} />
          <Report title={data.title} version={data.version} place={place} />
        </div>
      )}
    </Main>
  );
}

function Relations({ commitment: { relations = [] }, place }: { commitment: Commitment; place: Place }) {
  const { label } = useCodes();
  if (relations.length === 0) return null;
  return (
    <section id="relations">
      <h2>Beside other commitments</h2>
      <ul class="plain entries">
        {relations.map(({ id, type, direction, other, note }) => (
          <li key={id}>
            <span class="when">
              {direction === "incoming" ? "← " : ""}
              {label("relation-type", type)}
            </span>
            <span>
              <a href={commitmentUrl(place, other?.slug)}>{other?.title}</a>
              <small>{other && <Status code={other.status} />}</small>
              {note && <small class="soft">{note}</small>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sources({ commitment: { sources = [] }, place }: { commitment: Commitment; place: Place }) {
  if (sources.length === 0) return null;
  return (
    <section id="sources">
      <h2>Sources</h2>
      <ul class="plain sources">
        {sources.map((source) => (
          <li key={source.id}>
            <Evidence source={source} place={place} />
          </li>
        ))}
      </ul>
    </section>
  );
}
