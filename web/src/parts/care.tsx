import type { Commitment } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import type { Place } from "../router.ts";
import { atMoment } from "./layout.tsx";

/** Who has looked, until when, and where else such promises are. */
export function Care({ commitment, place }: { commitment: Commitment; place: Place }) {
  const { label, find } = useCodes();
  const { reviewedOn, nextReviewOn, testability, restatements, tags } = commitment;
  return (
    <ul class="plain care soft">
      <li>
        {reviewedOn === null
          ? "Nobody has said that sources were searched"
          : `Sources searched up to ${dateWords(reviewedOn)}`}
        {nextReviewOn && `, to be searched again on ${dateWords(nextReviewOn)}`}
      </li>
      {testability && (
        <li>
          <a href={`/codelists/testability#${testability}`} title={find("testability", testability)?.definition}>
            {label("testability", testability)}
          </a>
        </li>
      )}
      {restatements > 0 && (
        <li>
          Repeated <a href="#timeline">{restatements === 1 ? "once" : `${restatements} times`}</a>
        </li>
      )}
      {tags.map((tag) => (
        <li key={tag}>
          <a href={atMoment(place, `/commitments?${new URLSearchParams({ tag })}`)}>{tag}</a>
        </li>
      ))}
    </ul>
  );
}
