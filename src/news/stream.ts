import { addDays } from "../dates/calendar.ts";
import { plainDate } from "../dates/edtf.ts";
import { viewLine } from "../ledger/changes.ts";
import type { Context } from "../records/context.ts";
import type { Kind } from "../store/port/entities.ts";
import type { Filter } from "../store/port/query.ts";
import type { LinesSlice } from "../store/port/store.ts";
import { type DueNews, newsOf } from "./due.ts";
import type { Watch } from "./watch.ts";

/** The ledger as Server-Sent Events: lines as they are written, and what time brings as each day begins. */

/** Where a follower stands: after this line, and with the news of all days up to this one. */
export interface Place {
  seq: number;
  /** Plain date, UTC. */
  day: string;
}

export interface Followed {
  kinds: readonly Kind[];
  /** Id of the only commitment to follow. */
  commitmentId?: string;
  /** What the commitments must match that lines and news are about; null: anything. */
  filters: (() => Promise<Filter[]>) | null;
}

const linesAtOnce = 200;
const heartbeatMs = 15_000;
/** Older news than this are not told again to who was away. */
const mostDays = 31;

/** How a place is named in `id:`, and read from `Last-Event-ID`. */
export const placeText = ({ seq, day }: Place): string => `${seq};${day}`;
export const placeForm = /^(\d{1,15})(?:;(\d{4}-\d\d-\d\d))?$/;

/** The text of the stream from a place on, until the signal is aborted. A heartbeat comes when nothing else does. */
export async function* streamFrom(
  ctx: Context,
  { place, followed, watch, signal }: { place: Place; followed: Followed; watch: Watch; signal: AbortSignal },
): AsyncGenerator<string> {
  let { seq, day } = place;
  const { kinds, commitmentId } = followed;
  yield `retry: 2000\n: after line ${seq}\n\n`;
  while (!signal.aborted) {
    const query = { after: seq, limit: linesAtOnce, kinds, ...(commitmentId !== undefined && { commitmentId }) };
    const slice = await watch.lines(query);
    const text = await linesText(ctx, slice, { followed, day });
    if (text !== "") yield text;
    seq = Math.max(seq, slice.through);
    if (slice.through < slice.head.seq) continue;
    const today = plainDate(ctx.now());
    const earliest = addDays(today, -mostDays) ?? today;
    if (day < earliest) day = earliest;
    while (day < today && !signal.aborted) {
      day = addDays(day, 1) ?? today;
      const news = await newsText(ctx, { seq, day }, followed);
      if (news !== "") yield news;
    }
    if (!(await watch.until(seq, heartbeatMs, signal)) && !signal.aborted) yield ": still here\n\n";
  }
}

async function linesText(
  ctx: Context,
  { rows }: LinesSlice,
  { followed, day }: { followed: Followed; day: string },
): Promise<string> {
  if (rows.length === 0) return "";
  const isMeant = await matching(
    ctx,
    followed,
    rows.map((line) => line.commitmentId),
  );
  const meant = rows.filter((line) => isMeant(line.commitmentId));
  const texts = meant.map((line) => event("change", placeText({ seq: line.seq, day }), viewLine(line)));
  return texts.join("");
}

/** Of these commitments, those that the follower wants to hear of; with filters, nothing that belongs to none. */
async function matching(ctx: Context, { filters }: Followed, ids: readonly (string | null)[]) {
  if (filters === null) return () => true;
  const named = [...new Set(ids.filter((id) => id !== null))];
  const wanted: Filter[] = [...(await filters()), { field: "id", in: named }];
  const { rows } =
    named.length === 0 ? { rows: [] } : await ctx.store.list("commitment", { filters: wanted, limit: named.length });
  const found = new Set(rows.map(({ id }) => id));
  return (id: string | null) => id !== null && found.has(id);
}

/** The news of a day as one piece, of which the last event alone has the id: so none is left out by a broken line. */
async function newsText(ctx: Context, place: Place, { filters, commitmentId, kinds }: Followed): Promise<string> {
  if (kinds.length > 0 && !kinds.includes("commitment")) return "";
  const own: Filter[] = commitmentId === undefined ? [] : [{ field: "id", in: [commitmentId] }];
  const news: DueNews[] = [];
  for await (const each of newsOf(ctx, place.day, [...own, ...((await filters?.()) ?? [])])) news.push(each);
  return news.map((each, n) => event(each.type, n === news.length - 1 ? placeText(place) : null, each)).join("");
}

function event(name: string, id: string | null, data: object): string {
  return `event: ${name}\n${id === null ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
