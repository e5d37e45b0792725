import { createHash } from "node:crypto";
import type { DueNews, DueType } from "../news/due.ts";
import type { Kind } from "../store/port/entities.ts";
import type { Line } from "../store/port/store.ts";

/**
 * What is sent: that something happened, and where it can be read; nothing of what was written, so that whoever may not
 * read it, or to whom it should never have gone, has nothing.
 */

export interface Message {
  /** The same for each attempt, replay and process, and never that of anything else. */
  id: string;
  type: "change" | DueType | "ping";
  seq: number | null;
  commitmentId: string | null;
  body: string;
}

type Recipient = { id: string; base: string };

const paths: { [K in Kind]: (line: Line) => string } = {
  party: ({ id }) => `/v1/parties/${id}`,
  source: ({ id }) => `/v1/sources/${id}`,
  snapshot: (line) => pathOfSnapshot(line),
  quote: ({ id }) => `/v1/quotes/${id}`,
  commitment: ({ id }) => `/v1/commitments/${id}`,
  event: ({ id, commitmentId }) => `/v1/commitments/${commitmentId}/events/${id}`,
  milestone: ({ id, commitmentId }) => `/v1/commitments/${commitmentId}/milestones/${id}`,
  assessment: ({ id, commitmentId }) => `/v1/commitments/${commitmentId}/assessments/${id}`,
  relation: ({ id, commitmentId }) => `/v1/commitments/${commitmentId}/relations/${id}`,
};

/** A snapshot has its place among those of its source; one that was purged does not say whose it was. */
function pathOfSnapshot({ seq, data }: Line): string {
  const { sourceId } = data as { sourceId?: string };
  return sourceId === undefined ? `/v1/changes?since=${seq - 1}&limit=1` : `/v1/sources/${sourceId}/snapshots`;
}

/**
 * A line of the ledger. Its hash is in the id, since a database brought back from a backup gives its number to another
 * line.
 */
export function changeMessage({ id, base }: Recipient, line: Line): Message {
  const { seq, op, kind, commitmentId, at } = line;
  const data = { seq, op, kind, id: line.id, commitmentId, url: `${base}${paths[kind](line)}` };
  return {
    id: messageId(id, `${seq} ${line.hash}`),
    ...{ type: "change", seq, commitmentId },
    body: bodyOf("change", at, data),
  };
}

/** What time brought. */
export function dueMessage({ id, base }: Recipient, { type, day, commitmentId }: DueNews): Message {
  const data = { day, commitmentId, url: `${base}/v1/commitments/${commitmentId}` };
  return {
    id: messageId(id, `${type} ${day} ${commitmentId}`),
    ...{ type, seq: null, commitmentId },
    body: bodyOf(type, `${day}T00:00:00.000Z`, data),
  };
}

/** A message to try a receiver with. */
export function pingMessage({ id, base }: Recipient, at: string): Message {
  const data = { url: `${base}/v1/webhooks/${id}` };
  return {
    id: messageId(id, `ping ${at}`),
    type: "ping",
    seq: null,
    commitmentId: null,
    body: bodyOf("ping", at, data),
  };
}

const bodyOf = (type: string, timestamp: string, data: object): string => JSON.stringify({ type, timestamp, data });

const messageId = (webhookId: string, of: string): string =>
  `msg_${createHash("sha256").update(`${webhookId} ${of}`).digest("hex").slice(0, 32)}`;
