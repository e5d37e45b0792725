import { useState } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Problem } from "../../api.ts";
import { problemOf, servanda } from "../session.ts";
import { type ChangeForm, movedOf, operationsOf, type Picked } from "./change.ts";
import { readAnew } from "./use-selection.ts";

export interface Trial {
  /** What was tried: another form or selection has to be tried again. */
  of: string;
  report: Schemas["BatchReport"] | null;
  problem: Problem | null;
}

const asText = (form: ChangeForm, picked: readonly Picked[]) =>
  JSON.stringify([{ ...form, reason: "" }, picked.map(({ id, version }) => [id, version])]);

/** The change as a batch: tried, read anew where others were quicker, then saved as one change set. */
export function useBatch(form: ChangeForm, picked: readonly Picked[], keep: (picked: readonly Picked[]) => void) {
  const [trial, setTrial] = useState<Trial | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** By id: what others changed of a record between its selection and now. */
  const [moved, setMoved] = useState<Readonly<Record<string, string[]>>>({});
  const current = trial?.of === asText(form, picked) ? trial : null;

  const attempt = async (records: readonly Picked[], dryRun: boolean): Promise<Schemas["BatchReport"] | null> => {
    setBusy(true);
    const of = asText(form, records);
    try {
      const operations = await operationsOf(form, records);
      const reason = form.reason.trim();
      const body = { operations, dryRun, effects: true, ...(reason !== "" && { reason }) };
      const report = await servanda.post("/v1/batch", { body });
      setTrial({ of, report, problem: null });
      return report;
    } catch (error) {
      setTrial({ of, report: null, problem: problemOf(error) });
      return null;
    } finally {
      setBusy(false);
    }
  };
  const tryOut = () => attempt(picked, true);
  const refresh = async () => {
    setBusy(true);
    try {
      const now = await readAnew(picked);
      const before = new Map(picked.map((each) => [each.id, each]));
      setMoved(Object.fromEntries(now.map((each) => [each.id, movedOf(before.get(each.id) ?? each, each)])));
      keep(now);
      if (now.length > 0) await attempt(now, true);
    } catch (error) {
      setTrial({ of: asText(form, picked), report: null, problem: problemOf(error) });
    } finally {
      setBusy(false);
    }
  };
  const save = async () => {
    const report = await attempt(picked, false);
    if (report === null) return null;
    setTrial(null);
    setMoved({});
    return report;
  };
  return { trial: current, isBusy, moved, tryOut, refresh, save };
}
