import { useRef, useState } from "preact/hooks";

/** What is typed and not yet filed: kept for the tab, so that a reload, going back or an expired key loses nothing. */

const prefix = "servanda-draft:";

export function readDraft<T>(name: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(prefix + name) ?? "null") as T | null;
  } catch {
    return null;
  }
}

/** Null forgets it. False where the browser keeps no more of it: then it is there until the page is left. */
export function keepDraft(name: string, value: unknown): boolean {
  try {
    if (value === null) sessionStorage.removeItem(prefix + name);
    else sessionStorage.setItem(prefix + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** A form's values by a name, such as that of what they are about; `change` takes what changes, null begins anew. */
export function useDraft<T extends object>(name: string, initial: T): [T, (change: Partial<T> | null) => void] {
  const [, draw] = useState(0);
  const begin = () => ({ name, value: { ...initial, ...readDraft<Partial<T>>(name) } });
  const draft = useRef<{ name: string; value: T } | null>(null);
  if (draft.current?.name !== name) draft.current = begin();
  const change = (changed: Partial<T> | null) => {
    const before = draft.current?.name === name ? draft.current : begin();
    draft.current = { name, value: changed === null ? initial : { ...before.value, ...changed } };
    keepDraft(name, changed === null ? null : draft.current.value);
    draw((n) => n + 1);
  };
  return [draft.current.value, change];
}
