import { useState } from "preact/hooks";
import { problemOf } from "../session.ts";

/** What became of each row, in words, once it is done or refused. It stays where it is until the list is asked anew. */
export function useOutcomes(onDone: () => void) {
  const [outcomes, set] = useState<ReadonlyMap<string, string>>(new Map());
  const say = (id: string, words: string) => set((before) => new Map([...before, [id, words]]));
  const run = async (id: string, work: () => Promise<string>) => {
    if (outcomes.get(id) === working) return;
    say(id, working);
    try {
      say(id, await work());
      onDone();
    } catch (error) {
      say(id, problemOf(error).detail);
    }
  };
  return { outcomes, run };
}

const working = "Saving";
