import type { Source } from "../api.ts";
import { dateWords } from "../dates.ts";
import type { Place } from "../router.ts";
import { atMoment, recordTimeOf } from "./layout.tsx";

type Shown = Pick<Source, "slug" | "title" | "publisher" | "url" | "publishedOn"> & { archiveUrl?: string | null };

/** A source in one line: its page here, and one click from there the document and its archived copy. */
export function Evidence({ source, place }: { source: Shown; place: Place }) {
  const { slug, title, publisher, url, archiveUrl, publishedOn } = source;
  const known = { ...place, query: new URLSearchParams(recordTimeOf(place)) };
  return (
    <span class="evidence">
      <a href={atMoment(known, `/sources/${slug}`)} dir="auto">
        {title}
      </a>{" "}
      <span class="soft">{[publisher, publishedOn && dateWords(publishedOn)].filter((word) => word).join(", ")}</span>
      {url && (
        <a class="out" href={url} rel="noreferrer" target="_blank">
          original
        </a>
      )}
      {archiveUrl && (
        <a class="out" href={archiveUrl} rel="noreferrer" target="_blank">
          archived
        </a>
      )}
    </span>
  );
}

/** The sources of something small, by their titles where these are there. */
export function SourceLinks({
  evidence,
  sources,
  place,
}: {
  evidence: readonly { sourceId: string }[];
  sources: readonly Source[];
  place: Place;
}) {
  const known = { ...place, query: new URLSearchParams(recordTimeOf(place)) };
  return (
    <span class="soft">
      {[...new Set(evidence.map(({ sourceId }) => sourceId))].map((id, n) => {
        const source = sources.find((each) => each.id === id);
        return (
          <span key={id}>
            {n > 0 && ", "}
            <a href={atMoment(known, `/sources/${source?.slug ?? id}`)} dir="auto">
              {source?.title ?? (evidence.length > 1 ? `source ${n + 1}` : "its source")}
            </a>
          </span>
        );
      })}
    </span>
  );
}
