import { servanda } from "../session.ts";

export interface PartyName {
  code: string;
  name: string;
}

/** Names of parties that were met on this visit. */
const names = new Map<string, string>();

export const nameOf = (code: string): string => names.get(code) ?? code;

/** Whether names of some of these were not known before, and are now. */
export async function keptNames(codes: readonly string[]): Promise<boolean> {
  const unknown = codes.filter((code) => !names.has(code));
  const found = await Promise.all(
    unknown.map((code) => servanda.get("/v1/parties/{code}", { path: { code } }).catch(() => null)),
  );
  for (const party of found) if (party) names.set(party.code, party.name);
  return unknown.length > 0;
}

export async function searchParties(words: string, signal: AbortSignal): Promise<PartyName[]> {
  const typed = words.trim().toLowerCase();
  const { data } = await servanda.get("/v1/parties", { query: { q: `${typed}*`, limit: 50 }, signal });
  for (const { code, name } of data) names.set(code, name);
  const weight = ({ code, name, kind }: (typeof data)[number]) =>
    (code.toLowerCase() === typed ? 4 : 0) +
    (name.toLowerCase().startsWith(typed) ? 2 : 0) +
    (kind === "state" ? 1 : 0);
  return data.toSorted((a, b) => weight(b) - weight(a)).slice(0, 8);
}
