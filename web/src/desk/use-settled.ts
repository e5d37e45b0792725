import { useEffect, useState } from "preact/hooks";

/** A value that is being typed, once it has stayed the same for a moment. */
export function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, set] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => set(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
