import { addressOf, apiPage } from "../router.ts";

/** This very list, for other programs: its filters and its time go along. */
export function TakeAlong({
  filters,
  asked,
}: {
  filters: Record<string, string | string[]>;
  asked: Record<string, string | string[]>;
}) {
  const { on: _, ...withoutDay } = filters;
  const api = addressOf("/v1/commitments", asked);
  const files = [
    ["CSV, for spreadsheets", addressOf("/v1/commitments.csv", { ...filters, labels: "true" })],
    ["XLSX, for Excel", addressOf("/v1/commitments.xlsx", { ...filters, labels: "true" })],
    ["NDJSON, a line each", addressOf("/v1/commitments.ndjson", filters)],
    ["GeoJSON, for maps", addressOf("/v1/commitments.geojson", filters)],
    ["JSON-LD", addressOf("/v1/commitments.jsonld", filters)],
    ["IATI", addressOf("/v1/commitments.iati.xml", filters)],
    ["Calendar of its dates", addressOf("/v1/timeline.ics", filters)],
    ["Feed of its changes", addressOf("/v1/feed.atom", withoutDay)],
  ] as const;
  return (
    <details class="menu">
      <summary>This list as</summary>
      <ul>
        {files.map(([label, href]) => (
          <li key={label}>
            <a href={href}>{label}</a>
          </li>
        ))}
        <li>
          <a href={apiPage(api)}>Its address in the API</a>
        </li>
      </ul>
    </details>
  );
}
