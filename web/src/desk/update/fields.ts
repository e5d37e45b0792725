import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Commitment } from "../../api.ts";
import type { Values } from "../conflict/merge.ts";
import { readDate, readDay } from "../fields/read-date.ts";

export type PartyInRole = Schemas["CommitmentParty"];

/** What is corrected by hand of a commitment, as it is typed. */
export interface EditDraft {
  title: string;
  summary: string;
  type: string;
  firmness: string;
  statedOn: string;
  parties: readonly PartyInRole[];
  due: string;
  dueDate: string;
  tags: string;
  reviewedOn: string;
  nextReviewOn: string;
}

export const labels: Readonly<Record<string, string>> = {
  title: "What is promised",
  summary: "In short",
  type: "Type",
  firmness: "Firmness",
  statedOn: "Stated on",
  parties: "Parties",
  due: "Due, in its words",
  dueDate: "Due, as a date",
  tags: "Tags, with commas between",
  reviewedOn: "Sources searched up to",
  nextReviewOn: "To be looked at again on",
};

/** Of which code list some of them are. */
export const codeLists: Readonly<Record<string, string>> = { type: "commitment-type", firmness: "firmness" };

export function textsOf(commitment: Commitment): EditDraft {
  const { title, summary, type, firmness, statedOn, parties, due, tags, reviewedOn, nextReviewOn } = commitment;
  return {
    ...{ title, summary: summary ?? "", type, firmness, statedOn },
    parties: parties.map(({ party, role }) => ({ party, role })),
    ...{ due: due?.text ?? "", dueDate: due?.edtf ?? "" },
    ...{ tags: tags.join(", "), reviewedOn: reviewedOn ?? "", nextReviewOn: nextReviewOn ?? "" },
  };
}

/** How each is read that is not taken as it is typed. @throws NotSent where it cannot be */
const readings: Readonly<Record<string, (typed: string) => unknown>> = {
  tags: (typed) => [...new Set(typed.split(/\s*,\s*/).filter((tag) => tag !== ""))],
  statedOn: (typed) => readDate(typed, "statedOn"),
  reviewedOn: (typed) => readDay(typed, "reviewedOn"),
  nextReviewOn: (typed) => readDay(typed, "nextReviewOn"),
};

/** The fields that differ, but for when it is due, as the API takes them: an empty one takes away what was there. */
export async function patchOf({ due: _, dueDate: _date, ...change }: Values): Promise<Record<string, unknown>> {
  const patches = Object.entries(change).map(async ([field, value]) => {
    if (typeof value !== "string") return [field, value] as const;
    const typed = value.trim();
    const read = readings[field];
    if (read && (typed !== "" || field === "tags")) return [field, await read(typed)] as const;
    return [field, typed === "" ? null : typed] as const;
  });
  return Object.fromEntries(await Promise.all(patches));
}
