import { addDays } from "../dates/calendar.ts";
import type { Timeliness } from "../domain/codelists/codelists.ts";
import type { Context } from "../records/context.ts";
import type { Filter, Query, Scalar } from "../store/port/query.ts";

/** What time brings: commitments that become due, or overdue, without anybody writing anything. */

export const dueTypes = ["became_due", "became_overdue", "condition_due"] as const;
export type DueType = (typeof dueTypes)[number];

export interface DueNews {
  type: DueType;
  /** The day (UTC) on which it is so for the first time. */
  day: string;
  commitmentId: string;
  slug: string;
  title: string;
}

const rowsAtOnce = 200;

/**
 * Of commitments that match, those whose due window begins on `day`; those for which it ended the day before; those for
 * which it ended while they wait for a condition. Each kind by ids, so that one can go on `after` a piece of news.
 */
export async function* newsOf(
  ctx: Context,
  day: string,
  { filters, after }: { filters: readonly Filter[]; after?: Pick<DueNews, "type" | "commitmentId"> | null },
): AsyncGenerator<DueNews> {
  const first = after ? dueTypes.indexOf(after.type) : 0;
  for (const type of dueTypes.slice(first)) {
    const position = after?.type === type ? [after.commitmentId] : undefined;
    yield* listed(ctx, { type, day }, { filters: [...filters, ...filtersOf[type](day)], position });
  }
}

const ended = (day: string): Filter => {
  const dayBefore = addDays(day, -1) ?? day;
  return { field: "dueLatest", from: dayBefore, to: dayBefore };
};
const being = (timeliness: Timeliness, day: string): Filter => ({ timeliness: [timeliness], day });

const filtersOf: Readonly<Record<DueType, (day: string) => Filter[]>> = {
  became_due: (day) => [being("due_now", day), { field: "dueEarliest", from: day, to: day }],
  became_overdue: (day) => [being("overdue", day), ended(day)],
  condition_due: (day) => [being("awaiting_condition", day), ended(day)],
};

async function* listed(
  ctx: Context,
  what: Pick<DueNews, "type" | "day">,
  { filters, position }: { filters: readonly Filter[]; position: readonly Scalar[] | undefined },
): AsyncGenerator<DueNews> {
  for (let after = position; ; ) {
    const { news, next } = await some(ctx, what, { filters, limit: rowsAtOnce, ...(after && { after }) });
    yield* news;
    if (next === null) return;
    after = next;
  }
}

/** In a function of its own, so that the records are let go before a slow reader is waited for. */
async function some(ctx: Context, what: Pick<DueNews, "type" | "day">, query: Query) {
  const { rows, next } = await ctx.store.list("commitment", query);
  return { news: rows.map(({ id, slug, title }): DueNews => ({ ...what, commitmentId: id, slug, title })), next };
}
