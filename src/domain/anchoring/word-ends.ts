/** Which ends of a passage lie within a longer word or number. */
export interface CutEnds {
  start: boolean;
  end: boolean;
}

/**
 * Whether words begin or end within a longer word or number of their text: "able to pay" in "unable to pay", "7 per
 * cent" in "17 per cent", "1.7 per cent" or "-7 per cent". `before` and `after` are what stands around them. Scripts
 * that are written without spaces have no such ends.
 */
export function cutEnds(before: string, words: string, after: string): CutEnds {
  const [first, last] = [firstOf(words), lastOf(words)];
  const isInNumber = /\p{N}/u.test(first) && /(?:\p{N}[.,]|(?:^|[^\p{L}\p{N}])[-\u2212])$/u.test(before.slice(-3));
  const goesOn = /\p{N}/u.test(last) && /^[.,]\p{N}/u.test(after.slice(0, 3));
  return {
    start: isInNumber || (isOfWord(first) && isOfWord(lastOf(before))),
    end: goesOn || (isOfWord(last) && isOfWord(firstOf(after))),
  };
}

const firstOf = (text: string): string => Array.from(text.slice(0, 2))[0] ?? "";
const lastOf = (text: string): string => Array.from(text.slice(-2)).at(-1) ?? "";

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const isOfWord = (char: string): boolean => /[\p{L}\p{N}\p{M}]/u.test(char) && !unspaced.test(char);
