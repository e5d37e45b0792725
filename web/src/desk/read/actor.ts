import { namedBy } from "../fields/party-names.ts";
import type { Sentence } from "./finder.ts";
import type { Text } from "./points.ts";
import type { Actor } from "./proposal.ts";

/**
 * Who acts in a sentence, or in what opens the list that it is an item of, and which party that is; null where nobody is
 * found to.
 */
export async function actorIn(
  sentence: Sentence,
  { text, sentences }: { text: Text; sentences: readonly Sentence[] },
): Promise<Actor | null> {
  const place = sentence.cues.find(({ cue }) => cue === "actor");
  if (!place) return null;
  const words = text.text.slice(text.toUnits(place.start), text.toUnits(place.end));
  const opening = sentences.find(({ start }) => start === sentence.opening?.start);
  return { words, party: await namedBy(words, [...sentence.parties, ...(opening?.parties ?? [])]) };
}
