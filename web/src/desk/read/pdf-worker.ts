import { getDocument } from "unpdf/pdfjs";

export type PdfRead = { pages: string[]; title: string | null } | { fault: string };

addEventListener("message", async ({ data }: MessageEvent<ArrayBuffer>) => postMessage(await read(data)));

async function read(bytes: ArrayBuffer): Promise<PdfRead> {
  try {
    const pdf = await getDocument({ data: new Uint8Array(bytes) }).promise;
    const pages: string[] = [];
    for (let n = 1; n <= pdf.numPages; n++) {
      const { items } = await (await pdf.getPage(n)).getTextContent();
      pages.push(flowing(items.filter((item) => "str" in item)));
    }
    const { info } = await pdf.getMetadata();
    return { pages, title: (info as { Title?: string }).Title?.trim() || null };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

interface Piece {
  str: string;
  hasEOL: boolean;
  height: number;
  transform: number[];
}

/** Lines that follow each other closely are one paragraph; a hyphen at the end of one is left as it is. */
function flowing(pieces: readonly Piece[]): string {
  let text = "";
  let last: Piece | null = null;
  let isNewLine = false;
  for (const piece of pieces) {
    if (piece.str.trim() !== "" && last && isNewLine) {
      const gap = Math.abs((last.transform[5] ?? 0) - (piece.transform[5] ?? 0));
      const isApart = gap > 1.8 * Math.max(last.height, piece.height, 1);
      text = text.trimEnd() + (isApart ? "\n\n" : text.trimEnd().endsWith("-") ? "" : " ");
      isNewLine = false;
    }
    text += piece.str;
    if (piece.str.trim() !== "") last = piece;
    isNewLine ||= piece.hasEOL;
  }
  return text.trim();
}
