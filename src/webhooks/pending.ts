import { addDays } from "../dates/calendar.ts";
import { plainDate } from "../dates/edtf.ts";
import type { StoredWebhook } from "../domain/webhook.ts";
import type { DueNews } from "../news/due.ts";
import { type Followed, matching, newsFor, newsSince } from "../news/followed.ts";
import type { Context } from "../records/context.ts";
import type { Delivered } from "../store/port/webhooks.ts";
import { changeMessage, dueMessage, type Message } from "./message.ts";

/** What is to be delivered, in its order: read off the ledger and the days, where nothing can be lost. */

/** A message, or none where nothing is for this webhook, and how far everything has come with it. */
export interface Step {
  message: Message | null;
  place: Partial<Delivered["progress"]>;
}

interface Means {
  ctx: Context;
  followed: Followed;
}

const linesAtOnce = 100;

/** First what is asked for again, then lines up to the head, then what the days brought that have begun since. */
export async function* pending(webhook: StoredWebhook, means: Means): AsyncGenerator<Step> {
  const { replaySeq, replayThrough } = webhook;
  if (replaySeq !== null && replayThrough !== null) {
    for await (const { seq, message } of lines(webhook, { ...means, after: replaySeq, through: replayThrough }))
      yield { message, place: { replaySeq: seq } };
    yield { message: null, place: { replaySeq: null, replayThrough: null } };
  }
  for await (const { seq, message } of lines(webhook, { ...means, after: webhook.seq, through: null }))
    yield { message, place: { seq } };
  yield* days(webhook, means);
}

interface Range extends Means {
  after: number;
  /** Null: the head. */
  through: number | null;
}

/** Messages of lines in order, and how far was looked where none of them is meant. */
async function* lines(webhook: StoredWebhook, range: Range): AsyncGenerator<{ seq: number; message: Message | null }> {
  for (let seq = range.after; ; ) {
    const { messages, looked, end } = await some(webhook, { ...range, after: seq });
    for (const message of messages) yield { seq: message.seq ?? seq, message };
    if (looked > seq) yield { seq: looked, message: null };
    seq = looked;
    if (seq >= end) return;
  }
}

/** In a function of its own, so that what the lines hold is let go before a slow receiver is waited for. */
async function some(webhook: StoredWebhook, { ctx, followed, after, through }: Range) {
  const { kinds, commitmentId } = followed;
  const query = { after, limit: linesAtOnce, kinds, ...(commitmentId !== undefined && { commitmentId }) };
  const slice = await ctx.store.lines(query);
  const end = through ?? slice.head.seq;
  const rows = slice.rows.filter((line) => line.seq <= end);
  const owners = rows.map((line) => line.commitmentId);
  const isMeant = await matching(ctx, followed, owners);
  const meant = rows.filter((line) => isMeant(line.commitmentId));
  return { messages: meant.map((line) => changeMessage(webhook, line)), looked: Math.min(slice.through, end), end };
}

async function* days(webhook: StoredWebhook, { ctx, followed }: Means): AsyncGenerator<Step> {
  const today = plainDate(ctx.now());
  let day = newsSince(webhook.day, today);
  let after = day === webhook.day ? placeOf(webhook.dayPlace) : null;
  while (day < today) {
    const next = addDays(day, 1) ?? today;
    for await (const news of newsFor(ctx, next, { followed, after }))
      yield { message: dueMessage(webhook, news), place: { day, dayPlace: `${news.type} ${news.commitmentId}` } };
    day = next;
    after = null;
    yield { message: null, place: { day, dayPlace: null } };
  }
}

function placeOf(text: string | null): Pick<DueNews, "type" | "commitmentId"> | null {
  const [type, commitmentId] = text?.split(" ") ?? [];
  return type === undefined || commitmentId === undefined ? null : { type: type as DueNews["type"], commitmentId };
}
