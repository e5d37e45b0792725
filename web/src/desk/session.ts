import { useEffect, useState } from "preact/hooks";
import { createServanda } from "../../../clients/typescript/src/client.ts";
import { isProblem } from "../../../clients/typescript/src/problems.ts";
import type { Schemas } from "../../../clients/typescript/src/types.ts";
import { keptKey, type Problem } from "../api.ts";
import { NotSent } from "./not-sent.ts";
import { asOnce } from "./once.ts";

/** Who works at the desk in this tab, and what they ask of the API. */

export type Caller = Schemas["Caller"];

/** What waits for another key: why the one that there is does not do, and what goes on once there is one. */
export interface Waiting {
  detail: string;
  goOn: (key: string | null) => void;
}

let waiting: Waiting | null = null;
let renewed: Promise<string | null> | null = null;
const listeners = new Set<() => void>();

function setWaiting(next: Waiting | null): void {
  waiting = next;
  for (const listener of listeners) listener();
}

export function useWaiting(): Waiting | null {
  const [, draw] = useState(0);
  useEffect(() => {
    const update = () => draw((n) => n + 1);
    listeners.add(update);
    return () => void listeners.delete(update);
  }, []);
  return waiting;
}

/** Asks for another key, once for all that needs one; null where none is given. */
function askForKey(detail: string): Promise<string | null> {
  renewed ??= new Promise<string | null>((resolve) => {
    setWaiting({ detail, goOn: resolve });
  }).finally(() => {
    renewed = null;
    setWaiting(null);
  });
  return renewed;
}

/**
 * Sends a request; where its key no longer does (expired, revoked, another role), waits for one that does and sends it
 * again. So no form has to know of keys, and nothing that was typed is lost with one.
 */
async function send(request: Request): Promise<Response> {
  const answered = await asOnce(request);
  const spare = request.clone();
  const response = await fetch(request);
  answered(response);
  if (response.status !== 401 && response.status !== 403) return response;
  const { detail } = (await response.clone().json()) as Problem;
  const key = await askForKey(detail);
  if (key === null) return response;
  const again = new Request(spare);
  again.headers.set("authorization", `Bearer ${key}`);
  return send(again);
}

/** The API, by the key of this tab. Everything at the desk is asked through it. */
export const servanda = createServanda({ url: location.origin, key: () => keptKey() ?? undefined, fetch: send });

/** A browser sends no other letters in a header. */
const notAKey: Problem = {
  ...{ status: 401, code: "invalid_token", title: "This is no key" },
  detail: "A key is of Latin letters and digits, without blanks: it begins with svd_, and an access token with ey.",
};

/** Whose key this is. @throws Problem */
export async function callerOf(key: string): Promise<Caller> {
  if (!/^[\x21-\x7e]+$/.test(key)) throw notAKey;
  const asking = createServanda({ url: location.origin, key });
  return asking.get("/v1/me").catch((error: unknown) => {
    throw problemOf(error);
  });
}

/** Of somebody whose role does not suffice for the desk. */
export const tooLittle = (name: string, role: Caller["role"]): Problem => ({
  ...{ status: 403, code: "forbidden", title: "This does not do" },
  detail: `${name} has ${role === "none" ? "no role here" : `the role ${role}`}; the desk needs an analyst's. Who runs the service makes keys, and gives roles.`,
});

/** What went wrong, as the pages show it. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error.problem as Problem;
  if (error instanceof NotSent) return error.problem;
  if (!(error instanceof TypeError)) throw error;
  const detail = "No answer came, and nothing that you typed is lost. Check the connection, then try again.";
  return { status: 0, code: "unreachable", title: "The server cannot be reached", detail };
}
