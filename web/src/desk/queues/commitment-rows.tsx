import type { Commitment } from "../../api.ts";
import { dateWords } from "../../dates.ts";
import { commitmentUrl, DueWords, othersUrl, Parties, Status, Timeliness } from "../../parts/labels.tsx";
import type { Place } from "../../router.ts";
import { servanda } from "../session.ts";
import { type Queue, today } from "./queues.ts";
import { Rows } from "./rows.tsx";
import { Twins, tellingApart } from "./twins.tsx";
import { useOutcomes } from "./use-outcomes.ts";

export function CommitmentRows({
  rows,
  queue,
  place,
  onDone,
}: {
  rows: readonly Commitment[];
  queue: Queue;
  place: Place;
  onDone: () => void;
}) {
  const { outcomes, run } = useOutcomes(onDone);
  const review = ({ id }: Commitment) => void run(id, () => lookedAt(id));
  const commands = { ...(queue.isReviewed && { r: review }), ...(queue.isCompared && tellingApart) };
  return (
    <>
      <p class="soft">
        <kbd>n</kbd> next, <kbd>p</kbd> previous, <kbd>Enter</kbd> opens it
        {queue.isReviewed && (
          <>
            , <kbd>r</kbd> looked today, nothing found
          </>
        )}
        {queue.isCompared && (
          <>
            , <kbd>d</kbd> two different commitments, <kbd>u</kbd> takes that back
          </>
        )}
      </p>
      <Rows rows={rows} label={queue.title} commands={commands}>
        {(row) => (
          <>
            <span>
              <a href={commitmentUrl(place, row.slug)}>{row.title}</a>
              <small>
                <Parties of={row.parties} place={place} others={othersUrl(place, row.slug)} />{" "}
                <Status code={row.status} /> <DueWords due={row.due} /> {row.due && <Timeliness of={row} />}
                {row.reviewedOn && <span class="soft"> looked at {dateWords(row.reviewedOn)}</span>}
              </small>
            </span>
            {queue.isCompared && <Twins of={row} place={place} onDone={onDone} />}
            <span class="row-actions">
              {queue.isReviewed && !outcomes.has(row.id) && (
                <button type="button" onClick={() => review(row)}>
                  Looked, nothing found
                </button>
              )}
              <output>{outcomes.get(row.id)}</output>
            </span>
          </>
        )}
      </Rows>
    </>
  );
}

/** The sources were searched today; a day that was set for that and has come is over. */
async function lookedAt(id: string): Promise<string> {
  await servanda.edit(id, ({ nextReviewOn }) => ({
    reviewedOn: today(),
    ...(nextReviewOn !== null && nextReviewOn <= today() && { nextReviewOn: null }),
  }));
  return "Looked at today";
}
