import { type Party, partyNames } from "../domain/party.ts";
import { parseSearch } from "../domain/search/search-query.ts";
import { tokenise } from "../domain/search/tokens.ts";
import { AppError } from "../errors/errors.ts";
import { near } from "../validation/faults.ts";
import type { Context } from "./context.ts";

/** Who may be meant by words that are no party's code: whoever has such a name, alias or code, or one like it. */

type Named = Pick<Party, "code" | "name" | "names" | "aliases" | "isoAlpha2">;
const most = { named: 100, misspelt: 200, told: 3 };

/**
 * " Did you mean `KGZ` (Kyrgyzstan)?", or nothing where no party is near, or too many are, or too many others are
 * searching.
 */
export async function partyHint(ctx: Context, given: string): Promise<string> {
  try {
    return await hintFor(ctx, given);
  } catch (error) {
    if (error instanceof AppError && error.code === "overloaded") return "";
    throw error;
  }
}

async function hintFor({ store }: Context, given: string): Promise<string> {
  const [term] = parseSearch(`"${given.replace(/["“”„«»]/g, " ")}"`).all;
  if (term === undefined) return "";
  const having = async (words: string[], isPrefix: boolean, limit: number) =>
    (await store.list("party", { filters: [{ search: { all: [{ words, isPrefix }], none: [] } }], limit })).rows;
  const named = await having(term.words, term.isPrefix, most.named);
  const [first = ""] = term.words;
  const begin = Array.from(first).slice(0, 3).join("");
  const meant = named.length > 0 ? called(given, named) : misspelt(given, await having([begin], true, most.misspelt));
  if (meant.length === 0 || meant.length > most.told) return "";
  return ` Did you mean ${meant.map(({ code, name }) => `\`${code}\` (${name})`).join(" or ")}?`;
}

/** Those that are called just so; all of these that have it in a name, where none is. */
function called(given: string, parties: readonly Named[]): readonly Named[] {
  const wanted = folded(given);
  const exactly = parties.filter((party) => allNames(party).some((name) => folded(name) === wanted));
  return exactly.length > 0 ? exactly : parties;
}

function misspelt(given: string, parties: readonly Named[]): readonly Named[] {
  const wanted = folded(given);
  const nearest = near(wanted, parties.flatMap(allNames).map(folded));
  return nearest === null ? [] : parties.filter((party) => allNames(party).some((name) => folded(name) === nearest));
}

const allNames = (party: Named): string[] => [
  party.code,
  ...partyNames(party),
  ...(party.isoAlpha2 === null ? [] : [party.isoAlpha2]),
];
const folded = (text: string): string =>
  tokenise(text)
    .map(({ word }) => word)
    .join(" ");
