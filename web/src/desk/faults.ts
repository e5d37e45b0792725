import type { Problem } from "../api.ts";

export interface Fault {
  pointer?: string;
  code?: string;
  detail: string;
}

export const faultsIn = (problem: Problem | null | undefined): readonly Fault[] =>
  (problem?.errors ?? []) as readonly Fault[];

/**
 * What is wrong with each field, by the first name of its pointer below `at`: `/body/due/text` is about `due`. What was
 * not even sent is about the fields of the page.
 */
export function faultsOf(problem: Problem | null | undefined, at = ""): Record<string, string> {
  const from = problem?.code === "not_sent" ? "" : at;
  const named = faultsIn(problem).flatMap(({ pointer = "", detail }) => {
    const name = pointer.startsWith(`${from}/`) ? pointer.slice(from.length + 1).split("/")[0] : undefined;
    return name ? [[name, detail] as const] : [];
  });
  return Object.fromEntries(named.toReversed());
}
