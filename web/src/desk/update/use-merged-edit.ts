import { useState } from "preact/hooks";
import { isProblem } from "../../../../clients/typescript/src/problems.ts";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Commitment, Problem } from "../../api.ts";
import { type Collision, merge, type Values } from "../conflict/merge.ts";
import { useDraft } from "../drafts.ts";
import { problemOf, servanda } from "../session.ts";
import { type DueChange, dueRequests, isOfDue, noDueChange } from "./due-change.ts";
import { type EditDraft, labels, patchOf, textsOf } from "./fields.ts";

/** What a form began from: the record at a version, which somebody else may change meanwhile. */
interface Begun {
  base: EditDraft;
  version: number;
  form: EditDraft;
  how: DueChange;
}

export interface Saved {
  report: Schemas["BatchReport"] | null;
  told: string;
}

const noCollisions = { by: "", list: [] as readonly Collision[] };

/** A correction that is saved against the version it began from; where somebody was quicker, the two are merged. */
export function useMergedEdit(commitment: Commitment, onSaved: () => void) {
  const { id, version } = commitment;
  const texts = textsOf(commitment);
  const fresh = { base: texts, version, form: texts, how: noDueChange };
  const [kept, keep] = useDraft<Begun>(`edit:${id}`, fresh);
  const isTouched = JSON.stringify(kept.form) !== JSON.stringify(kept.base);
  const begun = isTouched ? { ...kept, base: { ...texts, ...kept.base }, form: { ...texts, ...kept.form } } : fresh;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [collisions, setCollisions] = useState(noCollisions);
  const [said, setSaid] = useState("");
  const [saved, setSaved] = useState<Saved | null>(null);
  const [isSaving, setSaving] = useState(false);

  const send = async (mine: Begun, record: Commitment, told = ""): Promise<void> => {
    const operations = await requestsOf(mine, record);
    let report: Schemas["BatchReport"] | null = null;
    try {
      if (operations.length > 0) report = await servanda.post("/v1/batch", { body: { operations } });
    } catch (error) {
      if (!isStale(error)) throw error;
      return meet(mine);
    }
    keep(null);
    setCollisions(noCollisions);
    setSaved({ report, told });
    onSaved();
  };

  /** Somebody was quicker: theirs is read, and what does not collide with mine is sent again at once. */
  const meet = async ({ base, form, how }: Begun): Promise<void> => {
    const query = { include: ["events" as const] };
    const current = (await servanda.get("/v1/commitments/{id}", { path: { id }, query })) as Commitment;
    const theirs = textsOf(current);
    const met = merge({ ...base }, { ...form }, { ...theirs });
    const next = { base: theirs, version: current.version, form: { ...theirs, ...met.change }, how };
    const by = await whoChanged(id);
    keep(next);
    setSaid("");
    if (met.collisions.length > 0) return setCollisions({ by, list: met.collisions });
    const others = met.fromOthers.map((field) => labels[field] ?? field).join(", ");
    const told = others ? `${by} changed “${others}” meanwhile: both are kept.` : `${by} was quicker: both are kept.`;
    await send(next, current, told);
  };

  const change = (changed: Partial<EditDraft>) => keep({ ...begun, form: { ...begun.form, ...changed } });
  const save = async () => {
    if (isSaving) return;
    setSaid("");
    setSaved(null);
    if (collisions.list.length > 0) return setSaid("Choose between yours and theirs first.");
    setSaving(true);
    setProblem(null);
    try {
      await send(begun, commitment);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setSaving(false);
    }
  };
  const choose = (field: string, whose: "mine" | "theirs") => {
    const chosen = collisions.list.find((each) => each.field === field);
    change({ [field]: chosen?.[whose] });
    setCollisions({ ...collisions, list: collisions.list.filter((each) => each.field !== field) });
  };
  const reset = () => {
    keep(null);
    setProblem(null);
    setCollisions(noCollisions);
  };
  const changed = changeOf(begun);
  const setHow = (how: Partial<DueChange>) => keep({ ...begun, how: { ...begun.how, ...how } });
  return {
    ...{ form: begun.form, how: begun.how, changed, change, setHow, reset, save, choose },
    ...{ isSaving, problem, said, saved, collisions },
  };
}

const changeOf = ({ base, form }: Begun): Values => merge({ ...base }, { ...form }, { ...base }).change;

/** What is sent: a PATCH of the version that it began from, and what another due date takes. @throws NotSent */
async function requestsOf(mine: Begun, record: Commitment): Promise<Schemas["BatchOperation"][]> {
  const change = changeOf(mine);
  const { form, how, version } = mine;
  const due = isOfDue(change) ? await dueRequests(change, form, { record, how }) : { patch: {}, operations: [] };
  const body = { ...(await patchOf(change)), ...due.patch };
  const patch = { op: "PATCH", path: `/v1/commitments/${record.id}`, ifMatch: version, body } as const;
  return [...(Object.keys(body).length > 0 ? [patch] : []), ...due.operations];
}

const isStale = (error: unknown): boolean =>
  isProblem(error, "batch_failed") && (error.problem.errors ?? []).some(({ code }) => code === "precondition_failed");

/** Who wrote the newest version. */
async function whoChanged(id: string): Promise<string> {
  const { data } = await servanda.get("/v1/commitments/{id}/history", { path: { id }, query: { limit: 1 } });
  return data[0]?.recordedBy ?? "Somebody";
}
