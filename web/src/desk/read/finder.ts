import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { servanda } from "../session.ts";

/** What smells of a promise in a text, by the API's own search for promises, and the marks of those who read it. */

export type Found = Schemas["FoundPromises"];
export type Sentence = Schemas["PromiseSentence"];
export type Mark = Schemas["PromiseMark"];
export type Verdict = Mark["verdict"];

export const findIn = (source: string, signal: AbortSignal): Promise<Found> =>
  servanda.post("/v1/promises/find", { body: { source }, signal });

/** Where somebody stopped reading, as it is kept for them alone. */
export async function stoppedAt(source: string, signal: AbortSignal): Promise<Mark | null> {
  const { data } = await servanda.get("/v1/promises/marks", { query: { source, verdict: ["stopped"] }, signal });
  return data[0] ?? null;
}

type Span = Pick<Sentence, "start" | "end" | "exact">;

/** One mark a place: another one replaces it. */
export const mark = (source: string, { start, end, exact }: Span, verdict: Verdict): Promise<Mark> =>
  servanda.post("/v1/promises/marks", { body: { source, start, end, exact, verdict } });

export const unmark = (id: string): Promise<void> => servanda.delete("/v1/promises/marks/{id}", { path: { id } });
