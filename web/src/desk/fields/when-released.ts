/** Whether a button of a mouse is pressed, or a finger is down. */
const pointer = { isDown: false };
addEventListener("pointerdown", () => (pointer.isDown = true), true);
for (const ended of ["pointerup", "pointercancel"]) addEventListener(ended, () => (pointer.isDown = false), true);

/**
 * Does what moves other things on the page at once, or where a press took the focus away, when that ends, which is just
 * before its click: what moved from under the pointer meanwhile would not be clicked.
 */
export function whenReleased(work: () => void): void {
  if (!pointer.isDown) {
    work();
    return;
  }
  const ended = new AbortController();
  const done = () => {
    ended.abort();
    work();
  };
  for (const name of ["pointerup", "pointercancel"])
    addEventListener(name, done, { signal: ended.signal, capture: true });
}
