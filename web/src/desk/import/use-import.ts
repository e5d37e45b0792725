import { useEffect, useRef, useState } from "preact/hooks";
import { isProblem } from "../../../../clients/typescript/src/problems.ts";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Problem } from "../../api.ts";
import { keepDraft, readDraft } from "../drafts.ts";
import { dateOf } from "../fields/read-date.ts";
import { problemOf, servanda } from "../session.ts";
import { nothingSaid, parametersOf, type Said } from "./defaults.tsx";
import { bodyOf, type ImportFile, textAt, withTexts } from "./file.ts";
import type { Edit } from "./lines.ts";
import { type Fault, faultsOf } from "./mistakes.ts";

/** A report, and what it was of. */
interface Tried {
  /** The parameters by which it was asked for. */
  asked: string;
  report: Schemas["ImportReport"];
  faults: readonly Fault[];
  of: ImportFile;
}

export interface Draft {
  file: ImportFile;
  /** Empty: as its lines say. */
  mode: Schemas["ImportMode"] | "";
  reason: string;
  said: Said;
}

/** What is asked beside the file, as one text that changes with any of it. */
export const askedOf = ({ mode, said }: Draft): string => JSON.stringify([mode, said]);

const draftName = "import";

/** The bytes of a header are those of UTF-8. */
const headerText = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));

/** One that was kept by pages of before says nothing beside its file. */
function kept(): Draft | null {
  const draft = readDraft<Draft>(draftName);
  return draft && { ...draft, said: { ...nothingSaid, ...draft.said } };
}

/** A file being mended: kept for the tab, tried as a dry run, committed. */
export function useImport() {
  const [draft, setDraft] = useState<Draft | null>(() => kept());
  const [isKept, setKept] = useState(true);
  const [tried, setTried] = useState<Tried | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const newest = useRef(draft);

  const take = (next: Draft | null) => {
    newest.current = next;
    setDraft(next);
    setKept(keepDraft(draftName, next));
    if (next === null) setTried(null);
  };
  const edit = (edits: readonly Edit[]) => {
    if (newest.current) take({ ...newest.current, file: withTexts(newest.current.file, edits) });
  };

  const send = async (dryRun: boolean): Promise<Schemas["ImportReport"] | null> => {
    const current = newest.current;
    if (current === null) return null;
    const { file, mode, reason, said } = current;
    const { body, type } = bodyOf(file);
    const why = reason.trim() === "" ? {} : { "servanda-reason": headerText(reason.trim()) };
    setBusy(true);
    setProblem(null);
    try {
      const statedOn = said.statedOn.trim() && ((await dateOf(said.statedOn)) ?? said.statedOn.trim());
      const query = { dryRun, ...(mode !== "" && { mode }), ...parametersOf(said, statedOn) };
      const headers = { "content-type": type, ...why };
      const report = await servanda.post("/v1/import", { body, query, headers });
      setTried({ report, faults: faultsOf(file, report.errors), of: file, asked: askedOf(current) });
      return report;
    } catch (error) {
      // Others have written since it was checked: what is wrong now, a check tells in full.
      if (isProblem(error, "import_refused")) await send(true);
      else setTried(null);
      setProblem(problemOf(error));
      return null;
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    if (draft) void send(true);
  }, []);

  return { draft, take, edit, isKept, tried, problem, isBusy, check: () => send(true), commit: () => send(false) };
}

/** Whether the text at a fault is another than when it was told of. */
export const isMended = (now: ImportFile, then: ImportFile, { row, name }: Pick<Fault, "row" | "name">): boolean =>
  textAt(now, row, name) !== textAt(then, row, name);
