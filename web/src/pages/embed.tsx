import type { Commitment } from "../api.ts";
import type { PageProps } from "../app.tsx";
import { StockChart } from "../charts/stock.tsx";
import { dateWords } from "../dates.ts";
import { DueWords, Status, Timeliness } from "../parts/labels.tsx";
import { momentOf } from "../parts/layout.tsx";
import { Part } from "../parts/state.tsx";
import { parametersOf } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

/** One panel for other pages: `/embed/commitments/{id}`, or `/embed/status` with the filters of the list. */
export function EmbedPage({ place, names: [what, id] }: PageProps) {
  return (
    <main id="main" class="embed">
      {what === "commitments" && id !== undefined ? (
        <CommitmentCard id={id} place={place} />
      ) : what === "status" ? (
        <StatusPanel place={place} />
      ) : (
        <p>
          There is no such panel. There are <code>/embed/commitments/…</code> and <code>/embed/status</code>.
        </p>
      )}
      <p class="soft">
        <a href={id ? `/commitments/${id}` : "/"} target="_blank" rel="noopener">
          Servanda: what was promised, and what became of it
        </a>
      </p>
    </main>
  );
}

function CommitmentCard({ id, place }: { id: string; place: PageProps["place"] }) {
  const answered = useAnswer("/v1/commitments/{id}", {
    path: { id },
    query: { ...momentOf(place), include: ["quotes", "parties"] },
  });
  useTitle(answered.data?.title);
  return (
    <Part answered={answered} rows={6}>
      {(data) => (
        <article>
          <p class="kicker">{namesOf(data.parties)}</p>
          <h1>
            <a href={`/commitments/${data.slug}`} target="_blank" rel="noopener">
              {data.title}
            </a>
          </h1>
          {data.quotes?.[0] && (
            <blockquote dir="auto" lang={data.quotes[0].language ?? undefined}>
              {data.quotes[0].display ?? data.quotes[0].exact}
            </blockquote>
          )}
          <p>
            <Status code={data.status} /> since {dateWords(data.statusSince)}
          </p>
          <p>
            Due: <DueWords due={data.due} /> <Timeliness of={data} />
          </p>
        </article>
      )}
    </Part>
  );
}

const mostNamed = 6;

function namesOf(parties: Commitment["parties"]): string {
  const names = parties.slice(0, mostNamed).map(({ name, party }) => name ?? party);
  return parties.length > mostNamed ? `${names.join(", ")} and ${parties.length - mostNamed} others` : names.join(", ");
}

function StatusPanel({ place }: Pick<PageProps, "place">) {
  useTitle("Status over time");
  const asked = { interval: "quarter", ...parametersOf(place.query, ["on"]) };
  const series = useAnswer("/v1/stats/series", { query: asked });
  const linkTo = (query: Record<string, string>) =>
    `/commitments?${new URLSearchParams({ ...Object.fromEntries(place.query), ...query })}`;
  return (
    <>
      <h1 class="hidden">Commitments by status over time</h1>
      <Part answered={series} rows={8}>
        {(data) => <StockChart series={data} asked={asked} linkTo={linkTo} />}
      </Part>
    </>
  );
}
