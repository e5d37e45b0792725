import type { Commitment } from "../api.ts";
import type { Place } from "../router.ts";
import { partyUrl, shortName } from "./labels.tsx";

const few = 8;

/** Whose act something is: their names, folded away where they are many. */
export function PartyNames({
  codes,
  of,
  place,
}: {
  codes: readonly string[];
  of: Commitment["parties"];
  place: Place;
}) {
  if (codes.length === 0) return null;
  const named = new Map(of.map(({ party, name }) => [party, shortName(name ?? party)]));
  const links = codes.map((code, n) => (
    <span key={code}>
      {n > 0 && ", "}
      <a href={partyUrl(place, code)}>{named.get(code) ?? code}</a>
    </span>
  ));
  if (codes.length <= few) return <span>by {links}</span>;
  return (
    <details class="named">
      <summary>by {`${codes.length.toLocaleString("en")} parties`}</summary>
      {links}
    </details>
  );
}
