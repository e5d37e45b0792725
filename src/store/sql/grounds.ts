import type { Grounds } from "../../domain/phases.ts";
import { inParts } from "../port/parts.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { fieldOf } from "./records.ts";
import type { Row } from "./row.ts";
import type { Steps } from "./statement.ts";

/** The sources of these quotes, and who issued those and these `sources`, without deleted ones (500 at a time). */
export function* readGrounds(
  tables: Tables,
  { quotes, sources }: { quotes: readonly string[]; sources: readonly string[] },
): Steps<Grounds> {
  const rows: Row[] = [];
  const [ofQuotes, ofSources] = [[...inParts(quotes)], [...inParts(sources)]];
  for (let n = 0; n < Math.max(ofQuotes.length, ofSources.length); n++)
    rows.push(...(yield selectGrounds(tables, padded(ofQuotes[n] ?? []), padded(ofSources[n] ?? []))));
  const issued = rows.filter(({ issuers }) => issuers !== null);
  return {
    quoted: rows.filter((row) => row.found_by === "quote").map((row) => String(row.source)),
    issuers: new Map(issued.map((row) => [String(row.source), JSON.parse(String(row.issuers)) as string[]])),
  };
}

/** With keys repeated up to a power of two: the statements of two lists are few then, and are prepared once. */
function padded(keys: readonly string[]): string[] {
  const length = keys.length === 0 ? 0 : 2 ** Math.ceil(Math.log2(keys.length));
  return Array.from({ length }, (_, n) => keys[n % keys.length] as string);
}

function selectGrounds(tables: Tables, quotes: string[], sources: string[]): SQL {
  const { quote, source } = tables;
  const { id, deletedAt } = source.columns;
  const { sourceId, ...ofQuote } = quote.columns;
  const issuers = fieldOf(tables, "source", "issuedBy");
  return sql`select 'quote' as found_by, ${sourceId} as source,
      (select ${issuers} from ${source.from} where ${id} = ${sourceId} and ${deletedAt} is null) as issuers
      from ${quote.from} where ${among(sql`${ofQuote.id}`, quotes)} and ${ofQuote.deletedAt} is null
    union all select 'source', ${id}, ${issuers} from ${source.from} where ${among(sql`${id}`, sources)} and ${deletedAt} is null`;
}
