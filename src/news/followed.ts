import { type CommitmentFilters, commitmentFilters, toFilters } from "../commitments/filters.ts";
import { addDays } from "../dates/calendar.ts";
import { plainDate } from "../dates/edtf.ts";
import { RecordKind } from "../ledger/model.ts";
import { commitmentIdOf } from "../ledger/service.ts";
import type { Context } from "../records/context.ts";
import type { Kind } from "../store/port/entities.ts";
import type { Filter } from "../store/port/query.ts";
import type { Store } from "../store/port/store.ts";
import { Key } from "../validation/fields.ts";
import { many } from "../validation/parameters.ts";
import { type DueNews, newsOf } from "./due.ts";

/** Of all that is written, and that time brings, what somebody wants to be told: the stream and webhooks alike. */

export interface Followed {
  kinds: readonly Kind[];
  /** Id of the only commitment to follow. */
  commitmentId?: string;
  /** What the commitments must match that lines and news are about; null: anything. */
  filters: (() => Promise<Filter[]>) | null;
}

export const followable = {
  ...commitmentFilters,
  kind: many(RecordKind).optional().meta({ description: "Lines of these kinds of record alone." }),
  commitment: Key.optional().meta({ description: "Lines of one commitment alone, with its parts." }),
};
export interface Wanted extends CommitmentFilters {
  kind?: Kind[] | undefined;
  commitment?: string | undefined;
}

/** Older news than this are not told again to who was away. */
const mostDays = 31;

/** The day after which somebody is told news who was told those up to `day`. */
export function newsSince(day: string, today: string): string {
  const earliest = addDays(today, -mostDays) ?? today;
  return day < earliest ? earliest : day;
}

/** @throws AppError invalid_request, not_found, purged for what is not there */
export async function followedBy(ctx: Context, { kind = [], commitment, ...rest }: Wanted): Promise<Followed> {
  const isFiltered = Object.values(rest).some((value) => value !== undefined);
  if (isFiltered) await toFilters(ctx, rest);
  return {
    kinds: kind,
    ...(commitment !== undefined && { commitmentId: await commitmentIdOf(ctx, commitment) }),
    filters: isFiltered ? () => toFilters(ctx, rest) : null,
  };
}

/** Of these commitments, those that the follower wants to hear of; with filters, nothing that belongs to none. */
export async function matching(ctx: Context, { filters }: Followed, ids: readonly (string | null)[]) {
  if (filters === null) return () => true;
  const named = [...new Set(ids.filter((id) => id !== null))];
  const wanted: Filter[] = [...(await filters()), { field: "id", in: named }];
  if (named.length === 0) return () => false;
  const { rows } = await (await ofToday(ctx)).list("commitment", { filters: wanted, limit: named.length });
  const found = new Set(rows.map(({ id }) => id));
  return (id: string | null) => id !== null && found.has(id);
}

/** Rows of commitments may still be those of the day before, when what takes effect today has not. */
async function ofToday({ store, now }: Context): Promise<Store> {
  const today = plainDate(now());
  return (await store.isOf(today)) ? store : store.at({ today });
}

/** What time brings on a day, `after` a piece of news if there was one. */
export async function* newsFor(
  ctx: Context,
  day: string,
  { followed, after }: { followed: Followed; after?: Pick<DueNews, "type" | "commitmentId"> | null },
): AsyncGenerator<DueNews> {
  const { filters, commitmentId, kinds } = followed;
  if (kinds.length > 0 && !kinds.includes("commitment")) return;
  const own: Filter[] = commitmentId === undefined ? [] : [{ field: "id", in: [commitmentId] }];
  yield* newsOf({ ...ctx, store: await ofToday(ctx) }, day, {
    filters: [...own, ...((await filters?.()) ?? [])],
    ...(after && { after }),
  });
}
