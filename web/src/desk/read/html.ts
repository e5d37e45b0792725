import { Readability } from "@mozilla/readability";
import { type Document, firstDate } from "./document.ts";

const blocks = "p, h1, h2, h3, h4, h5, h6, li, blockquote, td, th, pre, figcaption, dt, dd, div";

/** The article of a web page without what stands around it, its paragraphs apart by a blank line. */
export function readHtml(html: string): Document {
  const page = new DOMParser().parseFromString(html, "text/html");
  const metaOf = (name: string) => page.querySelector(`meta[property="${name}"], meta[name="${name}"]`);
  const meta = (...names: string[]) => names.map((name) => metaOf(name)?.getAttribute("content")).find((said) => said);
  const canonical = page.querySelector("link[rel=canonical]")?.getAttribute("href") ?? meta("og:url");
  const published = meta("article:published_time", "date", "dc.date") ?? page.querySelector("time")?.dateTime;
  const language = page.documentElement.lang;
  const whole = page.title;
  const article = new Readability(page, { serializer: (node) => node as Element, charThreshold: 200 }).parse();
  const text = paragraphs(article?.content ?? page.body);
  if (text === "")
    throw new Error("There is no text in this page: its words may be drawn by a script. Copy them instead.");
  return {
    text,
    mediaType: "text/html",
    title: article?.title || whole || null,
    language: language.split("-")[0] || null,
    publishedOn: /^\d{4}-\d\d-\d\d/.exec(published ?? "")?.[0] ?? firstDate(text),
    publisher: article?.siteName ?? null,
    url: canonical && /^https?:/.test(canonical) ? canonical : null,
  };
}

/** Blocks that hold no other ones, in their order. */
function paragraphs(content: Element): string {
  const found = [...content.querySelectorAll(blocks)].filter((block) => block.querySelector(blocks) === null);
  return (found.length === 0 ? [content] : found)
    .map((block) => (block.textContent ?? "").replace(/\s+/g, " ").trim())
    .filter((words) => words !== "")
    .join("\n\n");
}
