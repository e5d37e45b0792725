import type { CueLanguage } from "./languages/language.ts";

/** A sentence, by UTF-16 offsets; `opening` is the one that its list hangs on: "We will:". */
export interface Sentence {
  start: number;
  end: number;
  opening: Sentence | null;
  isItem: boolean;
}

/** Lines that belong together: a paragraph, an item of a list, a heading. */
interface Block {
  start: number;
  end: number;
  /** Length of the mark that makes it an item; 0: it is none. */
  mark: number;
}

const marks =
  /^\s*(?:[-–—•*·▪●○◦‣➢✓]{1,2}(?=\s|\p{sc=Han})|\(?(?:\d{1,3}|\p{L}|[ivxIVX]{1,5})[.)](?=\s|$)|(?:\d{1,2}|[IVX]{1,5})\s[-–—](?=\s)|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)])\s*/u;
const closed = /[.!?…。！？;；:：؟؛][\p{Pe}\p{Pf}"'*]*\s*$/u;
const opens = /[:：]\s*$/u;
/** Lines that are furniture of a page: they neither end a sentence nor belong to one. */
const furniture = /^\s*(?:[-–—]?\s*\d{1,4}\s*[-–—]?|p\s?a\s?g\s?e\b.{0,20}|[*_=·\-\s]{3,})\s*$/i;

/** A list that is open, the inner ones last: its marks, and what its items hang on. */
interface List {
  form: "number" | "letter" | "sign";
  opening: Sentence | null;
}

const isWhole = /^\s*\p{Lu}.*[.!?]\s*$/su;

function formOf(text: string, { mark }: Block): List["form"] {
  const own = text.slice(0, mark);
  if (/\d/.test(own)) return "number";
  return /\p{L}/u.test(own) ? "letter" : "sign";
}

/** The lists that are open at an item. One whose marks are of another form begins within the others. */
function listsAt(
  text: string,
  block: Block,
  { lists, opened }: { lists: readonly List[]; opened: Sentence | null },
): List[] {
  const form = formOf(text, block);
  const at = lists.findLastIndex((list) => list.form === form);
  if (at >= 0) return lists.slice(0, at + 1);
  // What is a sentence by itself does not go on with that of the outer list.
  const outer = isWhole.test(text.slice(block.mark)) ? null : (lists.at(-1)?.opening ?? null);
  return [...lists, { form, opening: opened ?? outer }];
}

export function sentencesOf(text: string, language: CueLanguage): Sentence[] {
  const segmenter = new Intl.Segmenter(language.tag, { granularity: "sentence" });
  const isCut = abbreviated(language);
  const sentences: Sentence[] = [];
  let opened: Sentence | null = null;
  let lists: List[] = [];
  for (const block of blocksOf(text)) {
    const own = text.slice(block.start, block.end);
    const hangs = opened ?? lists.at(-1)?.opening ?? null;
    const isItem = block.mark > 0 || (hangs !== null && /[;；؛]\s*$/u.test(own));
    lists = isItem ? listsAt(own, block, { lists, opened }) : [];
    const opening = lists.at(-1)?.opening ?? null;
    for (const [n, [start, end]] of partsOf(text, block, { segmenter, isCut }).entries())
      sentences.push({ start, end, opening: n === 0 ? opening : null, isItem: isItem && n === 0 });
    const last = sentences.at(-1);
    opened = last && opens.test(text.slice(last.start, last.end)) ? last : null;
  }
  return sentences;
}

/** Paragraphs made whole of lines that were broken by width, as PDF and OCR leave them. */
function blocksOf(text: string): Block[] {
  const lines = [...text.matchAll(/[^\n]*\S[^\n]*/g)].map(({ 0: line, index }) => ({ line, start: index }));
  const width = widthOf(lines.map(({ line }) => line.length));
  const blocks: Block[] = [];
  let gap = false;
  let before = 0;
  for (const { line, start } of lines) {
    const isApart = /\n\s*\n/.test(text.slice(before, start + 1));
    before = start + line.length;
    if (furniture.test(line)) {
      gap = true;
      continue;
    }
    const mark = marks.exec(line)?.[0].length ?? 0;
    const last = blocks.at(-1);
    if (last && mark === 0 && goesOn(text.slice(last.start, last.end), line, { isApart: isApart || gap, width })) {
      last.end = start + line.length;
    } else blocks.push({ start, end: start + line.length, mark });
    gap = false;
  }
  return blocks;
}

/** The width at which lines were broken; 0 where they are paragraphs. */
function widthOf(lengths: readonly number[]): number {
  const sorted = lengths.filter((length) => length > 1).toSorted((a, b) => a - b);
  const wide = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  return wide <= 140 ? wide : 0;
}

function goesOn(before: string, line: string, { isApart, width }: { isApart: boolean; width: number }): boolean {
  const last = before.slice(before.lastIndexOf("\n") + 1);
  if (marks.exec(last)?.[0].length === last.length) return !isApart || width > 0;
  if (closed.test(last)) return false;
  if (/^\s*\p{Ll}/u.test(line)) return true;
  return !isApart && width > 0 && last.length >= Math.max(0.6 * width, 18);
}

interface Cutting {
  segmenter: Intl.Segmenter;
  isCut: (before: string, next: string) => boolean;
}

function partsOf(text: string, { start, end, mark }: Block, { segmenter, isCut }: Cutting): [number, number][] {
  const body = text.slice(start + mark, end).replace(/\n/g, " ");
  const parts: [number, number][] = [];
  for (const { segment, index } of segmenter.segment(body)) {
    const trimmed = segment.trim();
    if (!/[\p{L}\p{N}]/u.test(trimmed)) continue;
    const from = start + mark + index + segment.indexOf(trimmed);
    const last = parts.at(-1);
    const isOpen = last !== undefined && last[1] - last[0] < longest;
    if (isOpen && isCut(text.slice(Math.max(last[0], last[1] - longestEnd), last[1]), trimmed))
      last[1] = from + trimmed.length;
    else parts.push([from, from + trimmed.length]);
  }
  return parts.flatMap(([from, to]) => piecesOf(text, from, to));
}

/** UTF-16 units. What is longer, a sentence or none, is read in pieces, since cues are weighed in pairs. */
const longest = 2000;
/** What is looked at of a sentence to tell how it ends. */
const longestEnd = 40;

/** Cut after a comma or a space where there is one in the second half, and never within a character. */
function piecesOf(text: string, start: number, end: number): [number, number][] {
  const pieces: [number, number][] = [];
  let from = start;
  while (end - from > longest) {
    const most = text.slice(from, from + longest);
    const half = most.slice(longest / 2);
    const at = Math.max(...[",", ";", "，", "；", "،", " "].map((mark) => half.lastIndexOf(mark)));
    const isSplit = /[\uD800-\uDBFF]$/.test(most);
    const cut = from + (at < 0 ? longest - Number(isSplit) : longest / 2 + at + 1);
    pieces.push([from, cut]);
    from = cut;
  }
  pieces.push([from, end]);
  return pieces.flatMap(([a, b]): [number, number][] => {
    const own = text.slice(a, b);
    const trimmed = own.trim();
    return trimmed === "" ? [] : [[a + own.indexOf(trimmed), a + own.indexOf(trimmed) + trimmed.length]];
  });
}

/** Whether a full stop ended no sentence: after an abbreviation or an initial, or before a small letter. */
function abbreviated({ abbreviations }: CueLanguage): Cutting["isCut"] {
  const known = new Set(abbreviations.toLowerCase().split(" "));
  return (before, next) => {
    const [, word = ""] = /(?:^|[\s(«"“/–-])([\p{L}.]{1,8})\.$/u.exec(before) ?? [];
    if (word !== "" && (known.has(word.toLowerCase()) || /^(?:\p{Lu}\.)*\p{Lu}$/u.test(word))) return true;
    // The number of a paragraph, within a line.
    if (/^\(?\d{1,3}[.)]$/.test(before)) return true;
    return /\.$/.test(before) && /^\p{Ll}/u.test(next);
  };
}
