import type { Commitment } from "../../api.ts";
import type { Values } from "../conflict/merge.ts";

/** What is corrected by hand of a commitment, as texts: what they stand for in a PATCH, and how they are called. */
export interface EditDraft {
  title: string;
  summary: string;
  type: string;
  firmness: string;
  due: string;
  /** As a date, where it was given as one beside the words. */
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
  due: "Due, in its words",
  dueDate: "Due, as a date (2029-09/2030)",
  tags: "Tags, with commas between",
  reviewedOn: "Sources searched up to",
  nextReviewOn: "To be looked at again on",
};

/** Of which code list some of them are. */
export const codeLists: Readonly<Record<string, string>> = { type: "commitment-type", firmness: "firmness" };

export function textsOf(commitment: Commitment): EditDraft {
  const { title, summary, type, firmness, due, tags, reviewedOn, nextReviewOn } = commitment;
  return {
    ...{ title, summary: summary ?? "", type, firmness, due: due?.text ?? "" },
    dueDate: due?.reading?.read.length ? "" : (due?.edtf ?? ""),
    ...{ tags: tags.join(", "), reviewedOn: reviewedOn ?? "", nextReviewOn: nextReviewOn ?? "" },
  };
}

/** The texts that differ, as the API takes them. `form`: all of them, for what takes two. */
export function patchOf(change: Values, { due, dueDate }: EditDraft): Record<string, unknown> {
  const { due: words, dueDate: date, ...others } = change;
  const text = due.trim();
  const edtf = dueDate.trim();
  const isDue = words !== undefined || date !== undefined;
  const whole = text === "" && edtf === "" ? null : { ...(text && { text }), ...(edtf && { edtf }) };
  const patches = Object.entries(others).map(([field, value]) => {
    const typed = String(value).trim();
    if (field === "tags") return [field, typed.split(/\s*,\s*/).filter((tag) => tag !== "")];
    return [field, typed === "" ? null : typed];
  });
  return { ...Object.fromEntries(patches), ...(isDue && { due: whole }) };
}
