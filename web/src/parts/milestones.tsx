import type { Commitment, Milestone } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import { DueWords, Timeliness } from "./labels.tsx";
import { Occurrences } from "./occurrences.tsx";

/** What would show that the promise is kept; of a promise that recurs, each time that it is to be. */
export function Milestones({ commitment: { milestones = [], recurrence, progress } }: { commitment: Commitment }) {
  const occurrences = milestones.filter(({ occurrence }) => occurrence !== null);
  const others = milestones.filter(({ occurrence }) => occurrence === null);
  return (
    <>
      {recurrence && occurrences.length > 0 && (
        <Occurrences
          recurrence={recurrence}
          milestones={occurrences}
          id={others.length > 0 ? "occurrences" : "milestones"}
        />
      )}
      {others.length > 0 && <Criteria milestones={others} progress={progress} />}
    </>
  );
}

function Criteria({ milestones, progress }: { milestones: readonly Milestone[]; progress: number | null }) {
  const { label } = useCodes();
  return (
    <section id="milestones">
      <h2>Milestones</h2>
      {progress !== null && (
        <p>
          <progress value={progress} max={1} aria-label="Progress" /> {Math.round(progress * 100)} % by weight
        </p>
      )}
      <ul class="plain entries">
        {milestones.map((milestone) => (
          <li key={milestone.id}>
            <span class={`when m-${milestone.state}`}>{label("milestone-state", milestone.state)}</span>
            <span>
              <b dir="auto">{milestone.title}</b>
              {milestone.test && <small class="soft">Shown by: {milestone.test}</small>}
              <small>
                {milestone.metOn ? (
                  `Met ${dateWords(milestone.metOn)}`
                ) : (
                  <>
                    Due: <DueWords due={milestone.due} /> {milestone.due && <Timeliness of={milestone} />}
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
