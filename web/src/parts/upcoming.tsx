import type { Commitment } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import type { Place } from "../router.ts";
import { Status } from "./labels.tsx";
import { PartyNames } from "./party-names.tsx";

/** What has been done and is still to take effect. */
export function Upcoming({ commitment: { upcoming, parties }, place }: { commitment: Commitment; place: Place }) {
  const { label } = useCodes();
  if (upcoming.length === 0) return null;
  return (
    <section id="upcoming">
      <h2>Still to take effect</h2>
      <ul class="plain entries">
        {upcoming.map(({ event, type, title, date, effectiveOn, status, parties: whose }) => (
          <li key={event}>
            <span class="when">{dateWords(effectiveOn)}</span>
            <span>
              <a href={`#entry-${event}`} dir="auto">
                {title}
              </a>
              <small>
                <span class="soft">
                  {label("event-type", type)}, {dateWords(date)}
                </span>
                <PartyNames codes={whose} of={parties} place={place} />
                {status && (
                  <span>
                    will give <Status code={status} />
                  </span>
                )}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
