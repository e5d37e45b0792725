import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api.ts";
import type { Answered } from "../use-answer.ts";
import { problemOf } from "./session.ts";

/**
 * What `load` gives, asked anew whenever `key` changes or `retry` is called; null asks nothing. Nothing is kept from
 * before: who works on the record sees it as it is.
 */
export function useLoaded<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Answered<T> {
  const [tries, setTries] = useState(0);
  const [state, set] = useState<{ key: string | null; data: T | null; problem: Problem | null }>({
    key: null,
    data: null,
    problem: null,
  });
  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    load(controller.signal).then(
      (data) => !controller.signal.aborted && set({ key, data, problem: null }),
      (error: unknown) => !controller.signal.aborted && set({ key, data: null, problem: problemOf(error) }),
    );
    return () => controller.abort();
  }, [key, tries]);
  const isCurrent = state.key === key;
  return {
    data: isCurrent ? state.data : null,
    problem: isCurrent ? state.problem : null,
    isLoading: key !== null && !isCurrent,
    retry: () => setTries((n) => n + 1),
  };
}
