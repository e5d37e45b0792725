/** The languages that labels are in: the six of the United Nations, Kyrgyz and Kazakh. The first is the default. */
export const languages = ["en", "fr", "es", "ru", "zh", "ar", "ky", "kk"] as const;
export type Language = (typeof languages)[number];
export const defaultLanguage = "en" satisfies Language;

const isSpoken = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);

/**
 * The language that an Accept-Language header asks for (RFC 9110 section 12.5.4), by lookup (RFC 4647 section 3.4): the
 * ranges in the order of their weights, each shortened from its end until it names one of ours. English where none
 * does.
 */
export function languageFor(accept: string | undefined): Language {
  if (accept === undefined) return defaultLanguage;
  const ranges = accept.split(",").map(readRange);
  const refused = new Set(ranges.filter(({ weight }) => weight === 0).map(({ tag }) => tag));
  for (const { tag, weight } of ranges.toSorted((a, b) => b.weight - a.weight)) {
    const found = weight > 0 ? lookUp(tag) : undefined;
    if (found !== undefined && !refused.has(found)) return found;
  }
  return defaultLanguage;
}

function readRange(range: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith("q="));
  const weight = given === undefined ? 1 : Number(given.slice(2));
  return { tag, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

/** All of ours are one subtag, so what is left of a range in the end is its first; `*` alone is for the default. */
function lookUp(range: string): Language | undefined {
  const [primary = ""] = range.split("-");
  if (primary === "*") return defaultLanguage;
  return isSpoken(primary) ? primary : undefined;
}
