import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { servanda } from "../session.ts";

export interface PartyName {
  code: string;
  name: string;
}

/** Names of parties that were met on this visit. */
const names = new Map<string, string>();

export const keepName = (code: string, name: string): void => void names.set(code, name);

export const nameOf = (code: string): string => names.get(code) ?? code;

/** Whether names of some of these were not known before, and are now. */
export async function keptNames(codes: readonly string[]): Promise<boolean> {
  const unknown = codes.filter((code) => !names.has(code));
  const found = await Promise.all(unknown.map(partyOf));
  for (const party of found) if (party) names.set(party.code, party.name);
  return unknown.length > 0;
}

type Party = Schemas["Party"];
const parties = new Map<string, Promise<Party | null>>();

/** A party as it is on record, asked for once a visit; null where there is none. */
function partyOf(code: string): Promise<Party | null> {
  const asked = parties.get(code) ?? servanda.get("/v1/parties/{code}", { path: { code } }).catch(() => null);
  parties.set(code, asked);
  return asked;
}

/** Parties with all that they are called. */
export async function allNamesOf(codes: readonly string[]): Promise<{ code: string; names: string[] }[]> {
  const known = (await Promise.all(codes.map(partyOf))).filter((party) => party !== null);
  return known.map(({ code, name, names: others, aliases }) => ({
    ...{ code, names: [name, ...Object.values(others ?? {}), ...(aliases ?? [])] },
  }));
}

export async function searchParties(words: string, signal: AbortSignal): Promise<PartyName[]> {
  const { data } = await servanda.get("/v1/parties", { query: { q: `${folded(words)}*`, limit: 50 }, signal });
  for (const { code, name } of data) names.set(code, name);
  return best(words, data);
}

/** Those whose code or some word of whose name begins so; all of them where nothing is typed. */
export function inOrder(words: string, parties: readonly PartyName[]): PartyName[] {
  for (const { code, name } of parties) names.set(code, name);
  const typed = folded(words);
  const begins = ({ code, name }: PartyName) =>
    folded(code).startsWith(typed) || ` ${folded(name)}`.includes(` ${typed}`);
  return best(words, typed === "" ? parties : parties.filter(begins));
}

const folded = (words: string): string => words.trim().toLowerCase();

function best(words: string, found: readonly (PartyName & { kind?: string })[]): PartyName[] {
  const typed = folded(words);
  const weight = ({ code, name, kind }: (typeof found)[number]) =>
    (folded(code) === typed ? 4 : 0) + (folded(name).startsWith(typed) ? 2 : 0) + (kind === "state" ? 1 : 0);
  return found.toSorted((a, b) => weight(b) - weight(a)).slice(0, 8);
}
