import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { readDate } from "../fields/read-date.ts";
import { servanda } from "../session.ts";
import { dueOf } from "../update/event-draft.ts";
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
  // Who speaks for one party may tell what another one promises.
  const speaking = promisors.filter((code) => source.issuedBy.length === 0 || source.issuedBy.includes(code));
  const [party] = speaking;
  const speaker = speakerName.trim() && {
    name: speakerName.trim(),
    ...(speakerOffice.trim() && { office: speakerOffice.trim() }),
    ...(party && speaking.length === 1 && { party }),
  };
  return {
    ...{ sourceId: source.id, exact, start, end },
    ...(source.language && { language: source.language }),
    ...(locator && { locator }),
    ...(speaker && { speaker }),
  };
}

type Operation = Schemas["BatchOperation"];

/** One write, which is taken back as one: nothing of it is left on record then, its quote neither. @throws Problem */
async function file(operation: Operation): Promise<Omit<Filed, "title">> {
  const { results, changeSet } = await servanda.post("/v1/batch", { body: { operations: [operation] } });
  const [{ slug, warnings = [] } = { slug: null }] = results;
  const path = { id: changeSet ?? 0 };
  const takeBack = () => servanda.post("/v1/change-sets/{id}/revert", { path, body: {} });
  return { changeSet, slug: slug ?? "", warnings, takeBack };
}

/** One request: the commitment with its quote. @throws NotSent where a date cannot be read */
export async function filePromise(words: Words): Promise<Filed> {
  const { draft } = words;
  const { type, firmness, dueText, dueDate } = draft;
  const title = draft.title.trim();
  const parties = [
    ...draft.promisors.map((party) => ({ party, role: "promisor" as const })),
    ...draft.promisees.map((party) => ({ party, role: "promisee" as const })),
  ];
  const body = {
    ...{ title, type, firmness, statedOn: await readDate(draft.statedOn, "statedOn") },
    ...{ parties, quotes: [quoteOf(words)], ...(await dueOf(dueText, dueDate)) },
    targets: draft.targets
      .filter(({ isKept }) => isKept)
      .map(({ indicator, comparator, value, unit }) => ({ indicator, comparator, unit, value: Number(value) })),
  };
  return { ...(await file({ op: "POST", path: "/v1/commitments", body })), title };
}

/** One request: the same promise, said again in these words. @throws NotSent where its date cannot be read */
export async function fileRestatement(id: string, words: Words): Promise<Filed> {
  const { sourceId, ...quote } = quoteOf(words);
  const date = await readDate(words.draft.statedOn, "statedOn");
  const title = `Said again: ${words.source.title}`.slice(0, 300);
  const body = { type: "restated", date, title, evidence: [{ sourceId, quote }] };
  const filed = await file({ op: "POST", path: `/v1/commitments/${id}/events`, body });
  const restated = await servanda.get("/v1/commitments/{id}", { path: { id }, query: { fields: ["slug", "title"] } });
  return { ...filed, slug: restated.slug, title: restated.title };
}
