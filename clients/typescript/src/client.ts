import createFetch, { type Client as Fetching } from "openapi-fetch";
import { type Following, follow } from "./follow.ts";
import { errorOf, isProblem } from "./problems.ts";
import type { paths } from "./schema.ts";
import { createTransport, pause, type Sending } from "./transport.ts";
import type {
  Answer,
  BareLists,
  BarePathsOf,
  BodyOf,
  Commitment,
  Editable,
  Init,
  ItemOf,
  LedgerLine,
  Lists,
  Method,
  PathOf,
  PathsOf,
  Schemas,
} from "./types.ts";

export interface Options extends Sending {
  /** Where the service is, such as `https://servanda.example`; in a page that it serves, left out. */
  url?: string;
}

interface AnyInit {
  path?: object;
  query?: object;
  body?: unknown;
  ifMatch?: number;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

interface Call<M extends Method> {
  <P extends BarePathsOf<M>, const I extends Init<P, M>>(path: P, init?: I): Promise<Answer<P, M, I>>;
  <P extends PathsOf<M>, const I extends Init<P, M>>(path: P, init: I): Promise<Answer<P, M, I>>;
}
type Read<P extends PathsOf<"get">, I> = Answer<P, "get", I>;
interface Pages {
  <P extends BareLists, const I extends Init<P, "get">>(path: P, init?: I): AsyncGenerator<Read<P, I>, void>;
  <P extends Lists, const I extends Init<P, "get">>(path: P, init: I): AsyncGenerator<Read<P, I>, void>;
}
interface Rows {
  <P extends BareLists, const I extends Init<P, "get">>(path: P, init?: I): AsyncGenerator<ItemOf<Read<P, I>>, void>;
  <P extends Lists, const I extends Init<P, "get">>(path: P, init: I): AsyncGenerator<ItemOf<Read<P, I>>, void>;
}
interface Texts {
  <P extends BarePathsOf<"get">>(path: P, init?: Init<P, "get">): Promise<string>;
  <P extends PathsOf<"get">>(path: P, init: Init<P, "get">): Promise<string>;
}

type Patch<T extends Editable> = Exclude<BodyOf<T, "patch">, undefined>;
/** What to change of a record as it is; null for nothing. */
type Change<R, P> = (record: R) => P | null | Promise<P | null>;

/** A client of one service. Every method that is refused throws a `ServandaError`. */
export interface Servanda {
  get: Call<"get">;
  post: Call<"post">;
  put: Call<"put">;
  patch: Call<"patch">;
  delete: Call<"delete">;
  /** An answer that is a text: a CSV, a calendar, the text of a source. */
  text: Texts;
  /** The pages of a list, one after the other. */
  pages: Pages;
  /** The rows of a list, however many pages they take. */
  each: Rows;
  /**
   * Changes a record by what it says: reads it, and patches that version. Where somebody was quicker, both again. Gives
   * the record afterwards. The id or slug alone means a commitment.
   */
  edit: {
    (id: string, change: Change<Commitment, Schemas["CommitmentPatch"]>): Promise<Commitment>;
    <P extends Editable>(
      path: P,
      params: PathOf<P, "patch">,
      change: Change<Answer<P, "get", object>, Patch<P>>,
    ): Promise<Answer<P, "get", object>>;
  };
  /** The lines of the ledger as they are written, until the signal is aborted. */
  follow: (following?: Following) => AsyncGenerator<LedgerLine, void>;
  /** The newest line of the ledger that an answer has told of: reads of this client show all up to it. */
  readonly seq: number;
  /** The client of openapi-fetch below, for what is not here; it answers `{ data, error, response }`. */
  api: Fetching<paths>;
}

const attempts = 8;

export function createServanda({ url = "", ...sending }: Options = {}): Servanda {
  const transport = createTransport(sending);
  const api = createFetch<paths>({
    baseUrl: url,
    fetch: transport.send,
    querySerializer: { array: { style: "form", explode: false } },
  });

  async function ask(method: Method, path: string, init: AnyInit = {}, parseAs?: "text"): Promise<unknown> {
    const { path: inPath, query, body, ifMatch, signal, headers } = init;
    const { data, response } = await (api as Fetching<object>).request(
      method as never,
      path as never,
      {
        params: { path: inPath, query },
        headers: { ...(ifMatch !== undefined && { "if-match": `"${ifMatch}"` }), ...headers },
        // Refusals are read here, so that the library leaves their bodies alone.
        middleware: [
          {
            onResponse: async ({ response: answer }: { response: Response }) =>
              void (answer.ok || (await refuse(answer))),
          },
        ],
        ...(body !== undefined && { body }),
        ...(isFile(body, headers) && { bodySerializer: asIs }),
        ...(signal && { signal }),
        ...(parseAs && { parseAs }),
      } as never,
    );
    return response.status === 204 ? undefined : data;
  }

  async function* pages(path: string, init: AnyInit = {}): AsyncGenerator<Page, void> {
    const following = path === "/v1/changes" ? "since" : "cursor";
    let query = init.query as Record<string, unknown> | undefined;
    for (;;) {
      const page = (await ask("get", path, { ...init, ...(query && { query }) })) as Page;
      yield page;
      if (page.page.next === null) return;
      query = { ...query, [following]: page.page.next };
    }
  }

  async function* each(path: string, init?: AnyInit): AsyncGenerator<unknown, void> {
    for await (const { data } of pages(path, init)) yield* data;
  }

  async function edit(path: string, params: object, change: Change<Versioned, object>): Promise<unknown> {
    for (let left = attempts; ; left--) {
      const record = (await ask("get", path, { path: params })) as Versioned;
      const patch = await change(record);
      if (patch === null) return record;
      try {
        return await ask("patch", path, { path: params, body: patch, ifMatch: record.version });
      } catch (error) {
        if (left === 1 || !isProblem(error, "precondition_failed")) throw error;
        await pause(20 * 2 ** (attempts - left) * Math.random());
      }
    }
  }

  const call = (method: Method) => (path: string, init?: AnyInit) => ask(method, path, init);
  const servanda = {
    ...{ get: call("get"), post: call("post"), put: call("put"), patch: call("patch"), delete: call("delete") },
    text: (path: string, init?: AnyInit) => ask("get", path, init, "text"),
    ...{ pages, each, api },
    edit: (first: string, second: unknown, third?: unknown) =>
      typeof second === "function"
        ? edit("/v1/commitments/{id}", { id: first }, second as Change<Versioned, object>)
        : edit(first, second as object, third as Change<Versioned, object>),
    follow: (following?: Following) => follow({ url, send: transport.send, ask }, following),
    get seq() {
      return transport.seq();
    },
  };
  return servanda as unknown as Servanda;
}

/** Whether a body is sent as it is, rather than as JSON: bytes, or a text of a type that is named. */
const isFile = (body: unknown, headers: Record<string, string> = {}): boolean =>
  body instanceof Blob || (typeof body === "string" && "content-type" in headers);
const asIs = (body: unknown) => body;

interface Page {
  data: unknown[];
  page: { next: string | null };
}
interface Versioned {
  version: number;
}

async function refuse(response: Response): Promise<never> {
  throw await errorOf(response);
}
