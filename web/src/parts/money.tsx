import type { Commitment } from "../api.ts";
import { dateWords, numberWords } from "../dates.ts";
import { Scroll } from "./scroll.tsx";

const stages = [
  ["pledged", "funding_pledged", "Pledged"],
  ["committed", "funding_committed", "Committed"],
  ["disbursed", "funding_disbursed", "Disbursed"],
] as const;

/** The money that events tell of, for each currency by itself; each sum leads to the events that it is of. */
export function Money({ commitment: { amounts, events = [] } }: { commitment: Commitment }) {
  if (amounts.length === 0) return null;
  const eventsOf = (currency: string, type: string) =>
    events.filter((event) => event.type === type && event.amount?.currency === currency);
  return (
    <section id="money">
      <h2>Money</h2>
      <Scroll label="Sums of money by currency, a table">
        <table class="narrow">
          <thead>
            <tr>
              <th scope="col">Currency</th>
              {stages.map(([stage, , title]) => (
                <th key={stage} scope="col" class="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {amounts.map((sums) => (
              <tr key={sums.currency}>
                <th scope="row">{sums.currency}</th>
                {stages.map(([stage]) => (
                  <td key={stage} class="number">
                    {sums[stage] === 0 ? (
                      <span class="soft">none on record</span>
                    ) : (
                      <a href={`#money-${sums.currency}-${stage}`}>{numberWords(sums[stage])}</a>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <details>
        <summary>The events that these sums are of</summary>
        {amounts.flatMap(({ currency }) =>
          stages
            .filter(([, type]) => eventsOf(currency, type).length > 0)
            .map(([stage, type, title]) => (
              <div key={currency + stage} id={`money-${currency}-${stage}`} class="summands">
                <h3>
                  {title}, {currency}
                </h3>
                <ul class="plain entries">
                  {eventsOf(currency, type).map(({ id, date, title, amount }) => (
                    <li key={id}>
                      <span class="when">{dateWords(date)}</span>
                      <span>
                        <a href={`#entry-${id}`} dir="auto">
                          {title}
                        </a>
                        <small>
                          {numberWords(amount?.value ?? 0)} {currency}
                        </small>
                      </span>
                    </li>
                  ))}
                </ul>
              </div>
            )),
        )}
      </details>
    </section>
  );
}
