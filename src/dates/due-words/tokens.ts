/** A piece of the text: its folded letters, and where it stands in the text as given (UTF-16 offsets). */
export interface Piece {
  text: string;
  start: number;
  end: number;
  /** Nothing stands between it and the piece before. */
  isTight: boolean;
}

const DIGIT_ZEROS = [0x660, 0x6f0, 0x966];

/**
 * A letter without case, accents, points of Arabic vowels, and variants of form. Kana keep their marks, which make
 * other letters of them.
 */
export function fold(cluster: string): string {
  if (/^[\x20-\x5f\x61-\x7d]$/.test(cluster)) return cluster.toLowerCase();
  return cluster
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]|\p{Cf}/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/\p{Nd}/gu, (digit) => asciiDigit(digit))
    .replace(/[\u2018\u2019\u02bb\u02bc`\u00b4\u2032]/g, "'")
    .replace(/[\u2010-\u2015\u2212\u301c\u007e\uff5e]/g, "-")
    .replace(/[\u0131]/g, "i")
    .replace(/[\u0649\u06cc]/g, "\u064a")
    .replace(/\u06a9/g, "\u0643")
    .replace(/\u0629/g, "\u0647")
    .replace(/[\u0300-\u036f]/g, "");
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = DIGIT_ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? digit : String(code - zero);
}

/** Texts have few different letters, and folding one takes many steps. */
const folded = new Map<string, string>();
const MOST_FOLDED = 5_000;

function foldOnce(cluster: string): string {
  const known = folded.get(cluster);
  if (known !== undefined) return known;
  if (folded.size >= MOST_FOLDED) folded.clear();
  const letters = fold(cluster);
  folded.set(cluster, letters);
  return letters;
}

const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;

type Kind = "digit" | "letter" | "sign" | "space";

/** Each Chinese or Japanese character is a piece of its own, as every other sign is. */
function kindOf(character: string): Kind {
  if (/^[0-9]/.test(character)) return "digit";
  if (/^[\u3005\u3007\u3040-\u30ff\u3400-\u9fff]/.test(character)) return "sign";
  if (/^[\p{L}\p{M}\p{N}]/u.test(character)) return "letter";
  return /^\s/.test(character) ? "space" : "sign";
}

/**
 * The text in pieces: numbers, words, and signs; Chinese and Japanese characters one by one. Folded letters know the
 * place they came from, so that what was read can be quoted as it was written.
 */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let before: Kind = "space";
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    for (const letter of foldOnce(cluster)) {
      const kind = kindOf(letter);
      const end = index + cluster.length;
      const last = pieces.at(-1);
      if (kind === before && kind !== "sign" && last !== undefined && kind !== "space") {
        last.text += letter;
        last.end = end;
      } else if (kind !== "space") {
        pieces.push({ text: letter, start: index, end, isTight: before !== "space" });
      }
      before = kind;
    }
  }
  return pieces;
}
