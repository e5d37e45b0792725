import { addDays } from "../dates/calendar.ts";
import { plainDate } from "../dates/edtf.ts";
import { viewLine } from "../ledger/changes.ts";
import type { Context } from "../records/context.ts";
import type { LinesSlice } from "../store/port/store.ts";
import type { DueNews } from "./due.ts";
import { type Followed, matching, newsFor, newsSince } from "./followed.ts";
import type { Watch } from "./watch.ts";

/** The ledger as Server-Sent Events: lines as they are written, and what time brings as each day begins. */

/** Where a follower stands: after this line, and with the news of all days up to this one. */
export interface Place {
  seq: number;
  /** Plain date, UTC. */
  day: string;
}

const linesAtOnce = 200;
const heartbeatMs = 15_000;

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
    day = newsSince(day, today);
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

/** The news of a day as one piece, of which the last event alone has the id: so none is left out by a broken line. */
async function newsText(ctx: Context, place: Place, followed: Followed): Promise<string> {
  const news: DueNews[] = [];
  for await (const each of newsFor(ctx, place.day, { followed })) news.push(each);
  return news.map((each, n) => event(each.type, n === news.length - 1 ? placeText(place) : null, each)).join("");
}

function event(name: string, id: string | null, data: object): string {
  return `event: ${name}\n${id === null ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
