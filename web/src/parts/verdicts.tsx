import type { ComponentChildren } from "preact";
import type { Commitment, Explanation } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords, latenessWords } from "../dates.ts";
import { go, type Place, withQuery } from "../router.ts";
import type { Answered } from "../use-answer.ts";
import { Status, Timeliness } from "./labels.tsx";
import { Part } from "./state.tsx";

type Axis = "status" | "timeliness" | "fulfilment" | "firmness" | "corroboration" | "progress";

/** The questions that stay apart, each with its answer and with why it is so. */
export function Verdicts({
  commitment,
  explained,
  place,
}: {
  commitment: Commitment;
  explained: Answered<Explanation>;
  place: Place;
}) {
  const { label, find } = useCodes();
  const chosen = place.query.get("why");
  const { status, statusSince, due, originalDue, fulfilment, firmness, corroboration, progress } = commitment;
  const hasMoved = originalDue?.edtf && originalDue.edtf !== due?.edtf;
  const original = latenessWords(commitment.slippage?.againstOriginal);
  const verdict = (axis: Axis, question: string, answer: ComponentChildren, more: ComponentChildren) => (
    <div class="verdict">
      <h2>{question}</h2>
      <p class="answer">{answer}</p>
      <p class="soft">{more}</p>
      <button
        type="button"
        aria-expanded={chosen === axis}
        aria-controls="why"
        aria-label={`Why: ${question}`}
        onClick={() => go(withQuery(place, { why: chosen === axis ? null : axis }), { replace: true })}
      >
        Why?
      </button>
    </div>
  );
  return (
    <>
      <div class="verdicts">
        {verdict("status", "What has happened?", <Status code={status} />, `since ${dateWords(statusSince)}`)}
        {verdict(
          "timeliness",
          "Is it late?",
          <Timeliness of={commitment} />,
          <>
            <DueLine of={commitment} />
            {hasMoved && (
              <>
                {due && <br />}
                At first: {dateWords(originalDue.edtf)}
                {original && `, late by ${original} against that`}
              </>
            )}
          </>,
        )}
        {verdict(
          "fulfilment",
          "Was it kept?",
          label("fulfilment", fulfilment),
          fulfilment === "not_assessed" ? "Nobody on record has judged it" : find("fulfilment", fulfilment)?.definition,
        )}
        {verdict(
          "firmness",
          "How binding are the words?",
          label("firmness", firmness),
          find("firmness", firmness)?.definition,
        )}
        {verdict(
          "corroboration",
          "How do we know?",
          label("corroboration", corroboration),
          find("corroboration", corroboration)?.definition,
        )}
        {progress !== null &&
          verdict(
            "progress",
            "How far is it?",
            `${Math.round(progress * 100)} %`,
            progressWords(commitment, explained.data),
          )}
      </div>
      <div id="why">{chosen && <Why explained={explained} axis={chosen as Axis} />}</div>
    </>
  );
}

/** When it is due, in words; nothing where the verdict has said that no date is known. */
function DueLine({ of: { due, timeliness } }: { of: Commitment }) {
  if (!due) return timeliness === "no_due" ? null : <>Without a due date</>;
  const words = due.text && <q dir="auto">{due.text}</q>;
  if (!due.edtf) return <>No date can be read from its words: {words}</>;
  return (
    <>
      Due: {dateWords(due.edtf)}
      {words && <> ({words})</>}
    </>
  );
}

/** What it is a share of: of the targets, where one of them tells, else of the milestones. */
function progressWords({ targets }: Commitment, explained: Explanation | null): ComponentChildren {
  if (targets.length === 0) return "of its milestones, by weight";
  const isByTargets = explained?.progress.targets.some(
    ({ conditional, progress }) => !conditional && progress !== null,
  );
  if (isByTargets === undefined) return "";
  return isByTargets ? <a href="#targets">by the numbers that it promises</a> : "of its milestones, by weight";
}

function Why({ explained, axis }: { explained: Answered<Explanation>; axis: Axis }) {
  return (
    <div class="why">
      <Part answered={explained} rows={3}>
        {(data) => <Working data={data} axis={axis} />}
      </Part>
    </div>
  );
}

function Working({ data, axis }: { data: Explanation; axis: Axis }) {
  const { label } = useCodes();
  if (axis === "firmness") {
    return (
      <>
        <p>The firmness of the words, as read from the quote, and of each statement that followed:</p>
        <ol class="plain inline">
          {data.firmness.over.map(({ date, firmness }, n) => (
            <li key={n}>
              {label("firmness", firmness)} <span class="soft">{date === null ? "first" : dateWords(date)}</span>
            </li>
          ))}
        </ol>
      </>
    );
  }
  const found = data[axis] as
    | { rule: string; events?: string[]; milestones?: { id: string; title: string; state: string; weight: number }[] }
    | undefined;
  if (!found) return <p>There is no explanation of that name.</p>;
  return (
    <>
      <p>
        <b>Rule.</b> {found.rule}
      </p>
      {axis === "timeliness" && (
        <p>
          <b>Lateness.</b> {data.slippage.rule}
        </p>
      )}
      {found.events && found.events.length > 0 && (
        <p>
          It rests on{" "}
          {found.events.map((event, n) => (
            <span key={event}>
              {n > 0 && ", "}
              <a href={`#entry-${event}`}>this entry of the timeline</a>
            </span>
          ))}
          .
        </p>
      )}
      {axis === "corroboration" && data.corroboration.sources.length > 0 && (
        <ul>
          {data.corroboration.sources.map(({ id, slug, issuedBy }) => (
            <li key={id}>
              <a href={`/sources/${slug}`}>{slug}</a>{" "}
              <span class="soft">
                {issuedBy.length === 0 ? "issued by no party on record" : `issued by ${issuedBy.join(", ")}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {found.milestones && (
        <ul>
          {found.milestones.map(({ id, title, state, weight }) => (
            <li key={id}>
              {title}: {label("milestone-state", state).toLowerCase()}, weight {weight}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
