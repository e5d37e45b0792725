import type { ProblemCode } from "./problems.ts";

/** What a command or the start of the process could not do, in words for the operator. */
export class OperatorError extends Error {}

/** One thing wrong in a request: where (JSON Pointer into the body, or parameter), a stable code, and words. */
export interface Fault {
  pointer?: string;
  parameter?: string;
  code: string;
  detail: string;
  /** The values that would have been accepted, where they can be listed. */
  allowed?: readonly string[];
}

/** Every failure a client may see. `code` names an entry of the problem registry, which gives status and title. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly Fault[];
  /** Members added to the problem document, such as `allowed` moves or the `current` version. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { errors?: readonly Fault[]; extra?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.code = code;
    this.errors = more.errors ?? [];
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
