import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Commitment } from "../../api.ts";
import type { Values } from "../conflict/merge.ts";
import { readDate } from "../fields/read-date.ts";
import { NotSent } from "../not-sent.ts";
import { servanda } from "../session.ts";
import { dueOf } from "./event-draft.ts";
import type { EditDraft } from "./fields.ts";

/** How a due date came to be another: the record had it wrong, or the promise was changed on a day. */
export interface DueChange {
  kind: "" | "mistake" | "change";
  on: string;
}

export const noDueChange: DueChange = { kind: "", on: "" };

export const isOfDue = ({ due, dueDate }: Values): boolean => due !== undefined || dueDate !== undefined;

/**
 * The due date that is asked for; null: none. A date that was left as it was goes by other words, where they give one.
 * @throws NotSent
 */
async function askedFor(change: Values, form: EditDraft): Promise<Schemas["NewDue"] | null> {
  const text = form.due.trim();
  const isLeft = change.dueDate === undefined && text !== "";
  const read = isLeft ? await servanda.get("/v1/due-words", { query: { text } }) : null;
  const { due = null } = await dueOf(text, read?.edtf ? "" : form.dueDate);
  return due;
}

/** The event that set the due date which is in force; undefined: the promise itself did. */
function moverOf({ due, events = [] }: Commitment) {
  const isSame = (other: Commitment["due"]) => other?.text === due?.text && other?.edtf === due?.edtf;
  return events.findLast((event) => event.due !== null && isSame(event.due));
}

/**
 * What is sent for another due date: of a mistake what corrects it where it stands, in the commitment or in the event
 * that set it; of a change an event. @throws NotSent
 */
export async function dueRequests(
  change: Values,
  form: EditDraft,
  { record, how }: { record: Commitment; how: DueChange },
): Promise<{ patch: object; operations: Schemas["BatchOperation"][] }> {
  const path = `/v1/commitments/${record.id}/events`;
  const due = await askedFor(change, form);
  if (how.kind === "mistake") {
    const mover = moverOf(record);
    if (!mover) return { patch: { originalDue: due }, operations: [] };
    const operation = { op: "PATCH", path: `${path}/${mover.id}`, body: { due }, ifMatch: mover.version } as const;
    return { patch: {}, operations: [operation] };
  }
  if (how.kind === "") throw new NotSent("dueChange", "Say which of the two it is.");
  if (due === null)
    throw new NotSent("due", "Say when it is due now. Where it was put off to no date, record that it was postponed.");
  const date = await readDate(how.on, "dueChangedOn");
  const title = `Due date changed to ${due.text ?? due.edtf}`.slice(0, 500);
  return { patch: {}, operations: [{ op: "POST", path, body: { type: "due_changed", date, title, due } }] };
}
