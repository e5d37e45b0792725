/** Whether words of a text are a name, whose ending may be another one there: "Norway", "России" of "Россия". */

const plain = (text: string): string[] =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ");

/** Scripts in which names are declined here, and how many letters of an ending may differ. */
const declining = /^[\p{sc=Cyrl}\s]+$/u;
const ending = 2;

/** How many letters they share from the first on, word by word; infinitely many where they are the same; 0: it is not it. */
export function likenessOf(words: string, name: string): number {
  const [typed, known] = [plain(words), plain(name)];
  if (typed.join(" ") === known.join(" ")) return Number.POSITIVE_INFINITY;
  if (!declining.test(typed.join(" ")) || typed.length !== known.length) return 0;
  const shared = typed.map((word, n) => commonLength(word, known[n] ?? ""));
  const isIt = typed.every((word, n) => {
    const stem = Math.max(3, Math.min(word.length, known[n]?.length ?? 0) - ending);
    return (shared[n] ?? 0) >= stem;
  });
  return isIt ? shared.reduce((sum, letters) => sum + letters, 0) : 0;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** The one of them that these words name, by the likest of its names; null: none. */
export function namedIn<P extends { names: readonly string[] }>(words: string, parties: readonly P[]): P | null {
  const likest = parties
    .map((party) => ({ party, likeness: Math.max(0, ...party.names.map((name) => likenessOf(words, name))) }))
    .toSorted((a, b) => b.likeness - a.likeness)[0];
  return likest && likest.likeness > 0 ? likest.party : null;
}
