import { addDays } from "../dates/calendar.ts";
import type { Context } from "../records/context.ts";
import type { Filter } from "../store/port/query.ts";

/** What time brings: commitments that become due, or overdue, without anybody writing anything. */

export interface DueNews {
  type: "became_due" | "became_overdue";
  /** The day (UTC) on which it is so for the first time. */
  day: string;
  commitmentId: string;
  slug: string;
  title: string;
}

const rowsAtOnce = 200;

/** Of commitments that match, those whose due window begins on `day`, then those for which it ended the day before. */
export async function* newsOf(ctx: Context, day: string, filters: readonly Filter[]): AsyncGenerator<DueNews> {
  const dayBefore = addDays(day, -1) ?? day;
  yield* listed(ctx, { type: "became_due", day }, [
    ...filters,
    { timeliness: ["due_now"], day },
    { field: "dueEarliest", from: day, to: day },
  ]);
  yield* listed(ctx, { type: "became_overdue", day }, [
    ...filters,
    { timeliness: ["overdue"], day },
    { field: "dueLatest", from: dayBefore, to: dayBefore },
  ]);
}

async function* listed(
  ctx: Context,
  what: Pick<DueNews, "type" | "day">,
  filters: readonly Filter[],
): AsyncGenerator<DueNews> {
  for (let after: { after?: readonly (string | number | null)[] } = {}; ; ) {
    const { rows, next } = await ctx.store.list("commitment", { filters, limit: rowsAtOnce, ...after });
    for (const { id, slug, title } of rows) yield { ...what, commitmentId: id, slug, title };
    if (next === null) return;
    after = { after: next };
  }
}
