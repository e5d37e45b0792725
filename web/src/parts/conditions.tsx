import type { Commitment } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import type { Place } from "../router.ts";
import { SourceLinks } from "./evidence.tsx";

/** What the promise waits for, in its own words, and whether that has come about. */
export function Conditions({ commitment, place }: { commitment: Commitment; place: Place }) {
  const { label, find } = useCodes();
  const { conditions, timeliness } = commitment;
  if (conditions.length === 0) return null;
  return (
    <section id="conditions">
      <h2>What it waits for</h2>
      {timeliness === "awaiting_condition" && (
        <p>
          <b>{label("timeliness", timeliness)}.</b> {find("timeliness", timeliness)?.definition}
        </p>
      )}
      <ul class="plain entries">
        {conditions.map(({ id, text, state, decidedOn, evidence }) => (
          <li key={id}>
            <span class={`when c-${state}`}>{label("condition-state", state)}</span>
            <span>
              <q dir="auto">{text}</q>
              <small>
                {decidedOn && <span>{dateWords(decidedOn)}</span>}
                <SourceLinks evidence={evidence} sources={commitment.sources ?? []} place={place} />
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
