import type { Commitment, Quote, Source } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import type { Place } from "../router.ts";
import { Evidence } from "./evidence.tsx";
import { Empty } from "./state.tsx";

/** The words that make the promise, in what stands around them, with who said them and where. */
export function Quotes({ commitment, place }: { commitment: Commitment; place: Place }) {
  const { quotes = [], sources = [] } = commitment;
  if (quotes.length === 0) {
    return <Empty>No words are on record for this commitment: it rests on what its timeline cites.</Empty>;
  }
  return (
    <div class="quotes">
      {quotes.map((quote) => (
        <QuoteBlock
          key={quote.id}
          quote={quote}
          source={sources.find(({ id }) => id === quote.sourceId)}
          statedOn={commitment.statedOn}
          place={place}
        />
      ))}
    </div>
  );
}

function QuoteBlock({
  quote,
  source,
  statedOn,
  place,
}: {
  quote: Quote;
  source: Source | undefined;
  statedOn: string;
  place: Place;
}) {
  return (
    <figure class="quote">
      <blockquote dir="auto" lang={quote.language ?? undefined}>
        {quote.prefix && <span class="around">…{quote.prefix}</span>}
        <mark>{quote.display ?? quote.exact}</mark>
        {quote.suffix && <span class="around">{quote.suffix}…</span>}
      </blockquote>
      {quote.translation && (
        <p class="translation" dir="auto">
          {quote.translation} <span class="soft">(translation)</span>
        </p>
      )}
      <figcaption>
        <Speaker quote={quote} /> <span class="soft">{dateWords(statedOn)}</span>
        {source && (
          <>
            {" · "}
            <Evidence source={source} place={place} />
          </>
        )}
        <Anchor quote={quote} />
      </figcaption>
    </figure>
  );
}

function Speaker({ quote: { speaker } }: { quote: Quote }) {
  if (!speaker) return null;
  const words = [speaker.name ?? speaker.party, speaker.office].filter((word) => word);
  return <b>{words.join(", ")}</b>;
}

/** Whether the words still stand in their source. */
function Anchor({ quote: { anchor, locator } }: { quote: Quote }) {
  const { find, label } = useCodes();
  return (
    <span class="anchor soft" title={find("anchor", anchor)?.definition}>
      {locator && ` · ${locator}`} · words {label("anchor", anchor).toLowerCase()}
    </span>
  );
}
