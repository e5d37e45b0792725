import { type Answer, type Ask, AskError } from "./ask.ts";

const patienceMs = 60_000;

/** A service that is asked over the network. `base`: its address, without a slash at the end. */
export interface Remote {
  base: string;
  key: string | undefined;
}

/**
 * Asks a service over HTTP. It is never followed elsewhere, so that the key goes to nobody but it.
 * @throws AskError where it does not answer, or something else does
 */
export function remoteAsk({ base, key }: Remote): Ask {
  return async ({ method, path, body, headers = {} }): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...{ ...headers, accept: "application/json" },
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    }).catch((error: unknown) => {
      throw new AskError(
        `${base} does not answer (${reasonOf(error)}). Is the service running, and is this its address?`,
      );
    });
    const text = await response.text().catch((error: unknown) => {
      throw new AskError(`${base} broke off its answer (${reasonOf(error)}).`);
    });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: read(base, response, text) };
  };
}

function read(base: string, { status, headers }: Response, text: string): Answer["body"] {
  const type = headers.get("content-type") ?? "no type";
  const moved = status >= 300 && status < 400 ? `, and leads to ${headers.get("location") ?? "elsewhere"}` : "";
  if (moved === "" && /json/.test(type)) {
    try {
      return JSON.parse(text) as Answer["body"];
    } catch {}
  }
  throw new AskError(
    `${base} answered ${status} with ${type}${moved}, which is no answer of Servanda: is this its address?`,
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `not within ${patienceMs / 1000} seconds`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
