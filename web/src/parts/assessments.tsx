import type { Commitment } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import type { Place } from "../router.ts";
import { Evidence } from "./evidence.tsx";

const origins = [
  ["selfReported", "self_reported", "By those who promised"],
  ["counterpart", "counterpart", "By another party to it"],
  ["independent", "independent", "By nobody involved"],
] as const;

/** Who judged what, side by side, since they differ. */
export function Assessments({ commitment, place }: { commitment: Commitment; place: Place }) {
  const { label } = useCodes();
  const { assessments = [], fulfilmentByOrigin, sources = [] } = commitment;
  if (assessments.length === 0) return null;
  return (
    <section id="assessments">
      <h2>Judgements</h2>
      <div class="verdicts">
        {origins.map(([name, code, words]) => (
          <div class="verdict" key={name}>
            <h3>{words}</h3>
            <p class="answer">{label("fulfilment", fulfilmentByOrigin[name])}</p>
            <ol class="plain">
              {assessments
                .filter(({ origin }) => origin === code)
                .map((each) => (
                  <li key={each.id}>
                    <small>
                      {dateWords(each.on)}: <b>{label("fulfilment", each.fulfilment)}</b> by {each.assessor},{" "}
                      {label("confidence", each.confidence).toLowerCase()} confidence
                    </small>
                    {each.rationale && <p dir="auto">{each.rationale}</p>}
                    {each.evidence.map(({ sourceId }) => {
                      const source = sources.find(({ id }) => id === sourceId);
                      return source && <Evidence key={sourceId} source={source} place={place} />;
                    })}
                  </li>
                ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  );
}
