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
      {together(quotes).map((group) => (
        <QuoteBlock
          key={group[0].id}
          quotes={group}
          source={sources.find(({ id }) => id === group[0].sourceId)}
          statedOn={commitment.statedOn}
          place={place}
        />
      ))}
    </div>
  );
}

type Group = [Quote, ...Quote[]];

/** Quotes in a row of one source and one speaker, which are cited once. */
function together(quotes: readonly Quote[]): Group[] {
  const groups: Group[] = [];
  for (const quote of quotes) {
    const last = groups.at(-1);
    if (last && citation(last[0]) === citation(quote)) last.push(quote);
    else groups.push([quote]);
  }
  return groups;
}

const citation = ({ sourceId, speaker, anchor, locator }: Quote) =>
  JSON.stringify([sourceId, speaker, anchor, locator]);

function QuoteBlock({
  quotes,
  source,
  statedOn,
  place,
}: {
  quotes: Group;
  source: Source | undefined;
  statedOn: string;
  place: Place;
}) {
  const [first] = quotes;
  return (
    <figure class="quote">
      {quotes.map((quote) => (
        <Words key={quote.id} quote={quote} />
      ))}
      <figcaption>
        <Speaker quote={first} /> <span class="soft">{dateWords(statedOn)}</span>
        {source && (
          <>
            {" · "}
            <Evidence source={source} place={place} />
          </>
        )}{" "}
        <Anchor quote={first} />
      </figcaption>
    </figure>
  );
}

/** What stands around words is cut at a count of letters; it is shown from the next whole word, where there is one. */
const fromWord = (prefix: string): string => prefix.replace(/^\S+\s+(?=\S)/, "");
const toWord = (suffix: string): string => suffix.replace(/(\S\s+)\S+$/, "$1").trimEnd();

function Words({ quote: { prefix, suffix, display, exact, language, translation } }: { quote: Quote }) {
  return (
    <>
      <blockquote dir="auto" lang={language ?? undefined}>
        {prefix && <span class="around">…{fromWord(prefix)}</span>}
        <mark>{display ?? exact}</mark>
        {suffix && <span class="around">{toWord(suffix)}…</span>}
      </blockquote>
      {translation && (
        <p class="translation" dir="auto">
          {translation} <span class="soft">(translation)</span>
        </p>
      )}
    </>
  );
}

function Speaker({ quote: { speaker } }: { quote: Quote }) {
  if (!speaker) return null;
  const words = [speaker.name ?? speaker.party, speaker.office].filter((word) => word);
  return <b>{words.join(", ")}</b>;
}

/** Whether the words still stand in their source; the word for it leads to its definition. */
export function Anchor({ quote: { anchor, locator } }: { quote: Pick<Quote, "anchor" | "locator"> }) {
  const { find, label } = useCodes();
  return (
    <span class="anchor soft">
      {locator && `${locator}, `}words{" "}
      <a href={`/codelists/anchor#${anchor}`} title={find("anchor", anchor)?.definition}>
        {label("anchor", anchor).toLowerCase()}
      </a>
    </span>
  );
}
