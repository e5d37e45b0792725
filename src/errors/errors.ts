import { type Fault, faultList, shorten } from "./fault-list.ts";
import type { ProblemCode } from "./problems.ts";

export type { Fault };

/** What a command or the start of the process could not do, in words for the operator. */
export class OperatorError extends Error {}

const longestDetail = 1000;

/**
 * Every failure a client may see. `code` names an entry of the problem registry, which gives status and title. However
 * many faults it is given, it keeps those that an answer shows, and counts the others.
 */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly Fault[];
  readonly errorsOmitted: number;
  /** Members added to the problem document, such as `allowed` moves or the `current` version. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { errors?: readonly Fault[]; errorsOmitted?: number; extra?: Record<string, unknown> } = {},
  ) {
    super(shorten(detail, longestDetail));
    const list = faultList();
    list.add(more.errors ?? [], more.errorsOmitted);
    this.code = code;
    this.errors = list.shown;
    this.errorsOmitted = list.omitted;
    this.extra = more.extra ?? {};
  }
}

/** 422 for a well-formed field that cannot be accepted; `pointer` is a JSON Pointer (RFC 6901) into the body. */
export function invalid(pointer: string, code: string, detail: string, allowed?: readonly string[]): AppError {
  const fault: Fault = allowed ? { pointer, code, detail, allowed } : { pointer, code, detail };
  return new AppError("unprocessable", detail, { errors: [fault] });
}

/** 400 for one parameter or header that cannot be taken. */
export function invalidParameter(parameter: string, code: string, detail: string): AppError {
  return new AppError("invalid_request", detail, { errors: [{ parameter, code, detail }] });
}

/** 400 for a cursor that was changed, or belongs to another query. */
export function invalidCursor(): AppError {
  const detail = "The cursor was changed, or it belongs to a query with other filters or another sort.";
  return new AppError("invalid_cursor", detail, { errors: [{ parameter: "cursor", code: "invalid_cursor", detail }] });
}

/** The same request is being answered elsewhere. */
export function underway(key: string): AppError {
  return new AppError("idempotency_key_in_use", `The request with the Idempotency-Key "${key}" is being answered.`);
}
