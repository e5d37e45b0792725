import { type IndexedText, indexText } from "../domain/anchoring/text.ts";
import { type FoundSentence, findPromises, type Question } from "../domain/promises/find.ts";

/** Finding promises in a text, as plain data, so that another thread can do it. */
export type Task = Question;
export type Sentences = ReturnType<typeof perform>;

export function perform(task: Task) {
  const text = indexText(task.text);
  return findPromises({ ...task, text: text.text }).map((sentence) => inPoints(sentence, text));
}

/** Places in code points, with the words that stand there. */
function inPoints(sentence: FoundSentence, { text, toPoints }: IndexedText) {
  const placed = <P extends { start: number; end: number }>(place: P): P => ({
    ...place,
    start: toPoints(place.start),
    end: toPoints(place.end),
  });
  const worded = <P extends { start: number; end: number }>(place: P) => ({
    ...placed(place),
    text: text.slice(place.start, place.end),
  });
  return {
    ...placed(sentence),
    exact: text.slice(sentence.start, sentence.end),
    opening: sentence.opening && placed(sentence.opening),
    cues: sentence.cues.map(placed),
    numbers: sentence.numbers.map(worded),
    due: sentence.due.map(({ reading, ...due }) => ({ ...placed(due), ...(reading && { reading }) })),
  };
}
