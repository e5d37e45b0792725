/** Ctrl Enter, or Cmd Enter on a Mac: saves the form that one is in. */
export const isSaveKey = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean => key === "Enter" && (ctrlKey || metaKey);

/** A single key, as it is typed, without what makes it another command of the browser. */
export function singleKey({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): string | null {
  return ctrlKey || metaKey || altKey || isComposing ? null : key;
}
