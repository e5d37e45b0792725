import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { plainDate } from "../dates/edtf.ts";
import type { Term } from "../domain/search/search-query.ts";
import type { Entities, Kind } from "../store/port/entities.ts";
import type { Filter, Slice, Sort } from "../store/port/query.ts";
import { integer, many } from "../validation/parameters.ts";
import { type Body, listBody } from "./caching/conditional.ts";
import { contextOf, cursorsOf, headOf, thenOf } from "./request/context.ts";

/** Lists: the parameters that every list takes, the envelope of its answer, and how one is answered. */

export const paging = {
  limit: integer({ min: 1, max: 200 }).default(50).meta({ description: "Rows on a page, 1 to 200." }),
  cursor: z.string().min(1).max(2000).optional().meta({ description: "`page.next` of the page before." }),
};
export const counting = {
  count: z.enum(["none", "estimate", "exact"]).default("none").meta({
    description: "Count the matching rows: `exact`, or `estimate` up to 10 000.",
  }),
};

/** `sort=-statedOn,title`: fields in order of weight, `-` for descending. `alone`: orders that have no direction. */
export function sortable<F extends string>(
  fields: readonly [F, ...F[]],
  byDefault: string,
  alone: readonly string[] = [],
) {
  const names = [...fields.flatMap((field) => [field, `-${field}`]), ...alone] as [string, ...string[]];
  return many(z.enum(names), { max: 5 })
    .optional()
    .meta({
      description: `Fields in order of weight, \`-\` for descending; unknowns come last. \`${byDefault}\` when left out.`,
      default: undefined,
    });
}

/** Sort terms as the store knows them; `columns` maps the names of the contract to those of the record. */
export function toSort(names: readonly string[], columns: Readonly<Record<string, string>>): Sort[] {
  return names.map((name) => {
    const field = name.replace(/^-/, "");
    return { field: columns[field] ?? field, descending: name.startsWith("-") };
  });
}

const Page = z
  .strictObject({
    limit: z.int(),
    next: z.string().nullable().meta({ description: "The cursor of the next page; null on the last one." }),
    count: z.int().nullable().meta({ description: "How many rows match, where `count` asks for it." }),
    countIsLowerBound: z.boolean().exactOptional().meta({ description: "There are more than `count`." }),
  })
  .meta({ id: "Page", description: "Where a page stands in its list." });

/** The schema of a list of these. */
export function listOf<S extends z.ZodType>(item: S, id: string) {
  return z.strictObject({ data: z.array(item), page: Page }).meta({ id, description: "One page of a list." });
}

const countedUpTo = 10_000;

interface Listing<E, V> {
  /** What the cursor is bound to, besides the sort and the filters: anything that changes the rows. */
  binding: unknown;
  read: (after: { after?: NonNullable<Slice<E>["next"]> }) => Promise<Slice<E>>;
  view: (rows: E[]) => V[] | Promise<V[]>;
  count?: (atMost: number) => Promise<number>;
}
interface Paging {
  limit: number;
  cursor?: string | undefined;
  count?: "none" | "estimate" | "exact";
}

/** Answers with one page. The ledger's head is read first: the ETag never stands for more than the rows show. */
export async function answerList<E, V>(
  request: FastifyRequest,
  reply: FastifyReply,
  query: Paging,
  listing: Listing<E, V>,
): Promise<Body> {
  const ctx = contextOf(request);
  const head = await headOf(request);
  const binding = JSON.stringify([listing.binding, thenOf(request)?.label]);
  const cursors = cursorsOf(request);
  const after = query.cursor === undefined ? {} : { after: cursors.decode(query.cursor, binding) };
  const { rows, next } = await listing.read(after);
  const data = await listing.view(rows);
  const page = {
    limit: query.limit,
    next: next && cursors.encode(next, binding),
    ...(await counted(query.count, listing)),
  };
  return listBody(request, reply, { data, page } as never, { headSeq: head.seq, day: plainDate(ctx.now()) });
}

async function counted(how: Paging["count"], { count }: Pick<Listing<never, never>, "count">) {
  if (count === undefined || how === undefined || how === "none") return { count: null };
  if (how === "exact") return { count: await count(Number.MAX_SAFE_INTEGER) };
  const total = await count(countedUpTo + 1);
  return total > countedUpTo ? { count: countedUpTo, countIsLowerBound: true } : { count: total };
}

/** As answerList, for records of one kind by filters and sort. */
export function answerRecords<K extends Kind, V>(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    kind,
    query,
    filters,
    sort,
    ranked = false,
    view,
  }: {
    kind: K;
    query: Paging;
    filters: Filter[];
    sort: Sort[];
    ranked?: boolean;
    view: (rows: Entities[K][]) => V[] | Promise<V[]>;
  },
): Promise<Body> {
  const { store } = contextOf(request);
  return answerList(request, reply, query, {
    binding: [kind, bound(filters), sort, ...(ranked ? ["ranked"] : [])],
    read: (after) => store.list(kind, { filters, sort, ranked, limit: query.limit, ...after }),
    view,
    count: (atMost) => store.count(kind, filters, atMost),
  });
}

/** What a cursor is bound to of filters: not what changes by itself, the day and the names of parties. */
export function bound(filters: readonly Filter[] | undefined): unknown {
  const words = (terms: readonly Term[]) => terms.map((term) => ({ ...term, parties: undefined }));
  return filters?.map((filter) =>
    "search" in filter
      ? { search: [words(filter.search.all), words(filter.search.none)] }
      : { ...filter, day: undefined },
  );
}
