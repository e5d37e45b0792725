import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Quote } from "../../api.ts";
import { Anchor } from "../../parts/quotes.tsx";
import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import { Rows } from "./rows.tsx";
import { useOutcomes } from "./use-outcomes.ts";

type Checked = Schemas["CheckedQuote"];

/** Quotes beside what the newest text has in their place. */
export function QuoteRows({ rows, onDone }: { rows: readonly Quote[]; onDone: () => void }) {
  const { outcomes, run } = useOutcomes(onDone);
  const checked = useLoaded(rows.map(({ id, version }) => `${id} ${version}`).join(), async (signal) => {
    const all = await Promise.all(rows.map((quote) => check(quote, signal)));
    return new Map(all.map((each, n) => [rows[n]?.id ?? "", each]));
  });
  const accept = (quote: Quote) => {
    const found = checked.data?.get(quote.id);
    const place = found && passageOf(found);
    if (place) void run(quote.id, () => take(quote, place));
  };
  return (
    <>
      <p class="soft">
        <kbd>n</kbd> next, <kbd>p</kbd> previous, <kbd>a</kbd> accept the nearest passage, <kbd>Enter</kbd> opens the
        source
      </p>
      <Rows rows={rows} label="Quotes that lost their place" commands={{ a: accept }}>
        {(quote) => (
          <QuoteRow
            quote={quote}
            checked={checked.data?.get(quote.id) ?? null}
            outcome={outcomes.get(quote.id)}
            onAccept={() => accept(quote)}
          />
        )}
      </Rows>
    </>
  );
}

function QuoteRow({
  quote,
  checked,
  outcome,
  onAccept,
}: {
  quote: Quote;
  checked: Checked | null;
  outcome: string | undefined;
  onAccept: () => void;
}) {
  const passage = checked && passageOf(checked);
  return (
    <>
      <span>
        <del dir="auto" lang={quote.language ?? undefined}>
          {quote.exact}
        </del>
        {passage?.text && (
          <ins dir="auto" lang={quote.language ?? undefined}>
            {passage.text}
          </ins>
        )}
        <small>
          <a href={`/sources/${quote.sourceId}`}>Its source</a>, <Anchor quote={quote} />
          {checked && !passage && <span class="soft"> {checked.detail}</span>}
        </small>
      </span>
      <span class="row-actions">
        {passage && outcome === undefined && (
          <button type="button" onClick={onAccept}>
            Accept {checked?.verdict === "ambiguous" ? "the first place" : "the nearest"}
          </button>
        )}
        <output>{outcome}</output>
      </span>
    </>
  );
}

interface Passage {
  start: number;
  end: number;
  text: string;
}

/** Where the words stand now, or those most like them. */
function passageOf({ verdict, nearest, start, end, exact, places }: Checked): Passage | null {
  if (verdict === "not_found") return nearest;
  if (verdict === "ambiguous" && places[0])
    return { ...places[0], text: `…${places[0].prefix} [ ] ${places[0].suffix}…` };
  return start === null || end === null ? null : { start, end, text: exact ?? "" };
}

const check = ({ sourceId, exact }: Quote, signal: AbortSignal): Promise<Checked> =>
  servanda.post("/v1/sources/{id}/quotes/check", { path: { id: sourceId }, body: { exact }, signal });

/** The words of the passage become those of the quote, unless somebody has changed it meanwhile. */
async function take({ id, exact, version }: Quote, { start, end, text }: Passage): Promise<string> {
  const words = text.includes(" [ ] ") ? exact : text;
  const body = { exact: words, start, end };
  const { anchor } = await servanda.patch("/v1/quotes/{id}", { path: { id }, body, ifMatch: version });
  return anchor === "exact" ? "Found again" : `Its words are ${anchor}`;
}
