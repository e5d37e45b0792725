/** The browser's own caret and selection in the text, as units of UTF-16 from its beginning. */

export interface Selected {
  start: number;
  end: number;
}

/** Null where the selection is somewhere else. */
export function selectedIn(pane: HTMLElement): Selected | null {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!pane.contains(range.startContainer) || !pane.contains(range.endContainer)) return null;
  const start = unitsBefore(pane, range.startContainer, range.startOffset);
  return { start, end: start + range.toString().length };
}

function unitsBefore(pane: HTMLElement, node: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(pane, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** Puts the caret before a unit, where the reader sees it. */
export function moveCaret(pane: HTMLElement, unit: number): void {
  const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
  let left = unit;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (left < length) {
      getSelection()?.collapse(node, left);
      return;
    }
    left -= length;
  }
}

/** Without the white space around it, which is none of the words. */
export function trimmed(text: string, { start, end }: Selected): Selected {
  const words = text.slice(start, end);
  return { start: start + words.length - words.trimStart().length, end: end - words.length + words.trimEnd().length };
}
