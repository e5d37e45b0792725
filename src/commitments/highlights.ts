import type { Commitment } from "../domain/commitment.ts";
import { type Party, partyNames } from "../domain/party.ts";
import type { Quote } from "../domain/quote.ts";
import { type Part, quotesOf, termsOf, textsOfPart } from "../domain/search/documents.ts";
import { type Highlight, highlight } from "../domain/search/highlights.ts";
import type { Search } from "../domain/search/search-query.ts";
import type { Context } from "../records/context.ts";

/** So many for one commitment, and so much text looked through for all of an answer, in UTF-16 units. */
const most = { ofOne: 10, length: 400_000 };

/** Where the words of a search stand in each of these commitments, in the order of fields. */
export async function highlightsOf(
  ctx: Context,
  commitments: readonly Commitment[],
  search: Search,
): Promise<Highlight[][]> {
  const codes = new Set(commitments.flatMap(({ parties }) => parties.map(({ party }) => party)));
  const parts = await partsOf(ctx, commitments);
  const quoted = commitments.flatMap((commitment) => quotesOf(commitment, parts.get(commitment.id) ?? []));
  const [quotes, parties] = await Promise.all([
    ctx.store.getMany("quote", [...new Set(quoted)]),
    ctx.store.getMany("party", [...codes]),
  ]);
  const known = {
    quotes: new Map(quotes.map((quote) => [quote.id, quote])),
    parties: new Map(parties.map((party) => [party.code, party])),
    parts,
  };
  const left = { length: most.length };
  return commitments.map((commitment) => {
    const found: Highlight[] = [];
    for (const [field, text] of textsOf(commitment, known)) {
      if (found.length === most.ofOne || text.length > left.length) break;
      left.length -= text.length;
      const one = highlight(field, text, search);
      if (one) found.push(one);
    }
    return found;
  });
}

/** So many events, and so many milestones, are looked through for all of an answer. */
const mostParts = 2000;

type Named = Part & { field: "event" | "milestone" };

/** The events and milestones of each of these commitments, in the order in which they were recorded. */
async function partsOf(ctx: Context, commitments: readonly Commitment[]): Promise<Map<string, Named[]>> {
  const filters = [{ field: "commitmentId", in: commitments.map(({ id }) => id) }];
  const [events, milestones] = await Promise.all([
    ctx.store.list("event", { filters, limit: mostParts }),
    ctx.store.list("milestone", { filters, limit: mostParts }),
  ]);
  const all = [
    ...events.rows.map((event) => ({ ...event, field: "event" as const })),
    ...milestones.rows.map((milestone) => ({ ...milestone, field: "milestone" as const })),
  ];
  return Map.groupBy(all, ({ commitmentId }) => commitmentId);
}

interface Known {
  quotes: ReadonlyMap<string, Quote>;
  parties: ReadonlyMap<string, Party>;
  parts: ReadonlyMap<string, readonly Named[]>;
}

/** Every text of a commitment that is searched; a name that is written alike in several languages once. */
function textsOf(commitment: Commitment, { quotes, parties, parts }: Known): [Highlight["field"], string][] {
  const { title, summary, tags } = commitment;
  const timeline = parts.get(commitment.id) ?? [];
  const own = quotesOf(commitment, timeline).flatMap((id) => quotes.get(id) ?? []);
  const codes = [...new Set(commitment.parties.map(({ party }) => party))];
  const names = codes.flatMap((code) => {
    const party = parties.get(code);
    return [...new Set([code, ...(party ? partyNames(party) : [])])];
  });
  return [
    ["title", title],
    ...tags.map((tag) => ["tag", tag] as ["tag", string]),
    ...names.map((name) => ["party", name] as ["party", string]),
    ...(summary === null ? [] : [["summary", summary] as ["summary", string]]),
    ...own.flatMap(({ exact, display, translation }): [Highlight["field"], string][] => [
      ["quote", exact],
      ...(display === null ? [] : [["quote", display] as ["quote", string]]),
      ...(translation === null ? [] : [["translation", translation] as ["translation", string]]),
    ]),
    ...termsOf(commitment).map((text): [Highlight["field"], string] => ["term", text]),
    ...timeline.flatMap((part) => textsOfPart(part).map((text): [Highlight["field"], string] => [part.field, text])),
  ];
}
