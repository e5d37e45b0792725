import { useState } from "preact/hooks";
import type { Problem } from "../../api.ts";
import { useDraft } from "../drafts.ts";
import { problemOf, servanda } from "../session.ts";
import { type Picked, pick, pickedFields } from "./change.ts";

/** A batch takes no more. */
const mostSelected = 1000;
/** A list names no more of them. */
const idsAtOnce = 200;

type Selection = Record<string, Picked>;

/** What is selected, over all pages and filters: kept for the tab. */
export function useSelection() {
  const [{ selected }, change] = useDraft<{ selected: Selection }>("grid:selected", { selected: {} });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isLoading, setLoading] = useState(false);
  const keep = (picked: readonly Picked[]) =>
    change({ selected: Object.fromEntries(picked.slice(0, mostSelected).map((each) => [each.id, each])) });
  const toggle = (rows: readonly Picked[], isOn: boolean) => {
    const ids = new Set(rows.map(({ id }) => id));
    const others = Object.values(selected).filter(({ id }) => isOn || !ids.has(id));
    keep(isOn ? [...others, ...rows.filter(({ id }) => !(id in selected))] : others);
  };
  const selectAll = async (filters: Record<string, unknown>) => {
    setLoading(true);
    setProblem(null);
    try {
      keep(await allMatching(filters));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setLoading(false);
    }
  };
  return { selected, toggle, keep, selectAll, problem, isLoading };
}

/** All that fit the filters, as far as a batch can hold them. */
async function allMatching(filters: Record<string, unknown>): Promise<Picked[]> {
  const query = { ...filters, fields: pickedFields, limit: 200 } as object;
  const found: Picked[] = [];
  for await (const row of servanda.each("/v1/commitments", { query })) {
    found.push(pick(row));
    if (found.length === mostSelected) break;
  }
  return found;
}

/** The same ones as they are now; those that are gone are left out. */
export async function readAnew(picked: readonly Picked[]): Promise<Picked[]> {
  const found = new Map<string, Picked>();
  for (let from = 0; from < picked.length; from += idsAtOnce) {
    const ids = picked.slice(from, from + idsAtOnce).map(({ id }) => id);
    for (const each of await allMatching({ ids })) found.set(each.id, each);
  }
  return picked.flatMap(({ id }) => found.get(id) ?? []);
}
