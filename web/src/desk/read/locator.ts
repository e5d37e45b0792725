/** Where in a document some words stand, as its kind of text says: the page of a PDF, the paragraph of a web page. */
export interface Place {
  page: string | null;
  paragraph: string | null;
}

/** Between the pages of a PDF, within which it never stands; a form feed is refused in texts. */
export const pageBreak = "\n\n\n";

export const hasPages = (mediaType: string): boolean => mediaType === "application/pdf";

export function placeAt(text: string, unit: number, mediaType: string): Place | null {
  const before = text.slice(0, unit);
  if (hasPages(mediaType)) return { page: String(before.split(pageBreak).length), paragraph: null };
  if (mediaType === "text/html") return { page: null, paragraph: String(before.split(/\n\n+/).length) };
  return null;
}
