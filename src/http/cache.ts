import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { LRUCache } from "lru-cache";
import { heldTag, uncoded } from "./conditional.ts";
import { contextOf, primaryOf } from "./context.ts";
import { preferredType } from "./accept.ts";
import { producedTypes, type ServedSchema } from "./operation.ts";
import { baseUrl } from "./url.ts";

const dayMs = 86_400_000;
/** What an entry takes beside its body and its key, roughly: headers and bookkeeping. */
const overheadBytes = 1000;

/** What an answer was made of: the ledger up to its head, and the UTC day (days since 1970). Same moment, same answer. */
interface Moment {
  seq: number;
  hash: string;
  day: number;
}

/** An answer as it is sent, but for the headers of each request. A 304 has no body: it answers those who hold its tag. */
interface Answer {
  moment: Moment;
  tag: string | undefined;
  headers: Readonly<Record<string, string>>;
  content: { body: Buffer; headers: Readonly<Record<string, string>> } | null;
}

/** Ready answers, bounded in bytes: those asked for least recently go first. */
export interface AnswerCache {
  get: (key: string, moment: Moment) => Answer | undefined;
  set: (key: string, answer: Answer) => void;
  /** The ledger has a line of this number: all that was made before it is dropped. */
  renew: (seq: number) => void;
  heldBytes: () => number;
}

/** At most `bytes` of answers; 0: none is kept. */
export function answerCache(bytes: number): AnswerCache | null {
  if (bytes === 0) return null;
  const answers = new LRUCache<string, Answer>({ maxSize: bytes });
  const newest = { seq: 0, day: 0 };

  function renew({ seq, day }: { seq: number; day: number }): void {
    if (seq <= newest.seq && day <= newest.day) return;
    Object.assign(newest, { seq: Math.max(seq, newest.seq), day: Math.max(day, newest.day) });
    answers.clear();
  }

  return {
    get: (key, moment) => {
      renew(moment);
      const answer = answers.get(key);
      return answer && isSame(answer.moment, moment) ? answer : undefined;
    },
    set: (key, answer) => {
      const size = (answer.content?.body.length ?? 0) + 2 * key.length + overheadBytes;
      answers.set(key, answer, { size });
    },
    renew: (seq) => renew({ seq, day: 0 }),
    heldBytes: () => answers.calculatedSize,
  };
}

function isSame(a: Moment, b: Moment): boolean {
  return a.seq === b.seq && a.hash === b.hash && a.day === b.day;
}

const pending = "pendingAnswer";

/** A request that no kept answer was there for: its own may be kept. */
interface Pending {
  key: string;
  moment: Moment;
}

/**
 * Answers reads again from memory while nothing has changed. The ledger's head is asked of the request's own database each
 * time, so nobody is given an old answer after a write was acknowledged, whichever process it was made by. An answer is
 * kept if the head was the same before and after it was made, and holds for one role. Register after what identifies the
 * caller and chooses the database: these hooks belong to each route, so they come after those of the application.
 */
export function answerFromMemory(app: FastifyInstance, cache: AnswerCache | null): void {
  if (cache === null) return;
  app.decorateRequest(pending, null);
  app.addHook("onRoute", (route) => {
    if (!isRead(route)) return;
    const types = producedTypes(route.schema as ServedSchema);
    const lookUp = async (request: FastifyRequest, reply: FastifyReply) => {
      const moment = await momentOf(request);
      if (moment === null) return;
      const key = keyOf(request, types);
      const answer = cache.get(key, moment);
      if (answer && send(request, reply, answer)) return reply;
      request.setDecorator<Pending>(pending, { key, moment });
    };
    const keep = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      const asked = request.getDecorator<Pending | null>(pending);
      if (asked === null) return payload;
      const body = reply.statusCode === 304 ? null : await bytesOf(payload);
      const now = await momentOf(request);
      if (now && isSame(now, asked.moment)) cache.set(asked.key, answerOf(reply, asked.moment, body));
      return body ?? payload;
    };
    route.onRequest = [...[route.onRequest ?? []].flat(), lookUp];
    route.onSend = [keepReadyOnes, ...[route.onSend ?? []].flat(), keep];
  });
}

function isRead({ method, url, schema }: RouteOptions): boolean {
  const { access } = (schema ?? {}) as ServedSchema;
  return (method === "GET" || method === "HEAD") && url.startsWith("/v1") && (access === "read" || access === "text");
}

/** Null when the database cannot say: then the handler finds out whether it needs it. */
async function momentOf(request: FastifyRequest): Promise<Moment | null> {
  const day = Math.floor(primaryOf(request).now().getTime() / dayMs);
  const head = await contextOf(request).store.head().catch(() => null);
  return head && { seq: head.seq, hash: head.hash, day };
}

/** All that an answer depends on beside the data and the day. HEAD shows the headers of an answer that is not compressed. */
function keyOf(request: FastifyRequest, types: readonly string[]): string {
  const { headers, method, url } = request;
  const isPlain = method === "HEAD" || headers["x-no-compression"] !== undefined;
  const coding = isPlain ? "" : (headers["accept-encoding"] ?? "");
  const type = types.length > 1 ? preferredType(headers.accept, types) : "";
  return [contextOf(request).principal.role, baseUrl(request), type, coding, url].join("\n");
}
