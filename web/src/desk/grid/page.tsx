import type { PageProps } from "../../app.tsx";
import { plural } from "../../dates.ts";
import { firstDimensions, mostValues } from "../../parts/facets.tsx";
import { filtersIn } from "../../parts/filters.ts";
import { Narrowed } from "../../parts/narrowed.tsx";
import { PageLinks } from "../../parts/page-links.tsx";
import { Empty, Part, Trouble } from "../../parts/state.tsx";
import { parametersOf } from "../../router.ts";
import { useAnswer } from "../../use-answer.ts";
import { useDraft } from "../drafts.ts";
import { Desk } from "../frame.tsx";
import { servanda } from "../session.ts";
import { Undo } from "../undo.tsx";
import { useLoaded } from "../use-loaded.ts";
import { noChange } from "./change.ts";
import { ChangePanel } from "./change-panel.tsx";
import { GridTable } from "./grid-table.tsx";
import { useSelection } from "./use-selection.ts";
import "./grid.css";

/** Many commitments at once: narrowed as in the list, selected, changed as one. */
export function GridPage({ place }: PageProps) {
  const asked = parametersOf(place.query);
  const filters = parametersOf(place.query, ["sort", "cursor"]);
  const query = { ...asked, include: ["parties"], limit: 50 } as object;
  const rows = useLoaded(JSON.stringify(query), (signal) => servanda.get("/v1/commitments", { query, signal }));
  const facets = useAnswer(
    "/v1/stats/facets",
    rows.data ? { query: { ...filters, by: firstDimensions, limit: mostValues } } : null,
  );
  const [form, change] = useDraft("grid:form", noChange);
  const [saved, setSaved] = useDraft("grid:saved", { changeSet: 0, count: 0 });
  const { selected, problem, toggle, keep, selectAll, isLoading } = useSelection();
  const picked = Object.values(selected);
  const reload = () => {
    rows.retry();
    facets.retry();
  };
  const total = facets.data?.total ?? 0;
  return (
    <Desk place={place} title="Change many at once" isWide>
      {saved.changeSet > 0 && (
        <Undo key={saved.changeSet} changeSet={saved.changeSet} onUndone={reload}>
          {`Saved: ${plural(saved.count, "commitment")} changed as one.`}
        </Undo>
      )}
      <Narrowed place={place} facets={facets} filters={filters} isRefused={rows.problem !== null} class="grid-page">
        <div class="results">
          <div class="results-head">
            <p role="status">
              <b>{picked.length.toLocaleString("en")}</b> selected of {total.toLocaleString("en")}
            </p>
            <span class="form-actions">
              <button type="button" disabled={isLoading || total === 0} onClick={() => void selectAll(filters)}>
                Select all {total.toLocaleString("en")}
              </button>
              <button type="button" disabled={picked.length === 0} onClick={() => keep([])}>
                Select none
              </button>
              {picked.length > 0 && (
                <a class="grid-jump" href="#change">
                  Change them
                </a>
              )}
            </span>
          </div>
          {problem && <Trouble problem={problem} asksForKey={false} />}
          <Part answered={rows} rows={12}>
            {({ data, page }) => (
              <>
                {data.length === 0 ? (
                  <Empty>
                    Nothing fits all of this.{filtersIn(place.query).length > 0 && " Take a filter away above."}
                    {place.query.has("q") && " Try fewer words."}
                  </Empty>
                ) : (
                  <GridTable rows={data} place={place} selected={selected} onSelect={toggle} />
                )}
                <PageLinks place={place} next={page.next ?? null} />
              </>
            )}
          </Part>
        </div>
        <div class="grid-side" id="change">
          {picked.length === 0 ? (
            <HowTo />
          ) : (
            <ChangePanel
              form={form}
              change={change}
              picked={picked}
              keep={keep}
              onSaved={(changeSet, count) => {
                setSaved({ changeSet, count });
                change(null);
                keep([]);
                reload();
                scrollTo(0, 0);
              }}
            />
          )}
        </div>
      </Narrowed>
    </Desk>
  );
}

function HowTo() {
  return (
    <section class="first-steps" aria-labelledby="grid-how">
      <h2 id="grid-how">Select, change, look, save</h2>
      <p>
        Narrow the list, then select rows: their status, tags, subject and more can be changed together. You see what
        each would become before anything is written, and all of it can be undone as one.
      </p>
      <p class="soft">
        <kbd>↑</kbd> <kbd>↓</kbd> from box to box, <kbd>Space</kbd> selects, with <kbd>Shift</kbd> all on the way,{" "}
        <kbd>Ctrl A</kbd> the page.
      </p>
    </section>
  );
}
