import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { version } from "../config/version.ts";
import { AddressError, type Allowed, addressesOf, addressFault, type Resolve } from "./address.ts";
import { retryAfterOf } from "./backoff.ts";

/**
 * Sending messages to a receiver who may be slow, dead, hostile or lying: of an answer, its status is read and no more.
 */

export interface Reach {
  allowed: Allowed;
  resolve: Resolve;
  /** The whole time for a name, a connection, a request and the head of its answer; 10 seconds when left out. */
  patienceMs?: number;
}

/** What came of sending a message once. */
export interface Outcome {
  delivered: boolean;
  /** The status of the answer; null: there was none. */
  status: number | null;
  /** Why it was not delivered, in a sentence. */
  error: string | null;
  durationMs: number;
  retryAfterMs: number | null;
}

export interface Connection {
  /** Never throws. `now`: the instant that dates in `Retry-After` are compared with. */
  post: (body: string, headers: Record<string, string>, now: number) => Promise<Outcome>;
  close: () => void;
}

const usualPatienceMs = 10_000;
/** The body of an answer is thrown away; a connection whose answer has more, or takes longer, is cut. */
const mostBytes = 65_536;
const drainMs = 1000;
const mostHeaderBytes = 16_384;
const mostInformational = 8;

/** A connection to a URL, kept open from one message to the next; all of them end with the signal. */
export function connectionTo(url: string, reach: Reach, signal: AbortSignal): Connection {
  const { patienceMs = usualPatienceMs } = reach;
  const client = url.startsWith("http:") ? http : https;
  const agent = new client.Agent({ keepAlive: true, maxSockets: 1, maxFreeSockets: 1 });
  const begin = (headers: Record<string, string>, ends: AbortSignal): ClientRequest =>
    client.request(url, {
      method: "POST",
      agent,
      headers,
      lookup: guarded(reach),
      maxHeaderSize: mostHeaderBytes,
      signal: ends,
    });

  async function once(body: string, headers: Record<string, string>, ends: AbortSignal): Promise<IncomingMessage> {
    const request = begin(headers, ends);
    try {
      return await answerTo(request, body);
    } catch (error) {
      // The receiver may close a connection that was idle just as it is used again.
      if (!request.reusedSocket || ends.aborted || (error as NodeJS.ErrnoException).code !== "ECONNRESET") throw error;
      return answerTo(begin(headers, ends), body);
    }
  }

  return {
    post: async (body, headers, now) => {
      const began = performance.now();
      const duration = () => Math.round(performance.now() - began);
      const failed = (error: string): Outcome => ({ ...nothing, error, durationMs: duration() });
      const fault = addressFault(url, reach.allowed);
      if (fault !== null) return failed(fault);
      const bytes = Buffer.byteLength(body);
      const whole = {
        "content-type": "application/json",
        "content-length": String(bytes),
        "user-agent": `Servanda/${version} (webhooks)`,
        ...headers,
      };
      const late = limited(signal, patienceMs);
      try {
        const answer = await once(body, whole, late.signal);
        late.end();
        const durationMs = duration();
        await drain(answer);
        return outcomeOf(answer, durationMs, now);
      } catch (error) {
        return failed(late.isOver() ? `There was no answer within ${patienceMs / 1000} seconds.` : wordsFor(error));
      } finally {
        late.end();
      }
    },
    close: () => agent.destroy(),
  };
}

/** A signal that is aborted with another, or after so long, unless it is ended before. */
function limited(outer: AbortSignal, ms: number) {
  const controller = new AbortController();
  const state = { isOver: false };
  const abort = () => controller.abort();
  const timer = setTimeout(() => {
    state.isOver = true;
    abort();
  }, ms);
  outer.addEventListener("abort", abort);
  if (outer.aborted) abort();
  return {
    signal: controller.signal,
    isOver: () => state.isOver,
    end: () => {
      clearTimeout(timer);
      outer.removeEventListener("abort", abort);
    },
  };
}

const nothing = { delivered: false, status: null, retryAfterMs: null };

/** Resolves a name once, and lets the connection be made to what was looked at, and to nothing else. */
const guarded =
  (reach: Reach): LookupFunction =>
  (host, options, callback) => {
    void addressesOf(host, reach).then(
      (addresses) => {
        const all = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
        const [first] = all;
        if (options.all) callback(null, all);
        else callback(null, first?.address ?? "", first?.family);
      },
      (error: Error) => callback(error, ""),
    );
  };

function answerTo(request: ClientRequest, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let informational = 0;
    request.on("response", resolve);
    request.on("error", reject);
    request.on("information", () => {
      informational += 1;
      if (informational > mostInformational) request.destroy(new Error("too many 1xx"));
    });
    // No protocol but the one asked for.
    request.on("upgrade", (_answer, socket) => {
      socket.on("error", () => {}).destroy();
      reject(new Error("another protocol"));
    });
    request.end(body);
  });
}

/** Throws the body of an answer away, so that the connection can be used again, or cuts it. */
function drain(answer: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    const cut = () => {
      answer.destroy();
      resolve();
    };
    const timer = setTimeout(cut, drainMs);
    answer.on("data", (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > mostBytes) cut();
    });
    answer.on("error", () => resolve());
    answer.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function outcomeOf({ statusCode: status = 0, headers }: IncomingMessage, durationMs: number, now: number): Outcome {
  const delivered = status >= 200 && status < 300;
  const retryAfterMs = status === 429 || status === 503 ? retryAfterOf(headers["retry-after"], now) : null;
  const error = delivered ? null : `The answer was ${status}${hints[Math.floor(status / 100)] ?? ""}.`;
  return { delivered, status, error, durationMs, retryAfterMs };
}

const hints: Readonly<Record<number, string>> = { 3: ": redirections are not followed" };

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection was cut before there was an answer.",
  EPIPE: "The connection was cut before there was an answer.",
  EHOSTUNREACH: "The host cannot be reached.",
  ENETUNREACH: "The network of the host cannot be reached.",
  ETIMEDOUT: "There was no connection in time.",
  HPE_HEADER_OVERFLOW: `The head of the answer was longer than ${mostHeaderBytes} bytes.`,
};

/** Of an error, what may be shown: nothing that the receiver chose. */
function wordsFor(error: unknown): string {
  if (error instanceof AddressError) return error.message;
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code in words) return words[code] as string;
  if (code.startsWith("HPE_")) return "What was answered is no HTTP.";
  if (/^(ERR_(TLS|SSL)_\w+|CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|EPROTO)$/.test(code))
    return `There was no connection by TLS that can be trusted: ${code}.`;
  return "The connection failed.";
}
