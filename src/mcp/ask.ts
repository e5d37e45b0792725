/** One request to the API, as a tool makes it. */
export interface Request {
  method: "GET" | "POST";
  /** With its query, beginning with /v1. */
  path: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** What the API answered; `headers` by names in lower case. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Readonly<Record<string, unknown>>;
}

/**
 * How tools reach the API: as the caller, so that roles, limits and rules are those of any request.
 * @throws AskError where no answer of the API is to be had
 */
export type Ask = (request: Request) => Promise<Answer>;

/** The API could not be asked; the message says why, and what to do. */
export class AskError extends Error {}

/**
 * A path with parts that may hold anything, as `path`/v1/commitments/${key}``.
 * @throws AskError for dots alone, which an address would take as a way elsewhere
 */
export function path(texts: TemplateStringsArray, ...parts: readonly string[]): string {
  const dots = parts.find((part) => /^\.{1,2}$/.test(part));
  if (dots !== undefined) throw new AskError(`There is nothing called "${dots}".`);
  return texts.map((text, n) => `${text}${n < parts.length ? encodeURIComponent(parts[n] ?? "") : ""}`).join("");
}

/** The same with a query: several values are repeated, members that are undefined or null are left out. */
export function withQuery(address: string, query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query))
    for (const value of [given].flat()) if (value !== undefined && value !== null) search.append(name, textOf(value));
  return search.size === 0 ? address : `${address}?${search}`;
}

const textOf = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));
