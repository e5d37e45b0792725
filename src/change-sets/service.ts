import { AppError } from "../errors/errors.ts";
import { changesIn, linesBefore } from "../ledger/line-changes.ts";
import type { Context } from "../records/context.ts";
import type { Slice } from "../store/port/query.ts";
import type { ChangeSet, Line } from "../store/port/store.ts";
import type { ChangedRecord, ChangeSetView } from "./model.ts";

export const viewChangeSet = ({ id, through, at, by, reason, counts }: ChangeSet): ChangeSetView => ({
  ...{ id, through, at, by, reason },
  lines: through - id + 1,
  counts,
});

/** @throws AppError not_found, naming the one that the line of this number belongs to */
export async function findChangeSet(ctx: Context, id: number): Promise<ChangeSet> {
  const found = await ctx.store.changeSet(id);
  if (found !== null) return found;
  const { rows } = await ctx.store.lines({ after: id - 1, limit: 1 });
  const [line] = rows;
  const hint = line?.seq === id ? ` Line ${id} belongs to ${line.changeSet ?? line.tx}.` : "";
  throw new AppError("not_found", `No change set begins with line ${id} of the ledger.${hint}`);
}

/** Lines of a change set in order, each with what it changed. */
export async function changedRecords(
  ctx: Context,
  { id, through }: ChangeSet,
  page: { after?: number; limit: number },
): Promise<Slice<ChangedRecord>> {
  const { rows } = await ctx.store.lines({ after: page.after ?? id - 1, limit: page.limit });
  const own = rows.filter(({ seq }) => seq <= through);
  const before = await linesBefore(ctx, own);
  const last = own.at(-1);
  return {
    rows: own.map((line) => changed(line, before(line))),
    next: last && last.seq < through ? [last.seq] : null,
  };
}

function changed(line: Line, before: Line | undefined): ChangedRecord {
  const { seq, op, kind, id, commitmentId, version } = line;
  const { slug = null } = line.data as { slug?: string | null };
  return { seq, op, kind, id, slug, commitmentId, version, diff: changesIn(line, before) };
}
