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

const and = String.raw`(?:,?\s+(?:and|as well as|et|ainsi que|y|e|и|а также|жана|و)\s+|\s*[和与及、]\s*)`;
const article = String.raw`(?:(?:the|la|le|les|l['’]|el)\s*)?`;
const joined = {
  before: new RegExp(`(${and}|\\s*,\\s*)${article}$`, "iu"),
  after: new RegExp(`^(${and}|\\s*,\\s*)${article}`, "iu"),
};
const conjunction = new RegExp(`^${and}$`, "iu");
const longestLink = 40;
const letter = /[\p{L}\p{N}]/u;

/**
 * Parties that are named in one row with the words at a place: "Norway, Iceland and Denmark". A comma alone makes no row:
 * "In Norway, Iceland will". `place`: UTF-16 units, end exclusive.
 */
export function namedBeside<P extends { names: readonly string[] }>(
  text: string,
  place: { start: number; end: number },
  parties: readonly P[],
): P[] {
  const found: P[] = [];
  let isRow = false;
  const longestFirst = parties
    .flatMap((party) => party.names.map((name) => ({ party, name })))
    .toSorted((a, b) => b.name.length - a.name.length);
  for (let { end } = place; ; ) {
    const [link = "", how = ""] = joined.after.exec(text.slice(end, end + longestLink)) ?? [];
    const at = end + link.length;
    const next = longestFirst.find(({ name }) => link !== "" && isAt(text, at, name));
    if (!next) break;
    isRow ||= conjunction.test(how);
    found.push(next.party);
    end = at + next.name.length;
  }
  for (let { start } = place; ; ) {
    const [link = "", how = ""] = joined.before.exec(text.slice(Math.max(0, start - longestLink), start)) ?? [];
    const at = start - link.length;
    const next = longestFirst.find(({ name }) => link !== "" && isAt(text, at - name.length, name));
    if (!next) break;
    isRow ||= conjunction.test(how);
    found.unshift(next.party);
    start = at - next.name.length;
  }
  return isRow ? [...new Set(found)] : [];
}

/** Whether a name stands there, as whole words; scripts without blanks have none. */
function isAt(text: string, at: number, name: string): boolean {
  const isSame = at >= 0 && text.slice(at, at + name.length).toLowerCase() === name.toLowerCase();
  if (!isSame || /\p{sc=Han}/u.test(name)) return isSame;
  return !letter.test(text[at - 1] ?? " ") && !letter.test(text[at + name.length] ?? " ");
}
