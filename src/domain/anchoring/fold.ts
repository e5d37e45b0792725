/** A text as it is compared when only likeness matters: the codes, and the code-point offset each comes from. */
export interface Folded {
  codes: Int32Array;
  origins: Int32Array;
}

/** U+0020, which every run of white space becomes. */
export const SPACE = 0x20;

/**
 * Folds differences that copying, scanning and typesetting make: compatibility forms (NFKC), case, runs of white space,
 * kinds of quotation marks and dashes, invisible code points (soft hyphens, joiners). For proposals only, never for
 * verbatim words.
 */
export function fold(text: string): Folded {
  const known = new Map<number, readonly number[]>();
  const codes: number[] = [];
  const origins: number[] = [];
  let last = 0;
  for (let unit = 0, at = 0; unit < text.length; at++) {
    const point = text.codePointAt(unit) as number;
    unit += point > 0xffff ? 2 : 1;
    let folded = known.get(point);
    if (folded === undefined) {
      folded = foldPoint(point);
      known.set(point, folded);
    }
    for (const code of folded) {
      if (code === SPACE && last === SPACE) continue;
      codes.push(code);
      origins.push(at);
      last = code;
    }
  }
  return { codes: Int32Array.from(codes), origins: Int32Array.from(origins) };
}

/** U+FDFA alone has 18 in NFKC: a text of it would grow eighteenfold. */
const LONGEST_FORM = 3;

function foldPoint(point: number): number[] {
  const char = String.fromCodePoint(point);
  if (/\s/u.test(char)) return [SPACE];
  if (/\p{Default_Ignorable_Code_Point}/u.test(char)) return [];
  const plain = char
    .replace(/[\p{Pd}\u2212]/u, "-")
    .replace(/[\u2018-\u201B\u2032\u0060\u00B4]/u, "'")
    .replace(/[\u201C-\u201F\u2033\u00AB\u00BB]/u, '"');
  const codes = Array.from(plain.normalize("NFKC").toLowerCase(), (each) => each.codePointAt(0) as number);
  return codes.length <= LONGEST_FORM ? codes : [point];
}
