const multiples: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

/** Digits alone or in groups of three by commas, blanks or apostrophes; a point before decimals; a word for the rest. */
const written = /^(\d{1,3}(?:[,\s'’]\d{3})+|\d+)(\.\d+)?\s*(thousand|million|billion|trillion)?$/iu;

/** A sum as people write it ("2.3 billion", "1,400,000"), in units of its currency; null where it cannot be told. */
export function sumOf(text: string): number | null {
  const [, whole = "", decimals = "", multiple = ""] = written.exec(text.trim()) ?? [];
  if (whole === "") return null;
  const value = Number(whole.replace(/\D/g, "") + decimals) * (multiples[multiple.toLowerCase()] ?? 1);
  return multiple === "" ? value : Number(value.toPrecision(15));
}
