/** What a drawing shows, in rows. */
export interface Table {
  head: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

/** For spreadsheets: RFC 4180, marked as UTF-8. */
export function csvOf({ head, rows }: Table): string {
  const line = (cells: Table["rows"][number]) => cells.map(cellOf).join(",");
  return `\uFEFF${[head, ...rows].map(line).join("\r\n")}\r\n`;
}

/** A text that a spreadsheet would take for a formula is marked as a text. */
function cellOf(value: string | number | null): string {
  if (value === null || typeof value === "number") return String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
