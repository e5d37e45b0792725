import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { dateOf } from "../fields/read-date.ts";
import { servanda } from "../session.ts";
import type { Filed } from "./filed.ts";
import type { Place } from "./locator.ts";
import type { Draft } from "./proposal.ts";

/** What is filed: the words with their place, and what was made of them. */
interface Words {
  source: Schemas["Source"];
  draft: Draft;
  locator: Place | null;
}

function quoteOf({ source, draft, locator }: Words) {
  const { start, end, exact, speakerName, speakerOffice, promisors } = draft;
  const [party] = promisors;
  const speaker = speakerName.trim() && {
    name: speakerName.trim(),
    ...(speakerOffice.trim() && { office: speakerOffice.trim() }),
    ...(party && promisors.length === 1 && { party }),
  };
  return {
    ...{ sourceId: source.id, exact, start, end },
    ...(source.language && { language: source.language }),
    ...(locator && { locator }),
    ...(speaker && { speaker }),
  };
}

/** What cannot be read is sent as it was typed: the API says what is wrong with it. */
const readDate = async (text: string): Promise<string> => (await dateOf(text)) ?? text.trim();

/** One request: the commitment with its quote. */
export async function filePromise(words: Words): Promise<Filed> {
  const { draft } = words;
  const { title, type, firmness, statedOn, dueText } = draft;
  const parties = [
    ...draft.promisors.map((party) => ({ party, role: "promisor" as const })),
    ...draft.promisees.map((party) => ({ party, role: "promisee" as const })),
  ];
  const body = {
    ...{ title: title.trim(), type, firmness, statedOn: await readDate(statedOn), parties, quotes: [quoteOf(words)] },
    ...(dueText.trim() && { due: { text: dueText.trim() } }),
    targets: draft.targets
      .filter(({ isKept }) => isKept)
      .map(({ indicator, comparator, value, unit }) => ({ indicator, comparator, unit, value: Number(value) })),
  };
  const made = (await servanda.post("/v1/commitments", {
    body: body as Schemas["NewCommitment"],
  })) as Schemas["CommitmentWritten"];
  const { id, slug, warnings = [] } = made;
  return {
    slug,
    title: made.title,
    warnings,
    takeBack: () => servanda.delete("/v1/commitments/{id}", { path: { id } }),
  };
}

/** One request: the same promise, said again in these words. */
export async function fileRestatement(id: string, words: Words): Promise<Filed> {
  const { sourceId, ...quote } = quoteOf(words);
  const { statedOn } = words.draft;
  const body: Schemas["NewEvent"] = {
    ...{ type: "restated", date: await readDate(statedOn), title: `Said again: ${words.source.title}`.slice(0, 300) },
    evidence: [{ sourceId, quote }],
  };
  const made = await servanda.post("/v1/commitments/{id}/events", { path: { id }, body });
  const { slug, title } = await servanda.get("/v1/commitments/{id}", {
    path: { id },
    query: { fields: ["slug", "title"] },
  });
  const path = { id, eventId: made.id };
  return {
    ...{ slug, title, warnings: made.warnings ?? [] },
    takeBack: () => servanda.delete("/v1/commitments/{id}/events/{eventId}", { path }),
  };
}
