import { type Document, firstDate, firstLine } from "./document.ts";

export const plainDocument = (text: string): Document => ({
  text,
  mediaType: "text/plain",
  title: firstLine(text),
  ...{ language: null, publishedOn: firstDate(text), publisher: null, url: null },
});

/** @throws Error that says, to people, why there is no text in it */
export async function documentOf(file: File): Promise<Document> {
  const isNamed = (ending: RegExp) => ending.test(file.name);
  if (file.type === "application/pdf" || isNamed(/\.pdf$/i)) {
    const { readPdf } = await import("./pdf.ts");
    return readPdf(await file.arrayBuffer());
  }
  const text = decoded(await file.arrayBuffer());
  if (file.type === "text/html" || isNamed(/\.x?html?$/i)) return htmlDocument(text);
  if (text.includes("\0"))
    throw new Error("This is no text, web page or PDF: save it as one of these, or copy its words.");
  return plainDocument(text);
}

export const looksLikeHtml = (text: string) => /^\s*<(?:!doctype html|html)\b/i.test(text);

export async function htmlDocument(html: string): Promise<Document> {
  const { readHtml } = await import("./html.ts");
  return readHtml(html);
}

/** UTF-8, or where it is not, what Windows wrote. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
