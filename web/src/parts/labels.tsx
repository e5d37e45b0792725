import type { Row } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords, latenessWords } from "../dates.ts";
import type { Place } from "../router.ts";
import { atMoment } from "./layout.tsx";

/** Status: a colour that is never alone. */
export function Status({ code }: { code: string }) {
  const { label } = useCodes();
  return (
    <span class="status">
      <i class={`swatch s-${code}`} aria-hidden="true" />
      {label("status", code)}
    </span>
  );
}

/** How late, and whether anybody has looked since: what nobody has recorded may have been done. */
export function Timeliness({ of }: { of: Pick<Row, "timeliness" | "slippage" | "unverified"> }) {
  const { label } = useCodes();
  const { timeliness, slippage, unverified } = of;
  if (!timeliness) return null;
  const late = timeliness === "overdue" || timeliness === "met_late" ? latenessWords(slippage) : null;
  return (
    <span class={`timeliness t-${timeliness}`}>
      {label("timeliness", timeliness)}
      {late && ` by ${late}`}
      {unverified && <span class="unverified">, nobody has looked since</span>}
    </span>
  );
}

/** The window in which something is due, in words; the promise's own words where they give no date. */
export function DueWords({ due }: { due: Row["due"] }) {
  if (!due) return <span class="soft">No due date</span>;
  if (due.edtf) return <span>{dateWords(due.edtf)}</span>;
  return <q class="soft">{due.text}</q>;
}

const mostNamed = 12;

/** Who it is between: the first of them, where they are many, and the way to the others. */
export function Parties({ of, place, others }: { of: Row["parties"]; place: Place; others: string }) {
  if (!of) return null;
  const named = of.length > mostNamed + 1 ? of.slice(0, mostNamed) : of;
  return (
    <span class="parties">
      {named.map(({ party, name, role }) => (
        <a key={`${party} ${role}`} href={partyUrl(place, party)} title={role}>
          {shortName(name ?? party)}
        </a>
      ))}
      {of.length > named.length && <a href={others}>{(of.length - named.length).toLocaleString("en")} others</a>}
    </span>
  );
}

/** Names as headlines have them; the full one is on the party's page. */
export function shortName(name: string): string {
  return name.replace(/^People's Republic of (.+)$/, "$1");
}

export const commitmentUrl = (place: Place, slug: string | undefined) => atMoment(place, `/commitments/${slug}`);
/** Where all who take part in it are told. */
export const othersUrl = (place: Place, slug: string | undefined) => `${commitmentUrl(place, slug)}#participation`;
export const partyUrl = (place: Place, code: string) => atMoment(place, `/parties/${encodeURIComponent(code)}`);
