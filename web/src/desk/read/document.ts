/** What a document holds that somebody drops, pastes or chooses, and what it says of itself. */
export interface Document {
  text: string;
  mediaType: "text/plain" | "text/html" | "application/pdf";
  title: string | null;
  language: string | null;
  publishedOn: string | null;
  publisher: string | null;
  url: string | null;
}

export function firstLine(text: string): string | null {
  const line = text.split("\n").find((each) => each.trim() !== "");
  return line?.trim().slice(0, 200) ?? null;
}

const languages = ["en", "fr", "es", "ru", "ky"];

/** The month of a name in some languages, as they are written in dates. */
function monthOf(name: string): number {
  const found = languages.map((language) => {
    const form = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" });
    return Array.from({ length: 12 }, (_, n) => form.formatToParts(Date.UTC(2024, n, 2))).findIndex((parts) =>
      parts.some(({ type, value }) => type === "month" && value.toLowerCase() === name.toLowerCase()),
    );
  });
  return found.find((month) => month >= 0) ?? -1;
}

/** The first day that the head of a text names in figures or words: most often that of the statement. */
export function firstDate(text: string): string | null {
  const head = text.slice(0, 1500);
  const dates = head.matchAll(
    /\b(\d{4})-(\d\d)-(\d\d)\b|\b(\d{1,2})\.? (?:de )?(\p{L}{3,12}),? (?:de )?(\d{4})|\b(\p{L}{3,12}) (\d{1,2}), (\d{4})|(\d{4})年(\d{1,2})月(\d{1,2})日/gu,
  );
  for (const [, iy, im, id, d1, m1, y1, m2, d2, y2, zy, zm, zd] of dates) {
    const month = m1 || m2 ? monthOf(m1 ?? m2 ?? "") + 1 : Number(im ?? zm);
    const date = [iy ?? y1 ?? y2 ?? zy, month, id ?? d1 ?? d2 ?? zd];
    if (month > 0) return date.map((part) => String(part).padStart(2, "0")).join("-");
  }
  return null;
}
