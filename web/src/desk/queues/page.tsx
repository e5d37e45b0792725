import type { PageProps } from "../../app.tsx";
import { PageLinks } from "../../parts/page-links.tsx";
import { Empty, Part } from "../../parts/state.tsx";
import { addressOf } from "../../router.ts";
import { Desk } from "../frame.tsx";
import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import { CommitmentRows } from "./commitment-rows.tsx";
import { type Queue, queues } from "./queues.ts";
import { QuoteRows } from "./quote-rows.tsx";
import "./queues.css";

const most = 25;

export function QueuesPage({ place }: PageProps) {
  const all = queues();
  const chosen = all.find(({ name }) => name === place.query.get("queue")) ?? (all[0] as Queue);
  const Rows = chosen.of === "quotes" ? Quotes : Commitments;
  const counts = useLoaded("counts", (signal) => Promise.all(all.map((queue) => countOf(queue, signal))));
  return (
    <Desk place={place} title="What waits to be done">
      <div class="queues">
        <nav aria-label="Queues">
          <ul class="plain">
            {all.map(({ name, title }, n) => (
              <li key={name}>
                <a href={`/desk?queue=${name}`} aria-current={name === chosen.name ? "page" : undefined}>
                  <span>{title}</span> <b class="number">{counts.data?.[n]?.toLocaleString("en") ?? "…"}</b>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <section aria-labelledby="queue-title">
          <h2 id="queue-title">{chosen.title}</h2>
          <p class="soft">
            {chosen.about}{" "}
            {chosen.of === "commitments" && <a href={addressOf("/commitments", chosen.filters)}>As a list</a>}
          </p>
          <Rows key={chosen.name} queue={chosen} place={place} onDone={counts.retry} />
        </section>
      </div>
    </Desk>
  );
}

/** As the API counts them; the rows are another question. */
async function countOf({ of, filters }: Queue, signal: AbortSignal): Promise<number> {
  const query = { ...filters, count: "exact", limit: 1 } as object;
  const path = of === "quotes" ? "/v1/quotes" : "/v1/commitments";
  const { page } = await servanda.get(path as "/v1/quotes", { query, signal });
  return page.count ?? 0;
}

interface RowsProps {
  queue: Queue;
  place: PageProps["place"];
  onDone: () => void;
}

function queryOf({ queue: { filters, sort }, place }: RowsProps): object {
  const cursor = place.query.get("cursor");
  return { ...filters, sort, limit: most, ...(cursor && { cursor }) };
}

function Quotes({ queue, place, onDone }: RowsProps) {
  const query = queryOf({ queue, place, onDone });
  const rows = useLoaded(JSON.stringify(query), (signal) => servanda.get("/v1/quotes", { query, signal }));
  return (
    <Part answered={rows} rows={12}>
      {({ data, page }) => (
        <>
          {data.length === 0 ? <Empty>{queue.empty}</Empty> : <QuoteRows rows={data} onDone={onDone} />}
          <PageLinks place={place} next={page.next} length={most} />
        </>
      )}
    </Part>
  );
}

function Commitments({ queue, place, onDone }: RowsProps) {
  const query = { ...queryOf({ queue, place, onDone }), include: ["parties"] } as object;
  const rows = useLoaded(JSON.stringify(query), (signal) => servanda.get("/v1/commitments", { query, signal }));
  return (
    <Part answered={rows} rows={12}>
      {({ data, page }) => (
        <>
          {data.length === 0 ? (
            <Empty>{queue.empty}</Empty>
          ) : (
            <CommitmentRows rows={data} queue={queue} place={place} onDone={onDone} />
          )}
          <PageLinks place={place} next={page.next} length={most} />
        </>
      )}
    </Part>
  );
}
