import type { Commitment, Milestone } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords, rhythmWords } from "../dates.ts";

/** A promise of every year: each time that it is to be kept, and whether it was. */
export function Occurrences({
  recurrence,
  milestones,
  id,
}: {
  recurrence: NonNullable<Commitment["recurrence"]>;
  milestones: readonly Milestone[];
  id: string;
}) {
  const { label } = useCodes();
  return (
    <section id={id}>
      <h2>To be kept {rhythmWords(recurrence.every)}</h2>
      <p class="soft">
        From {dateWords(recurrence.from)} until {dateWords(recurrence.until)}. It is late when one of them is.
      </p>
      <ol class="plain occurrences">
        {milestones.map(({ id: milestone, title, occurrence, state, timeliness, metOn }) => (
          <li key={milestone} class={`m-${state} t-${timeliness}`} title={title}>
            <b>{dateWords(occurrence)}</b>
            <span>
              {label("milestone-state", state)}
              {metOn && `, ${dateWords(metOn)}`}
            </span>
            {state !== "met" && <small>{label("timeliness", timeliness)}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}
