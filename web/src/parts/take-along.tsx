/** This very list, for other programs: its filters and its time go along. */
export function TakeAlong({
  filters,
  asked,
}: {
  filters: Record<string, string | string[]>;
  asked: Record<string, string | string[]>;
}) {
  const address = (path: string, query: Record<string, string | string[]>) => {
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value])),
    );
    return search.size === 0 ? path : `${path}?${search}`;
  };
  const { on: _, ...withoutDay } = filters;
  const api = address("/v1/commitments", asked);
  const files = [
    ["CSV, for spreadsheets", address("/v1/commitments.csv", filters)],
    ["NDJSON, a line each", address("/v1/commitments.ndjson", filters)],
    ["GeoJSON, for maps", address("/v1/commitments.geojson", filters)],
    ["JSON-LD", address("/v1/commitments.jsonld", filters)],
    ["IATI", address("/v1/commitments.iati.xml", filters)],
    ["Calendar of its dates", address("/v1/timeline.ics", filters)],
    ["Feed of its changes", address("/v1/feed.atom", withoutDay)],
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
          <a href={`/api?${new URLSearchParams({ path: api })}`}>Its address in the API</a>
        </li>
      </ul>
    </details>
  );
}
