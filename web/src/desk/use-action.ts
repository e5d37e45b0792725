import { useState } from "preact/hooks";
import type { Problem } from "../api.ts";
import { problemOf } from "./session.ts";

/** Something that is done on a click: whether it is under way, what went wrong, and what it came to, in words. */
export function useAction() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [said, say] = useState("");
  const run = async (work: () => Promise<string>) => {
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    say("");
    try {
      say(await work());
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { run, isBusy, problem, said };
}
