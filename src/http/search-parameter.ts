import { z } from "zod";
import { parseSearch, type Search } from "../domain/search/search-query.ts";
import { invalidParameter } from "../errors/errors.ts";
import type { Filter } from "../store/port/query.ts";

/** The parameter `q` of lists, alike for all of them. `where`: what is looked through, in words. */
export function searchable(where: string) {
  return z
    .string()
    .max(500)
    .optional()
    .meta({
      description: `Full text: words, \`"phrases"\`, \`rail*\`, \`-without\`; all must be found, in ${where}.`,
      examples: ['railway "feasibility study" -tunnel'],
    });
}

/** Each word is looked up on its own. */
const mostTerms = 32;

/** What `q` asks for; null when it is not given. @throws AppError invalid_request where it asks for too much at once */
export function searchOf({ q }: { q?: string | undefined }): Search | null {
  if (q === undefined) return null;
  const search = parseSearch(q);
  if (search.all.length + search.none.length <= mostTerms) return search;
  const detail = `\`q\` may have at most ${mostTerms} words and phrases.`;
  throw invalidParameter("q", "too_many", detail);
}

/** `q` as a filter of a list; none where it is not given, or has no word. @throws AppError invalid_request */
export function searchFilters(query: { q?: string | undefined }): Filter[] {
  const search = searchOf(query);
  return search === null || search.all.length + search.none.length === 0 ? [] : [{ search }];
}
