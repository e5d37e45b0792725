import createClient from "openapi-fetch";
import type { components, paths } from "../../clients/typescript/src/schema.ts";

/** The one place that knows how the API is asked: everything else names an operation's path and its parameters. */

type Schemas = components["schemas"];
export type Commitment = Schemas["Commitment"];
export type Row = Schemas["CommitmentTrimmed"];
export type Explanation = Schemas["Explanation"];
export type Group = Schemas["Group"];
export type Series = Schemas["StatsSeries"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type Quote = Schemas["Quote"];
export type Source = Schemas["Source"];
export type Milestone = NonNullable<Commitment["milestones"]>[number];
export type CodeList = Schemas["CodeLists"]["data"][number];

/** A failure in the API's own words. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string;
  errors?: { parameter?: string; code?: string; detail: string; allowed?: readonly string[] }[];
}

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type JsonPath = {
  [P in keyof paths]: paths[P] extends { get: { responses: { 200: { content: { "application/json": unknown } } } } }
    ? P
    : never;
}[keyof paths];
/** The one address of plain text. */
type TextPath = "/v1/sources/{id}/snapshots/{snapshotId}/text";
type One = "/v1/commitments/{id}";
export type Path = JsonPath | TextPath;
/** One commitment is whole, since these pages never ask for some of its fields. */
export type Answer<P extends Path> = P extends TextPath
  ? string
  : P extends One
    ? Commitment
    : paths[P] extends { get: { responses: { 200: infer Success } } }
      ? Json<Success>
      : never;

export interface Asked {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
}

const keyName = "servanda-key";

/** A key, for reading where that needs one and for the desk: kept for this tab alone, and never in an address. */
export function keepKey(key: string): void {
  if (key === "") sessionStorage.removeItem(keyName);
  else sessionStorage.setItem(keyName, key);
}

export const keptKey = (): string | null => sessionStorage.getItem(keyName);

const client = createClient<paths>({ baseUrl: location.origin });
type Get = (path: string, init: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** @throws Problem */
export async function ask<P extends Path>(
  path: P,
  { path: parts, query }: Asked,
  signal: AbortSignal,
): Promise<Answer<P>> {
  const parseAs = path.endsWith("/text") ? "text" : "json";
  const key = keptKey();
  // The pages are in English, whatever the browser prefers.
  const headers = { "accept-language": "en", ...(key !== null && { authorization: `Bearer ${key}` }) };
  const init = { params: { path: parts, query }, parseAs, headers, signal };
  const { data, error, response } = await (client.GET as unknown as Get)(path, init).catch((cause: unknown) => {
    throw signal.aborted ? cause : cause instanceof TypeError ? unreachable : unreadable("This is no JSON.");
  });
  if (data === undefined) throw problemOf(error, response);
  return data as Answer<P>;
}

const unreachable: Problem = {
  status: 0,
  code: "unreachable",
  title: "The server cannot be reached",
  detail: "No answer came. Check the connection, then try again.",
};

function unreadable(detail: string): Problem {
  return { status: 0, code: "unreadable", title: "The answer could not be read", detail };
}

function problemOf(error: unknown, { status, statusText }: Response): Problem {
  if (typeof error === "object" && error !== null && "title" in error && "detail" in error) return error as Problem;
  return unreadable(`The server said: ${status} ${statusText}`);
}
