import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Row } from "../../api.ts";
import { dateOf } from "../fields/read-date.ts";

/** What is asked to become of many commitments: texts as typed, empty where a field is left as it is. */
export interface ChangeForm {
  status: string;
  statusOn: string;
  statusNote: string;
  type: string;
  firmness: string;
  testability: string;
  addTags: string;
  removeTags: string;
  reviewedOn: string;
  nextReviewOn: string;
  reason: string;
}

export const noChange: ChangeForm = {
  ...{ status: "", statusOn: "", statusNote: "", type: "", firmness: "", testability: "" },
  ...{ addTags: "", removeTags: "", reviewedOn: "", nextReviewOn: "", reason: "" },
};

/** Chosen where a value is to be taken away. */
export const nothing = "none";

/** A commitment that was selected, as it was read then. */
export type Picked = Required<
  Pick<
    Row,
    | "id"
    | "slug"
    | "title"
    | "version"
    | "status"
    | "type"
    | "firmness"
    | "tags"
    | "reviewedOn"
    | "nextReviewOn"
    | "testability"
  >
>;

export const pickedFields = [
  ...["id", "slug", "title", "version", "status", "type"],
  ...["firmness", "tags", "reviewedOn", "nextReviewOn", "testability"],
] as (keyof Picked)[];

export const pick = (row: Row): Picked =>
  Object.fromEntries(pickedFields.map((field) => [field, row[field]])) as unknown as Picked;

const tagsOf = (text: string): string[] => text.split(/\s*,\s*/).filter((tag) => tag.trim() !== "");

/** Whether the form asks for anything, whatever the records are. */
export const asksForChange = ({ reason: _, statusOn: _on, statusNote: _note, ...form }: ChangeForm): boolean =>
  Object.values(form).some((text) => text.trim() !== "");

/** A date as the API takes it; what cannot be read is sent as it is, so that the API says what is wrong. */
const read = async (text: string): Promise<string | null> => {
  const words = text.trim();
  return words === nothing ? null : ((await dateOf(words)) ?? words);
};

/** One PATCH for each commitment, meant for the version that was seen. */
export async function operationsOf(form: ChangeForm, picked: readonly Picked[]): Promise<Schemas["BatchOperation"][]> {
  const { status, statusNote, type, firmness, testability } = form;
  const statusOn = form.statusOn.trim() === "" ? null : await read(form.statusOn);
  const shared = {
    ...(status && { status, ...(statusOn && { statusChangedOn: statusOn }) }),
    ...(status && statusNote.trim() && { statusNote: statusNote.trim() }),
    ...(type && { type }),
    ...(firmness && { firmness }),
    ...(testability && { testability: testability === nothing ? null : testability }),
    ...(form.reviewedOn.trim() && { reviewedOn: await read(form.reviewedOn) }),
    ...(form.nextReviewOn.trim() && { nextReviewOn: await read(form.nextReviewOn) }),
  };
  const [added, removed] = [tagsOf(form.addTags), tagsOf(form.removeTags)];
  return picked.map(({ id, version, tags }) => ({
    op: "PATCH",
    path: `/v1/commitments/${id}`,
    ifMatch: version,
    body: {
      ...shared,
      ...(added.length + removed.length > 0 && {
        tags: [...new Set([...tags.filter((tag) => !removed.includes(tag)), ...added])],
      }),
    },
  }));
}

/** The members in which a commitment is another than when it was selected. */
export const movedOf = (before: Picked, now: Picked): string[] =>
  pickedFields.filter((field) => field !== "version" && JSON.stringify(before[field]) !== JSON.stringify(now[field]));
