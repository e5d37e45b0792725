import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Row } from "../../api.ts";
import { readDate, readDay } from "../fields/read-date.ts";

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

/** A day as the API takes it; null where it is to be taken away. @throws NotSent where it cannot be read */
const dayOf = async (text: string, field: string): Promise<string | null> =>
  text.trim() === nothing ? null : readDay(text, field);

/** One PATCH for each commitment, meant for the version that was seen. @throws NotSent where a date cannot be read */
export async function operationsOf(form: ChangeForm, picked: readonly Picked[]): Promise<Schemas["BatchOperation"][]> {
  const { status, statusNote, type, firmness, testability } = form;
  const statusOn = form.statusOn.trim() === "" ? null : await readDate(form.statusOn, "statusOn");
  const shared = {
    ...(status && { status, ...(statusOn && { statusChangedOn: statusOn }) }),
    ...(status && statusNote.trim() && { statusNote: statusNote.trim() }),
    ...(type && { type }),
    ...(firmness && { firmness }),
    ...(testability && { testability: testability === nothing ? null : testability }),
    ...(form.reviewedOn.trim() && { reviewedOn: await dayOf(form.reviewedOn, "reviewedOn") }),
    ...(form.nextReviewOn.trim() && { nextReviewOn: await dayOf(form.nextReviewOn, "nextReviewOn") }),
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
