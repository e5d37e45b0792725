/**
 * Cells of a spreadsheet: several values in one cell, and texts that no spreadsheet takes for a formula. Writing and
 * reading are exact inverses.
 */

/** What begins a formula, after characters that are not seen; programs of some locales end a cell at a semicolon. */
const formula = "[\\s\\p{Cf}]*[=+\\-@\\t\\r\\n＝＋－＠]";
const risky = new RegExp(`(^|;)(?=${formula}|'(?:'|${formula}))`, "gu");
const guarded = new RegExp(`(^|;)'(?='|${formula})`, "gu");

/**
 * A text that spreadsheets show as it is: what they would read as a formula gets an apostrophe before it
 * (https://owasp.org/www-community/attacks/CSV_Injection), and so does what looks as if it had got one.
 */
export function guardText(text: string): string {
  return text.replace(risky, "$1'");
}

/** The text that was guarded. What was never guarded, such as a cell typed by hand, stays as it is. */
export function unguardText(cell: string): string {
  return cell.replace(guarded, "$1");
}

const special = /[\\;:]|^\s|\s$/gu;

/** Values in one cell, "a; b". `\` makes a following `\`, `;`, `:` or a space at the ends a plain character. */
export function joinValues(values: readonly string[]): string {
  return values.map(escapeValue).join("; ");
}

/** Pairs in one cell, "KGZ:promisor; CHN:promisee", written as joinValues does. */
export function joinPairs(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map((pair) => pair.map(escapeValue).join(":")).join("; ");
}

const escapeValue = (value: string): string => value.replace(special, "\\$&");

/** The values of a cell; empty ones, as between two semicolons, are left out. */
export function splitValues(cell: string): string[] {
  return splitAt(cell, ";").map(plain).filter(Boolean);
}

/** The pairs of a cell. The second of a pair is "" where there is no colon; colons after the first belong to it. */
export function splitPairs(cell: string): [string, string][] {
  return splitAt(cell, ";")
    .filter((item) => item.trim() !== "")
    .map((item) => {
      const [first = "", ...rest] = splitAt(item, ":");
      return [plain(first), plain(rest.join(":"))];
    });
}

/** The parts between separators that no backslash stands before. */
function splitAt(text: string, separator: string): string[] {
  const parts = [""];
  for (const piece of piecesOf(text)) {
    if (piece === separator) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

/** A part without the spaces around it, and without its backslashes. */
function plain(part: string): string {
  const pieces = piecesOf(part);
  const isSpace = (piece: string) => /^\s$/u.test(piece);
  const start = pieces.findIndex((piece) => !isSpace(piece));
  const end = pieces.findLastIndex((piece) => !isSpace(piece));
  const kept = start === -1 ? [] : pieces.slice(start, end + 1);
  return kept.map((piece) => piece.replace(/^\\(?=.)/su, "")).join("");
}

/** Characters, each with the backslash before it. */
const piecesOf = (text: string): string[] => text.match(/\\.|[^\\]|\\$/gsu) ?? [];

/** One row of RFC 4180: cells with commas, quotes, line breaks or spaces at their ends are quoted. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(quoted).join(",")}\r\n`;
}

const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
