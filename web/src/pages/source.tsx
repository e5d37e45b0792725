import { useState } from "preact/hooks";
import { keptKey, type Quote, type Source } from "../api.ts";
import type { PageProps } from "../app.tsx";
import { useCodes } from "../codes.ts";
import { dateWords, instantWords } from "../dates.ts";
import { lazily } from "../lazily.tsx";
import { commitmentUrl, othersUrl, Parties, partyUrl, Status, shortName } from "../parts/labels.tsx";
import { Main, momentOf, recordTimeOf } from "../parts/layout.tsx";
import { Anchor } from "../parts/quotes.tsx";
import { Scroll } from "../parts/scroll.tsx";
import { Empty, Loading, Part, Trouble, wholePage } from "../parts/state.tsx";
import type { Place } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

/** For those with a key. */
const SourceEdit = lazily(async () => (await import("../desk/update/update.tsx")).SourceEdit, 1);

export function SourcePage({ place, names: [id = ""] }: PageProps) {
  const { label } = useCodes();
  const at = recordTimeOf(place);
  const source = useAnswer("/v1/sources/{id}", { path: { id }, query: at });
  const quotes = useAnswer("/v1/sources/{id}/quotes", { path: { id }, query: { ...at, limit: 200 } });
  const rests = useAnswer("/v1/commitments", {
    query: { ...momentOf(place), source: id, include: "parties", limit: 50 },
  });
  useTitle(source.data?.title);
  const kicker = (
    <>
      <a href="/sources">Sources</a>
      {source.data && ` / ${label("source-kind", source.data.kind)}`}
    </>
  );
  if (source.problem) {
    return (
      <Main place={place} kicker={kicker} title={id}>
        <Trouble problem={source.problem} retry={source.retry} />
      </Main>
    );
  }
  const isThere = [source, quotes, rests].every(({ data, problem }) => data ?? problem);
  if (!isThere) {
    return (
      <Main place={place} kicker={kicker} title={<span dir="auto">{source.data?.title ?? id}</span>}>
        <Loading rows={wholePage} />
      </Main>
    );
  }
  return (
    <Main place={place} kicker={kicker} title={<span dir="auto">{source.data?.title ?? id}</span>}>
      {source.data && <Facts source={source.data} place={place} />}
      {source.data && keptKey() !== null && !at.asOf && <SourceEdit source={source.data} onSaved={source.retry} />}
      <section>
        <h2>Words quoted from it</h2>
        <Part answered={quotes} rows={4}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty>No words of it are quoted.</Empty>
            ) : (
              <ol class="plain quoted">
                {data.map((quote) => (
                  <QuotedWords key={quote.id} quote={quote} />
                ))}
              </ol>
            )
          }
        </Part>
      </section>
      <section>
        <h2>What rests on it</h2>
        <Part answered={rests} rows={4}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty>No commitment rests on it.</Empty>
            ) : (
              <ul class="plain entries">
                {data.map((row) => (
                  <li key={row.id}>
                    <span class="when">{dateWords(row.statedOn)}</span>
                    <span>
                      <a href={commitmentUrl(place, row.slug)}>{row.title}</a>
                      <small>
                        <Parties of={row.parties} place={place} others={othersUrl(place, row.slug)} />{" "}
                        <Status code={row.status ?? ""} />
                      </small>
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Part>
      </section>
      <Snapshots id={id} quotes={quotes.data?.data ?? []} />
    </Main>
  );
}

function Facts({ source, place }: { source: Source; place: Place }) {
  const { publisher, author, publishedOn, language, issuedBy, url, archiveUrl } = source;
  const facts = [
    ["Published", [publisher, publishedOn && dateWords(publishedOn)].filter((word) => word).join(", ")],
    ["Author", author],
    ["Language", language && (new Intl.DisplayNames("en", { type: "language" }).of(language) ?? language)],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([term, text]) =>
        text ? (
          <>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </>
        ) : null,
      )}
      <dt>Issued by</dt>
      <dd>
        {issuedBy.length === 0
          ? "no party: independent"
          : issuedBy.map((code, n) => (
              <span key={code}>
                {n > 0 && ", "}
                <a href={partyUrl(place, code)}>
                  <PartyName code={code} place={place} />
                </a>
              </span>
            ))}
      </dd>
      {url && (
        <>
          <dt>Original</dt>
          <dd>
            <a href={url} rel="noreferrer" target="_blank">
              {url}
            </a>
          </dd>
        </>
      )}
      {archiveUrl && (
        <>
          <dt>Archived</dt>
          <dd>
            <a href={archiveUrl} rel="noreferrer" target="_blank">
              {archiveUrl}
            </a>
          </dd>
        </>
      )}
    </dl>
  );
}

/** The code, until its name is there. */
function PartyName({ code, place }: { code: string; place: Place }) {
  const party = useAnswer("/v1/parties/{code}", { path: { code }, query: recordTimeOf(place) });
  return <>{shortName(party.data?.name ?? code)}</>;
}

function QuotedWords({ quote }: { quote: Quote }) {
  return (
    <li>
      <blockquote dir="auto" lang={quote.language ?? undefined}>
        {quote.display ?? quote.exact}
      </blockquote>
      {quote.translation && <p class="translation">{quote.translation} (translation)</p>}
      <small class="soft">
        {[quote.speaker?.name, quote.speaker?.office].filter((word) => word).join(", ")} <Anchor quote={quote} />
      </small>
    </li>
  );
}

/** Texts as retrieved; one that may be shown is shown where the reader asks for it, its quotes marked. */
function Snapshots({ id, quotes }: { id: string; quotes: readonly Quote[] }) {
  const snapshots = useAnswer("/v1/sources/{id}/snapshots", { path: { id }, query: { limit: 50 } });
  const [shown, show] = useState<string | null>(null);
  return (
    <section>
      <h2>Its text, as retrieved</h2>
      {keptKey() !== null && (
        <p>
          <a href={`/desk/read?source=${id}`}>Read it at the desk</a>
        </p>
      )}
      <Part answered={snapshots} rows={2}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty>No text of it is on record, so its quotes cannot be checked against one here.</Empty>
          ) : (
            <ul class="plain">
              {data.map((each) => (
                <li key={each.id}>
                  <p>
                    Retrieved {instantWords(each.retrievedAt)}: {each.length.toLocaleString("en")} characters,{" "}
                    <span class="soft">
                      SHA-256 <code class="hash">{each.sha256}</code>
                    </span>
                  </p>
                  {each.hasText ? (
                    <button
                      type="button"
                      aria-expanded={shown === each.id}
                      onClick={() => show(shown === each.id ? null : each.id)}
                    >
                      {shown === each.id ? "Hide the text" : "Show the text"}
                    </button>
                  ) : (
                    <p class="soft">
                      The text itself is not kept here, its hash is: whoever has the same text can prove that it is the
                      same.
                    </p>
                  )}
                  {shown === each.id && <MarkedText id={id} snapshotId={each.id} quotes={quotes} />}
                </li>
              ))}
            </ul>
          )
        }
      </Part>
    </section>
  );
}

function MarkedText({ id, snapshotId, quotes }: { id: string; snapshotId: string; quotes: readonly Quote[] }) {
  const text = useAnswer("/v1/sources/{id}/snapshots/{snapshotId}/text", { path: { id, snapshotId } });
  return (
    <Part answered={text} rows={10}>
      {(whole) => (
        <Scroll label="The text" isTall>
          <div class="source-text" dir="auto">
            {marked(
              whole,
              quotes.filter((quote) => quote.snapshotId === snapshotId),
            )}
          </div>
        </Scroll>
      )}
    </Part>
  );
}

/** The text with its quotes marked; places count code points. */
function marked(text: string, quotes: readonly Quote[]) {
  const points = Array.from(text);
  const spans = quotes.flatMap(({ start, end }) => (start === null || end === null ? [] : [{ start, end }]));
  const edges = [...new Set([0, points.length, ...spans.flatMap(({ start, end }) => [start, end])])].toSorted(
    (a, b) => a - b,
  );
  return edges.slice(0, -1).map((start, n) => {
    const part = points.slice(start, edges[n + 1]).join("");
    return spans.some((span) => span.start <= start && start < span.end) ? <mark key={start}>{part}</mark> : part;
  });
}
