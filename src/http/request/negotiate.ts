interface Preference {
  type: string;
  quality: number;
}

/**
 * The media type among `offered` (best first) that an Accept header prefers, or undefined when it takes none of them.
 * RFC 9110 section 12.5.1: the most specific range decides the quality of a type. A missing header takes anything.
 */
export function preferredType(accept: string | undefined, offered: readonly string[]): string | undefined {
  if (accept === undefined || accept === "*/*" || accept.trim() === "") return offered[0];
  const preferences = accept.split(",").map(readPreference);
  const ranked = offered
    .map((type) => ({ type, quality: qualityOf(type, preferences) }))
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return ranked[0]?.type;
}

function readPreference(range: string): Preference {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { type, quality: Number.isFinite(quality) ? quality : 1 };
}

function qualityOf(type: string, preferences: readonly Preference[]): number {
  const bare = type.split(";")[0] ?? type;
  for (const range of [bare, `${bare.split("/")[0]}/*`, "*/*"]) {
    const found = preferences.find((preference) => preference.type === range);
    if (found) return found.quality;
  }
  return 0;
}
