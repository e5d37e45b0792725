import type { Schemas } from "./types.ts";

/** Problems (RFC 9457), told apart by `code`. */

type Described = {
  [N in keyof Schemas]: N extends "Problem" ? never : N extends `${string}Problem` ? Schemas[N] : never;
}[keyof Schemas];

export type ProblemCode = Schemas["Problem"]["code"];

/** The problem of a code, with the members that this code adds. */
export type Problem<C extends ProblemCode = ProblemCode> = C extends Described["code"]
  ? Extract<Described, { code: C }>
  : Schemas["Problem"] & { code: C };

/** A request that was refused. */
export class ServandaError<C extends ProblemCode = ProblemCode> extends Error {
  override readonly name = "ServandaError";
  readonly problem: Problem<C>;

  constructor(problem: Problem<C>) {
    super(`${problem.title}: ${problem.detail} (${problem.code})`);
    this.problem = problem;
  }

  get code(): C {
    return this.problem.code as C;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Whether an error is a refusal, of one of these codes if any are named. */
export function isProblem<C extends ProblemCode = ProblemCode>(
  error: unknown,
  ...codes: C[]
): error is ServandaError<C> {
  return error instanceof ServandaError && (codes.length === 0 || codes.includes(error.code as C));
}

/** The error that an answer stands for, also where something between has answered without a problem document. */
export async function errorOf(response: Response): Promise<ServandaError> {
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/problem+json")) return new ServandaError(JSON.parse(text) as Problem);
  const { status, statusText, url } = response;
  const shared = { type: "about:blank", title: statusText || "Not an answer of Servanda", status };
  const requestId = response.headers.get("x-request-id") ?? "";
  const code: ProblemCode = status >= 500 ? "unavailable" : "malformed_request";
  return new ServandaError({ ...shared, detail: text.slice(0, 200), instance: url, code, requestId } as Problem);
}
