/** XML 1.0, written by hand: an export is a stream of small elements. */

// What XML 1.0 has no place for, even escaped (https://www.w3.org/TR/xml/#charsets).
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

/** A text as XML shows it; page breaks become line breaks, other characters that XML cannot hold U+FFFD. */
export function escapeXml(text: string): string {
  const held = text.replaceAll("\f", "\n").replace(forbidden, "\ufffd");
  return held.replace(/[&<>"\r]/g, (character) => entities[character] ?? character);
}

/** Whether XML Schema 1.0 has a day: it has no year 0000 (https://www.w3.org/TR/xmlschema-2/#date). */
export const isXmlDay = (day: string): boolean => !day.startsWith("0000");

/** An element; attributes that are undefined or null are left out, and `content` is XML already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | null | undefined>>,
  ...content: readonly string[]
): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined || value === null
      ? []
      : [` ${key}="${escapeXml(value).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")}"`],
  );
  const start = `${name}${given.join("")}`;
  return content.length === 0 ? `<${start}/>` : `<${start}>${content.join("")}</${name}>`;
}

/** An element that holds a text; nothing for no text. */
export function textElement(name: string, text: string | null | undefined): string {
  return text === null || text === undefined ? "" : element(name, {}, escapeXml(text));
}
