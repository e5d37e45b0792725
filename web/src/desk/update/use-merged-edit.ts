import { useState } from "preact/hooks";
import { isProblem } from "../../../../clients/typescript/src/problems.ts";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Commitment, Problem } from "../../api.ts";
import { type Collision, merge } from "../conflict/merge.ts";
import { useDraft } from "../drafts.ts";
import { problemOf, servanda } from "../session.ts";
import { type EditDraft, labels, patchOf, textsOf } from "./fields.ts";

/** What a form began from: the record at a version, which somebody else may change meanwhile. */
interface Begun {
  base: EditDraft;
  version: number;
  form: EditDraft;
}

const noCollisions = { by: "", list: [] as readonly Collision[] };

/** A correction that is saved against the version it began from; where somebody was quicker, the two are merged. */
export function useMergedEdit(commitment: Commitment, onSaved: () => void) {
  const { id, version } = commitment;
  const texts = textsOf(commitment);
  const fresh = { base: texts, version, form: texts };
  const [kept, keep] = useDraft<Begun>(`edit:${id}`, fresh);
  const isTouched = JSON.stringify(kept.form) !== JSON.stringify(kept.base);
  const begun = isTouched ? kept : fresh;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [collisions, setCollisions] = useState(noCollisions);
  const [said, setSaid] = useState("");
  const [isSaving, setSaving] = useState(false);

  const send = async ({ base, version: ifMatch, form }: Begun, told = ""): Promise<void> => {
    const { change } = merge({ ...base }, { ...form }, { ...base });
    const isNews = Object.keys(change).length > 0;
    try {
      const body = patchOf(change, form) as Schemas["CommitmentPatch"];
      if (isNews) await servanda.patch("/v1/commitments/{id}", { path: { id }, body, ifMatch });
    } catch (error) {
      if (!isProblem(error, "precondition_failed")) throw error;
      return meet({ base, version: ifMatch, form });
    }
    keep(null);
    setCollisions(noCollisions);
    setSaid(`${isNews ? "Saved." : "There was nothing left to save."} ${told}`);
    onSaved();
  };

  /** Somebody was quicker: theirs is read, and what does not collide with mine is sent again at once. */
  const meet = async ({ base, form }: Begun): Promise<void> => {
    const current = (await servanda.get("/v1/commitments/{id}", { path: { id } })) as Commitment;
    const theirs = textsOf(current);
    const met = merge({ ...base }, { ...form }, { ...theirs });
    const next = { base: theirs, version: current.version, form: { ...theirs, ...met.change } };
    const by = await whoChanged(id);
    keep(next);
    setSaid("");
    if (met.collisions.length > 0) return setCollisions({ by, list: met.collisions });
    const others = met.fromOthers.map((field) => labels[field] ?? field).join(", ");
    await send(
      next,
      others ? `${by} changed “${others}” meanwhile: both are kept.` : `${by} was quicker: both are kept.`,
    );
  };

  const change = (changed: Partial<EditDraft>) => keep({ ...begun, form: { ...begun.form, ...changed } });
  const save = async () => {
    if (isSaving) return;
    if (collisions.list.length > 0) return setSaid("Choose between yours and theirs first.");
    setSaving(true);
    setProblem(null);
    try {
      await send(begun);
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
  return { form: begun.form, change, reset: () => keep(null), save, isSaving, problem, said, collisions, choose };
}

/** Who wrote the newest version. */
async function whoChanged(id: string): Promise<string> {
  const { data } = await servanda.get("/v1/commitments/{id}/history", { path: { id }, query: { limit: 1 } });
  return data[0]?.recordedBy ?? "Somebody";
}
