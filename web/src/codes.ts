import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CodeList, Commitment } from "./api.ts";

export type Code = NonNullable<CodeList["codes"]>[number];

/** Every code list by name, as the API defines them; empty until they are there. */
export const CodeLists = createContext<ReadonlyMap<string, CodeList>>(new Map());

/** From the first word to the last, in the order of their code list: known before that is, so that nothing changes place. */
export const statuses: readonly Commitment["status"][] = [
  ...(["stated", "negotiating", "agreed", "in_force", "implementing", "delivered", "completed"] as const),
  ...(["suspended", "cancelled", "superseded", "lapsed"] as const),
];

/** Where a status stands among them. */
export const statusRank = (code: string | null): number => statuses.indexOf(code as Commitment["status"]);

export interface Codes {
  /** What people call a code; until the lists are there, the code with blanks. */
  label: (list: string, code: string) => string;
  find: (list: string, code: string) => Code | undefined;
  list: (list: string) => readonly Code[];
}

export function useCodes(): Codes {
  const lists = useContext(CodeLists);
  const find = (list: string, code: string) => lists.get(list)?.codes?.find((each) => each.code === code);
  return {
    find,
    list: (name) => lists.get(name)?.codes ?? [],
    label: (list, code) => find(list, code)?.name ?? sentence(code),
  };
}

function sentence(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
