import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { sumOf } from "../fields/amount.ts";
import { readDate } from "../fields/read-date.ts";

/** An event as it is typed; the API reads the dates. */
export interface EventDraft {
  type: string;
  date: string;
  title: string;
  description: string;
  dueText: string;
  /** As a date, where the words give none. */
  dueDate: string;
  /** Codes of those whose act alone it is. */
  parties: readonly string[];
  sum: string;
  currency: string;
  effectiveOn: string;
  status: string;
  firmness: string;
  /** Id of the event that it corrects. */
  supersedes: string;
  /** Id of a source that is on record; null while none is chosen. */
  sourceId: string | null;
  sourceTitle: string;
  /** Whether it is none of those that its words find. */
  isNewSource: boolean;
  /** What makes a new source, where it is not on record. */
  url: string;
  kind: string;
  publishedOn: string;
  publisher: string;
  /** Codes of the parties that issued it. */
  issuedBy: readonly string[];
  pasted: string;
  quote: string;
}

export const emptyEvent: EventDraft = {
  ...{ type: "", date: "", title: "", description: "", dueText: "", dueDate: "" },
  ...{ parties: [], sum: "", currency: "" },
  ...{ effectiveOn: "", status: "", firmness: "", supersedes: "" },
  ...{ sourceId: null, sourceTitle: "", isNewSource: false, url: "", kind: "", publishedOn: "", publisher: "" },
  ...{ issuedBy: [], pasted: "", quote: "" },
};

export const movesDue = (type: string): boolean => type === "due_changed" || type === "postponed";

export const tellsOfMoney = (type: string): boolean => type.startsWith("funding_");

type Operation = Schemas["BatchOperation"];

/** What its source or its quote lacks to be recorded with it, by its field: an event is not recorded without them. */
export function lacking({ sourceId, sourceTitle, url, kind, quote, pasted }: EventDraft): Record<string, string> {
  if (sourceId !== null) return {};
  const isNamed = sourceTitle.trim() !== "" || url.trim() !== "" || pasted.trim() !== "";
  if (isNamed && (sourceTitle.trim() === "" || kind === ""))
    return {
      source: "Take one that is on record, or say title and kind of the new one. To record it without, empty this.",
    };
  return !isNamed && quote.trim() !== "" ? { source: "Say which source these words are from." } : {};
}

/**
 * The requests that record it, with its source if that is new: done as one, or tried as one to see what they would do.
 * Null while type or date is missing.
 * @throws NotSent where a date cannot be read
 */
export async function operationsOf(
  id: string,
  draft: EventDraft,
  nameOf: (type: string) => string,
): Promise<Operation[] | null> {
  if (draft.type === "" || draft.date.trim() === "") return null;
  const before = await sourceOperations(draft);
  const sourceId = draft.sourceId ?? (before.length > 0 ? { $ref: 0 } : null);
  const exact = draft.quote.trim();
  const { status, firmness, supersedes, parties } = draft;
  const event = {
    ...{ type: draft.type, date: await readDate(draft.date, "date"), title: draft.title.trim() || nameOf(draft.type) },
    ...(draft.effectiveOn.trim() && { effectiveOn: await readDate(draft.effectiveOn, "effectiveOn") }),
    ...(draft.description.trim() && { description: draft.description.trim() }),
    ...(movesDue(draft.type) && (await dueOf(draft.dueText, draft.dueDate))),
    ...{ ...(parties.length > 0 && { parties }), ...amountOf(draft) },
    ...{ ...(status && { status }), ...(firmness && { firmness }), ...(supersedes && { supersedes }) },
    ...(sourceId !== null && { evidence: [{ sourceId, ...(exact && { quote: { exact } }) }] }),
  };
  return [...before, { op: "POST", path: `/v1/commitments/${id}/events`, body: event }];
}

/** A due date by words and date, as far as there are such. @throws NotSent */
export async function dueOf(words: string, date: string): Promise<{ due?: Schemas["NewDue"] }> {
  const text = words.trim();
  const edtf = date.trim() === "" ? "" : await readDate(date, "dueDate");
  return text === "" && edtf === "" ? {} : { due: { ...(text && { text }), ...(edtf && { edtf }) } };
}

function amountOf({ sum, currency }: EventDraft): object {
  if (sum.trim() === "" && currency.trim() === "") return {};
  return { amount: { value: sumOf(sum) ?? sum.trim(), currency: currency.trim() } };
}

async function sourceOperations(draft: EventDraft): Promise<Operation[]> {
  const { sourceId, sourceTitle, url, kind, publishedOn, publisher, issuedBy, pasted } = draft;
  if (sourceId !== null || sourceTitle.trim() === "" || kind === "") return [];
  const published = publishedOn.trim() === "" ? null : await readDate(publishedOn, "publishedOn");
  const source = {
    ...{ kind, title: sourceTitle.trim() },
    ...(issuedBy.length > 0 && { issuedBy }),
    ...(url.trim() && { url: url.trim() }),
    ...(publisher.trim() && { publisher: publisher.trim() }),
    ...(published !== null && { publishedOn: published }),
  };
  const made: Operation = { op: "POST", path: "/v1/sources", body: source };
  if (pasted.trim() === "") return [made];
  return [made, { op: "POST", path: "/v1/sources/$0/snapshots", body: { text: pasted } }];
}
