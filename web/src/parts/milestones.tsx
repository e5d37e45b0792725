import type { Milestone } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import { DueWords, Timeliness } from "./labels.tsx";

/** What would show that the promise is kept. */
export function Milestones({ milestones, progress }: { milestones: readonly Milestone[]; progress: number | null }) {
  const { label } = useCodes();
  if (milestones.length === 0) return null;
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
