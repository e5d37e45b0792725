import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import { useSettled } from "../use-settled.ts";
import type { Sentence } from "./finder.ts";
import type { Draft } from "./proposal.ts";

const pauseMs = 400;
const most = 3;

/** Whether it is on record already: what the words restate, and what a search for those of its title finds. */
export function Similar({
  draft: { title, promisors },
  sentence,
  onRestated,
}: {
  draft: Draft;
  sentence: Sentence | null;
  onRestated: (id: string) => void;
}) {
  const q = useSettled(wordsOf(title), pauseMs);
  const party = promisors.slice(0, 1);
  const found = useLoaded(q === "" ? null : `${q} ${party}`, (signal) =>
    servanda.get("/v1/commitments", {
      query: { q, limit: most, fields: ["id", "slug", "title"], ...(party.length > 0 && { party }) },
      signal,
    }),
  );
  const known = new Map(
    [...(sentence?.restates ?? []), ...(found.data?.data ?? [])].map((each) => [each.id, each] as const),
  );
  if (known.size === 0) return null;
  return (
    <section class="similar" aria-label="On record already?">
      <h3>On record already?</h3>
      <ul class="plain">
        {[...known.values()].slice(0, most).map(({ id, slug, title: name }) => (
          <li key={id}>
            <a href={`/commitments/${slug}`} target="_blank" rel="noreferrer">
              {name}
            </a>{" "}
            <button type="button" onClick={() => onRestated(id)}>
              It is this, said again
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The longest words of a title, by their beginnings: so that "stations" finds "station". */
function wordsOf(title: string): string {
  const words = [...new Set(title.toLowerCase().match(/\p{L}{5,}/gu))].toSorted((a, b) => b.length - a.length);
  return words
    .slice(0, 3)
    .map((word) => `${word.slice(0, Math.max(4, word.length - 2))}*`)
    .join(" ");
}
