import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Answer } from "../api.ts";
import type { Place } from "../router.ts";
import type { Answered } from "../use-answer.ts";
import { Chips } from "./chips.tsx";
import { Facets } from "./facets.tsx";
import { LiveSearch } from "./live-search.tsx";

interface Props {
  place: Place;
  facets: Answered<Answer<"/v1/stats/facets">>;
  filters: Record<string, string | string[]>;
  /** Whether the API refuses what is asked: then there is nothing to narrow. */
  isRefused: boolean;
  class?: string;
  /** The results, and what stands beside them. */
  children: ComponentChildren;
}

/** A list that is narrowed by words and filters, which a narrow window folds away. */
export function Narrowed({ place, facets, filters, isRefused, class: own = "", children }: Props) {
  const [isFiltering, setFiltering] = useState(false);
  return (
    <>
      <LiveSearch place={place} label="Words, “a phrase”, rail*, -without" />
      <Chips place={place} facets={facets.data} />
      <div class={["explore", own, isFiltering && "filtering"].filter(Boolean).join(" ")}>
        <button
          type="button"
          class="filter-toggle"
          aria-expanded={isFiltering}
          onClick={() => setFiltering(!isFiltering)}
        >
          {isFiltering ? "Hide filters" : "Filter"}
        </button>
        <aside aria-label="Filters">{!isRefused && <Facets place={place} answered={facets} filters={filters} />}</aside>
        {children}
      </div>
    </>
  );
}
