import { type Document, firstDate, firstLine } from "./document.ts";
import { pageBreak } from "./locator.ts";
import type { PdfRead } from "./pdf-worker.ts";

/** The words of a PDF, page by page. It is read in a thread of its own, so that the page goes on. */
export async function readPdf(bytes: ArrayBuffer): Promise<Document> {
  const worker = new Worker(new URL("./pdf-worker.ts", import.meta.url), { type: "module" });
  const read = await new Promise<PdfRead>((resolve, reject) => {
    // pdf.js, which does not know that it is not alone there, sends messages of its own.
    worker.onmessage = ({ data }: MessageEvent<PdfRead | object>) => {
      if ("pages" in data || "fault" in data) resolve(data);
    };
    worker.onerror = () => reject(new Error("The part that reads PDF files did not start. Copy the words instead."));
    worker.postMessage(bytes, [bytes]);
  }).finally(() => worker.terminate());
  if ("fault" in read) throw new Error(`This PDF could not be read (${read.fault}). Copy its words instead.`);
  const text = read.pages.join(pageBreak);
  if (text.replaceAll(pageBreak, "").trim() === "")
    throw new Error(
      "This PDF has no words in it, only pictures of them: have it read by a program for that (OCR) first.",
    );
  return {
    text,
    mediaType: "application/pdf",
    title: read.title || firstLine(text),
    ...{ language: null, publishedOn: firstDate(text), publisher: null, url: null },
  };
}
