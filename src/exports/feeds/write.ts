import { element, escapeXml, textElement } from "../formats/xml.ts";
import type { Change, ChangesPage } from "./service.ts";

/** Changes as Atom (RFC 4287, with the pages of RFC 5005) and as JSON Feed (version 1.1). */

/** Addresses that a feed names: of the service, of this page, of the first and of the next, if there is one. */
export interface Places {
  base: string;
  self: string;
  first: string;
  next: string | null;
}

const title = "Changes of commitments";
const headline = ({ words, title: about }: Change): string => `${words[0] ?? "Changed"}: ${about}`;
const details = ({ words }: Change): string => words.map((sentence) => `${sentence}.`).join("\n");
const addressOf = ({ slug }: Change, base: string): string => `${base}/v1/commitments/${slug}`;
const beginning = "1970-01-01T00:00:00.000Z";

export function writeAtom({ changes, head }: ChangesPage, { base, self, first, next }: Places): string {
  const link = (rel: string, href: string | null) => (href === null ? "" : element("link", { rel, href }));
  const entries = changes.map((change) =>
    element(
      "entry",
      {},
      textElement("id", change.id),
      textElement("title", headline(change)),
      textElement("updated", change.at),
      element("author", {}, textElement("name", change.by)),
      link("alternate", addressOf(change, base)),
      element("category", { term: change.type }),
      element("category", { term: change.status }),
      element("content", { type: "text" }, escapeXml(details(change))),
    ),
  );
  const feed = element(
    "feed",
    { xmlns: "http://www.w3.org/2005/Atom" },
    textElement("id", first),
    textElement("title", title),
    textElement("updated", changes[0]?.at ?? head.at ?? beginning),
    element("author", {}, textElement("name", "Servanda")),
    link("self", self),
    link("first", first),
    link("next", next),
    ...entries,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${feed}\n`;
}

/** https://www.jsonfeed.org/version/1.1/ */
export function writeJsonFeed({ changes }: ChangesPage, { base, self, next }: Places): object {
  return {
    version: "https://jsonfeed.org/version/1.1",
    title,
    home_page_url: `${base}/v1/commitments`,
    feed_url: self,
    ...(next !== null && { next_url: next }),
    language: "en",
    items: changes.map((change) => ({
      id: change.id,
      url: addressOf(change, base),
      title: headline(change),
      content_text: details(change),
      date_published: change.at,
      authors: [{ name: change.by }],
      tags: [change.type, change.status],
    })),
  };
}
