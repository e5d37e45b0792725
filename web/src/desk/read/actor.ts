import { allNamesOf } from "../fields/party-names.ts";
import { namedBeside, namedIn } from "../fields/same-name.ts";
import type { Sentence } from "./finder.ts";
import type { Text } from "./points.ts";
import type { Actor } from "./proposal.ts";

/**
 * Who acts in a sentence, or in what opens the list that it is an item of: the party that stands beside the verb, with
 * those that are named in one row with it. Null where no party does.
 */
export async function actorIn(
  sentence: Sentence,
  { text, sentences }: { text: Text; sentences: readonly Sentence[] },
): Promise<Actor | null> {
  const cue = sentence.cues.find((each) => each.cue === "actor");
  if (!cue) return null;
  const place = { start: text.toUnits(cue.start), end: text.toUnits(cue.end) };
  const words = text.text.slice(place.start, place.end);
  const opening = sentences.find(({ start }) => start === sentence.opening?.start);
  const named = await allNamesOf([...sentence.parties, ...(opening?.parties ?? [])]);
  const party = namedIn(words, named);
  if (party === null) return null;
  const others = named.filter((each) => each !== party);
  return { words, parties: [party, ...namedBeside(text.text, place, others)].map(({ code }) => code) };
}
