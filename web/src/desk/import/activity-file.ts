/** A file of IATI activities as text: what stands before and after them, and each by itself. */
export interface ActivitiesFile {
  kind: "activities";
  name: string;
  before: string;
  activities: readonly string[];
  after: string;
}

/** Comments and CDATA are passed over, so that what is written in them is no activity. */
const pieces =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\/iati-activity\s*>|<iati-activity(?=[\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>/g;

/** What is no XML, or of another kind, has no activities: the API says what is wrong with it. */
export function activitiesFile(name: string, text: string): ActivitiesFile {
  const activities: string[] = [];
  let from = -1;
  let [first, last] = [text.length, text.length];
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    if (piece.startsWith("<!")) continue;
    const isEnd = piece.startsWith("</");
    if (!isEnd && from < 0) from = index;
    if (from < 0 || !(isEnd || piece.endsWith("/>"))) continue;
    if (activities.length === 0) first = from;
    last = index + piece.length;
    activities.push(text.slice(from, last));
    from = -1;
  }
  return { kind: "activities", name, before: text.slice(0, first), activities, after: text.slice(last) };
}

/** What is sent is UTF-8, whatever the file was in: a declaration that says otherwise would be believed. */
export function textOfActivities({ before, activities, after }: ActivitiesFile): string {
  const declared = before.replace(/^(<\?xml\s[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')/, "$1");
  return `${declared}${activities.join("\n")}${after}`;
}

/** Bytes that are not of the charset by which they were read, or a charset that nobody knows. */
export class Unreadable extends Error {}

/** The text of an XML file by its mark, by what is said of it, or by its declaration (RFC 7303). @throws Unreadable */
export async function xmlText(file: Blob, charset: string): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const declared = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
  const byMark =
    start.startsWith("ÿþ") || start.startsWith("<\0") ? "utf-16le" : start.startsWith("þÿ") ? "utf-16be" : "";
  const label = byMark || charset || declared || "utf-8";
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable(`It is no text of the charset ${label}: write the right one beside it, such as windows-1251.`);
  }
}

export const looksLikeXml = (name: string, text: string): boolean =>
  /\.xml$/i.test(name) || /^\s*<(?:\?xml|iati-)/.test(text);
