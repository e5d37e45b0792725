import { answerCommitments, type CommitmentField } from "../commitments/embed.ts";
import { showEntries } from "../commitments/timeline/service.ts";
import { plainDate } from "../dates/edtf.ts";
import { Role, type Timeliness } from "../domain/codelists/codelists.ts";
import type { Commitment } from "../domain/commitment.ts";
import type { Context } from "../records/context.ts";
import type { Filter } from "../store/port/query.ts";
import type { Dimension } from "./dimensions.ts";
import type { Overview } from "./model.ts";
import { countCommitments } from "./service.ts";

interface OverviewQuery {
  filters: readonly Filter[];
  /** Rows of each list. */
  limit: number;
}

const fields: readonly CommitmentField[] = [
  ...(["id", "slug", "title", "type", "parties", "status", "statusSince", "statedOn", "due"] as const),
  ...(["firmness", "timeliness", "unverified", "slippage", "corroboration", "fulfilment"] as const),
];
const byDeadline = [{ field: "dueLatest", descending: false }];
/** Parties in the table of parties by status. */
const mostParties = 12;
const mostGroups = 200;

/** How the commitments that match stand on the day of the request, what comes next, what is late, and what is new. */
export async function overviewOf(ctx: Context, { filters, limit }: OverviewQuery): Promise<Overview> {
  const day = plainDate(ctx.now());
  const count = (by: Dimension[], more: readonly Filter[] = [], most = mostGroups) =>
    countCommitments(ctx, { by, filters: [...filters, ...more], measures: ["overdue"], zeros: false, limit: most });
  const first = async (timeliness: Timeliness[]) => {
    const chosen: Filter[] = [...filters, { timeliness, day }];
    const { rows } = await ctx.store.list("commitment", { filters: chosen, sort: byDeadline, limit });
    return (await answerCommitments(ctx, rows as Commitment[], { fields, include: ["parties"] })) as Overview["next"];
  };
  const [status, timeliness, parties] = [
    await count(["status"]),
    await count(["timeliness"]),
    await count(["party"], [], mostParties),
  ];
  const codes = parties.data.flatMap(({ key }) => key ?? []);
  const ofThem: Filter = { link: "party", rel: Role.options, to: codes };
  const cells = codes.length === 0 ? [] : (await count(["party", "status"], [ofThem])).data;
  const { rows: latest } = await ctx.store.timeline({
    ...{ filters, entries: ["event", "assessment", "stated"], to: day, descending: true, limit },
  });
  return {
    ...{ day, total: status.total, status: status.data, timeliness: timeliness.data },
    parties: parties.data.map((party) => ({
      ...party,
      status: Object.fromEntries(
        cells.flatMap(({ key, key2, count }) => (key === party.key && key2 ? [[key2, count]] : [])),
      ),
    })),
    otherParties: parties.otherGroups,
    next: await first(["due_now", "not_yet_due"]),
    overdue: await first(["overdue"]),
    latest: await showEntries(ctx, latest),
  };
}
