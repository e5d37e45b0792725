import type { Problem } from "../api.ts";

/** What is wrong with each field, by the first name of its pointer below `at`: `/body/due/text` is about `due`. */
export function faultsOf(problem: Problem | null | undefined, at = ""): Record<string, string> {
  const faults = (problem?.errors ?? []) as readonly { pointer?: string; detail: string }[];
  const named = faults.flatMap(({ pointer = "", detail }) => {
    const name = pointer.startsWith(`${at}/`) ? pointer.slice(at.length + 1).split("/")[0] : undefined;
    return name ? [[name, detail] as const] : [];
  });
  return Object.fromEntries(named.toReversed());
}
