import type { Include } from "../../commitments/embed.ts";
import type { Party } from "../../domain/party.ts";
import type { Snapshot } from "../../domain/source.ts";
import type { Context } from "../../records/context.ts";
import type { ExchangeLine } from "../exchange/model.ts";

/** What lines of the interchange format hold beside what the API answers: what their parts point at. */

/** Adds to lines the quotes and parties that their parts cite, and snapshots; each is read once for all lines. */
export async function readCited(
  ctx: Context,
  lines: readonly ExchangeLine[],
  include: readonly Include[],
): Promise<ExchangeLine[]> {
  const wants = (part: Include) => include.includes(part);
  const cited = wants("quotes") ? lines.map(citedIn) : [];
  const quotes = new Map((await ctx.store.getMany("quote", unique(cited.flat()))).map((quote) => [quote.id, quote]));
  const snapshots = wants("sources") ? await snapshotsOf(ctx, lines) : new Map<string, Snapshot[]>();
  const whole = lines.map((line, n) => ({
    ...line,
    ...(wants("sources") && { sources: line.sources?.map((source) => withSnapshots(source, snapshots)) ?? [] }),
    ...(wants("quotes") && { citedQuotes: (cited[n] ?? []).flatMap((id) => quotes.get(id) ?? []) }),
  }));
  if (!wants("parties")) return whole;
  const parties = await partiesOf(ctx, whole);
  return whole.map((line) => ({ ...line, citedParties: partiesCited(line, parties) }));
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** The quotes that the evidence of a line cites, without its own; in order. */
function citedIn({ conditions, events = [], milestones = [], assessments = [], quotes }: ExchangeLine): string[] {
  const parts = [conditions, events, milestones, assessments].flat();
  const cited = parts.flatMap(({ evidence }) => evidence.flatMap(({ quoteId }) => quoteId ?? []));
  const own = new Set(quotes?.map(({ id }) => id));
  return unique(cited).filter((id) => !own.has(id));
}

/** More than the sources of a page have; a bound, so that no read is without one. */
const mostSnapshots = 100_000;
const sourcesAtOnce = 500;

async function snapshotsOf(ctx: Context, lines: readonly ExchangeLine[]): Promise<Map<string, Snapshot[]>> {
  const ids = unique(lines.flatMap(({ sources = [] }) => sources.map(({ id }) => id)));
  const found: Snapshot[] = [];
  for (let i = 0; i < ids.length; i += sourcesAtOnce) {
    const { rows } = await ctx.store.list("snapshot", {
      filters: [{ field: "sourceId", in: ids.slice(i, i + sourcesAtOnce) }],
      sort: [{ field: "retrievedAt", descending: false }],
      limit: mostSnapshots,
      without: ["text"],
    });
    found.push(...rows);
  }
  return Map.groupBy(found, ({ sourceId }) => sourceId);
}

type Source = NonNullable<ExchangeLine["sources"]>[number];

function withSnapshots(source: Source, snapshots: ReadonlyMap<string, readonly Snapshot[]>): Source {
  const brief = ({ id, retrievedAt, mediaType, sha256, length, normalizer }: Snapshot) => {
    return { id, retrievedAt, mediaType, sha256, length, normalizer };
  };
  return { ...source, snapshots: snapshots.get(source.id)?.map(brief) ?? [] };
}

/** The codes of parties that a line names beside its own. */
function namedIn({ sources = [], quotes = [], citedQuotes = [], parties }: ExchangeLine): string[] {
  const issuers = sources.flatMap(({ issuedBy }) => issuedBy);
  const speakers = [...quotes, ...citedQuotes].flatMap(({ speaker }) => speaker?.party ?? []);
  return [...issuers, ...speakers, ...parties.flatMap(({ parent }) => parent ?? [])];
}

/** Every party that the lines name, and those that these belong to, upwards. */
async function partiesOf(ctx: Context, lines: readonly ExchangeLine[]): Promise<Map<string, Party>> {
  const known = new Map<string, Party>();
  let wanted = unique(lines.flatMap(namedIn));
  while (wanted.length > 0) {
    const found = await ctx.store.getMany("party", wanted);
    for (const party of found) known.set(party.code, party);
    wanted = unique(found.flatMap(({ parent }) => parent ?? [])).filter((code) => !known.has(code));
  }
  return known;
}

function partiesCited(line: ExchangeLine, known: ReadonlyMap<string, Party>): Party[] {
  const own = new Set(line.parties.map(({ party }) => party));
  const found = new Map<string, Party>();
  const visit = (code: string | null) => {
    const party = code === null ? undefined : known.get(code);
    if (party === undefined || found.has(party.code)) return;
    found.set(party.code, party);
    visit(party.parent);
  };
  namedIn(line).forEach(visit);
  return [...found.values()].filter(({ code }) => !own.has(code));
}
