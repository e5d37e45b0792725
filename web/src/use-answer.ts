import { useEffect, useState } from "preact/hooks";
import { type Answer, type Asked, ask, type Path, type Problem } from "./api.ts";

export interface Answered<T> {
  /** The newest answer; while another is on its way, that before it. */
  data: T | null;
  problem: Problem | null;
  isLoading: boolean;
  retry: () => void;
}

/** Answers of this visit, so that going back shows at once what was there. The newest forty. */
const kept = new Map<string, unknown>();
const mostKept = 40;

/** What the API answers, asked anew whenever the question changes. Null asks nothing, and keeps what was answered. */
export function useAnswer<P extends Path>(path: P, asked: Asked | null): Answered<Answer<P>> {
  const key = asked && JSON.stringify([path, asked]);
  const [tries, setTries] = useState(0);
  const [state, set] = useState<{ key: string | null; data: Answer<P> | null; problem: Problem | null }>(() => ({
    key,
    data: key === null ? null : ((kept.get(key) as Answer<P> | undefined) ?? null),
    problem: null,
  }));
  useEffect(() => {
    if (key === null || asked === null) return;
    const known = kept.get(key) as Answer<P> | undefined;
    if (known !== undefined) set({ key, data: known, problem: null });
    const controller = new AbortController();
    ask(path, asked, controller.signal).then(
      (data) => {
        keep(key, data);
        if (!controller.signal.aborted) set({ key, data, problem: null });
      },
      (problem: Problem) => {
        if (!controller.signal.aborted) set({ key, data: null, problem });
      },
    );
    return () => controller.abort();
  }, [key, tries]);
  const { data, problem } = state;
  const isCurrent = state.key === key;
  return {
    data,
    problem: isCurrent ? problem : null,
    isLoading: key !== null && (!isCurrent || (data === null && problem === null)),
    retry: () => setTries(tries + 1),
  };
}

function keep(key: string, data: unknown): void {
  kept.delete(key);
  kept.set(key, data);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value ?? "");
}
