import { errorOf, isProblem } from "./problems.ts";
import { pause, type Transport } from "./transport.ts";
import type { LedgerLine, Schemas } from "./types.ts";

/** Following the ledger: by the stream of changes, or by asking now and then where there is none to be had. */

/** What time brought on this day: a commitment became due, or overdue, or has passed its due date awaiting a condition. */
export interface DueNews {
  type: "became_due" | "became_overdue" | "condition_due";
  day: string;
  commitmentId: string;
  slug: string;
  title: string;
}

export interface Following {
  /** The line after which to begin: 0, the beginning, unless said otherwise. */
  since?: number;
  kind?: Schemas["RecordKind"][];
  /** Id or slug of the only commitment to follow. */
  commitment?: string;
  /** Ends the loop, without an error. */
  signal?: AbortSignal;
  /** Is told what time brings, where the stream can be had. */
  onDue?: (news: DueNews) => void;
  /** How long to wait before asking again, where there is no stream: 5 seconds unless said otherwise. */
  everyMs?: number;
}

interface Service extends Pick<Transport, "send"> {
  url: string;
  ask: (method: "get", path: string, init: object) => Promise<unknown>;
}

export async function* follow(service: Service, following: Following = {}): AsyncGenerator<LedgerLine, void> {
  const { since = 0, signal, everyMs = 5000 } = following;
  const place: Place = { seq: since, id: null };
  try {
    while (!signal?.aborted) {
      try {
        yield* streamed(service, following, place);
      } catch (error) {
        if (signal?.aborted || !isPassing(error)) throw error;
        yield* listed(service, following, place);
        await pause(everyMs, signal);
      }
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

/** The last line that was given, and the last event. */
interface Place {
  seq: number;
  id: string | null;
}

/** Whether asking in another way, or later, may do: the line broke, there is no stream here, or there are too many. */
function isPassing(error: unknown): boolean {
  return error instanceof TypeError || isProblem(error, "not_found", "overloaded", "rate_limited", "unavailable");
}

function queryOf({ kind, commitment }: Following): Record<string, string> {
  return { ...(kind && { kind: kind.join() }), ...(commitment !== undefined && { commitment }) };
}

async function* streamed(service: Service, following: Following, place: Place): AsyncGenerator<LedgerLine, void> {
  const query = new URLSearchParams({ ...queryOf(following), since: String(place.seq) });
  const headers = { accept: "text/event-stream", ...(place.id !== null && { "last-event-id": place.id }) };
  const signal = following.signal ?? null;
  const response = await service.send(new Request(`${service.url}/v1/changes/stream?${query}`, { headers, signal }));
  if (!response.ok) throw await errorOf(response);
  for await (const { name, id, data } of eventsOf(response, signal)) {
    if (name === "change") {
      const line = JSON.parse(data) as LedgerLine;
      Object.assign(place, { seq: line.seq, id });
      yield line;
    } else {
      following.onDue?.(JSON.parse(data) as DueNews);
      if (id !== null) place.id = id;
    }
  }
}

async function* listed(service: Service, following: Following, place: Place): AsyncGenerator<LedgerLine, void> {
  const { signal } = following;
  for (let since: string | null = String(place.seq); since !== null; ) {
    const query = { ...queryOf(following), limit: 200, since };
    const init = { query, ...(signal && { signal }) };
    const { data, page, head } = (await service.ask("get", "/v1/changes", init)) as Schemas["Changes"];
    yield* data;
    since = page.next;
    Object.assign(place, { seq: since === null ? head.seq : Number(since), id: null });
  }
}

interface Event {
  name: string;
  id: string | null;
  data: string;
}

/** The events of a stream (Server-Sent Events), without comments. */
async function* eventsOf({ body }: Response, signal: AbortSignal | null): AsyncGenerator<Event, void> {
  if (body === null) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  // The signal of a request that was cloned, as ours are to be sent again, does not always reach its answer.
  const end = () => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", end);
  if (signal?.aborted) end();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      const whole = text.split("\n\n");
      text = whole.pop() ?? "";
      for (const each of whole) {
        const fields = new Map(each.split("\n").map((line) => line.split(/: (.*)/s) as [string, string]));
        const data = fields.get("data");
        if (data !== undefined) yield { name: fields.get("event") ?? "message", id: fields.get("id") ?? null, data };
      }
    }
  } finally {
    signal?.removeEventListener("abort", end);
    await reader.cancel().catch(() => {});
  }
}
