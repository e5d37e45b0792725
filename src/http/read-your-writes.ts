import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type AppError, invalidParameter } from "../errors/errors.ts";
import type { Store } from "../store/port/store.ts";
import type { Replicas } from "../store/postgres/replicas.ts";
import { isSafe } from "./contract/operation.ts";
import { storeFor } from "./limits/deadline.ts";
import { reasonOf } from "./reason.ts";
import { chooseStore, giveReason, hasStore } from "./request/context.ts";
import { wholeOf } from "./request/part.ts";

/**
 * Read your own writes: the answer to a write names the newest ledger line, and a read that sends this back is answered
 * by a database that has that line. Reads, searches with a body too, go to a replica where there is one; everything of
 * a write goes to the primary.
 */
export function readYourWrites(
  app: FastifyInstance,
  { primary, replicas, readerFor }: { primary: Store; replicas: Replicas | undefined; readerFor: ReaderFor },
): void {
  app.addHook("onRequest", async (request) => {
    if (isSafe(request)) chooseStore(request, storeFor(request, await readerFor(request)));
  });
  app.addHook("preHandler", async (request) => {
    if (isSafe(request)) return;
    const reason = wholeOf()?.reason ?? reasonOf(request.headers);
    if (reason !== undefined) giveReason(request, reason);
    chooseStore(request, storeFor(request, primary));
  });
  app.addHook("onSend", async (request, reply) => {
    if (isSafe(request) || !hasStore(request) || reply.statusCode >= 500) return;
    const head = await primary.head().catch(() => null);
    if (head === null) return;
    reply.header("servanda-seq", String(head.seq));
    if (replicas) setCookie(request, reply, head.seq);
  });
}

/** A database that has what the client of a read has seen. @throws AppError invalid_request for what is no line */
export type ReaderFor = (request: FastifyRequest) => Promise<Store>;

export function readersOf(primary: Store, replicas: Replicas | undefined): ReaderFor {
  return async (request) => {
    const seen = Math.max(seenSeq(request), followedSeq(request));
    return replicas ? replicas.reader(seen) : primary;
  };
}

const cookieName = "servanda-seq";
const cookieSeconds = 60;
const seqForm = /^\d{1,15}$/;
const cookieForm = /(?:^|;) *servanda-seq=(\d{1,15}) *(?:;|$)/;

function setCookie(request: FastifyRequest, reply: FastifyReply, seq: number): void {
  const secure = request.protocol === "https" ? "; Secure" : "";
  reply.header("set-cookie", `${cookieName}=${seq}; Path=/; Max-Age=${cookieSeconds}; HttpOnly; SameSite=Lax${secure}`);
}

/** A client that follows the ledger knows the line that it asks on from. */
function followedSeq({ query }: FastifyRequest): number {
  const { since } = (query ?? {}) as { since?: unknown };
  return typeof since === "string" && seqForm.test(since) ? Number(since) : 0;
}

/** The newest ledger line that the client knows of, by header or cookie; 0 when it does not say. */
function seenSeq({ headers }: FastifyRequest): number {
  const given = headers["servanda-seq"];
  if (given !== undefined && !seqForm.test(String(given))) throw malformedSeq();
  return Math.max(Number(given ?? 0), Number(cookieForm.exec(headers.cookie ?? "")?.[1] ?? 0));
}

function malformedSeq(): AppError {
  const detail = "`Servanda-Seq` must be the whole number that the answer to a write gave.";
  return invalidParameter("Servanda-Seq", "invalid_format", detail);
}
