import { AppError, OperatorError } from "../../errors/errors.ts";

/** What a database could not do, in terms of the API; what it says itself stays in `cause`, for the log. */

export function unavailable(cause: unknown): AppError {
  return withCause(new AppError("unavailable", "The database cannot be reached right now."), cause);
}

export function outOfSpace(cause: unknown): AppError {
  const detail = "The disk of the database is full: nothing was written, and nothing was lost.";
  return withCause(new AppError("insufficient_storage", detail), cause);
}

function withCause(error: AppError, cause: unknown): AppError {
  error.cause = cause;
  return error;
}

/**
 * An SQLite error that is the disk's or another process's fault, as an AppError; any other as it is.
 * Result codes: https://sqlite.org/rescode.html
 */
export function sqliteFault(error: unknown): unknown {
  const { code = "" } = error as { code?: string };
  if (code === "SQLITE_FULL") return outOfSpace(error);
  return /^SQLITE_(BUSY|LOCKED|PROTOCOL|IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN)/.test(code)
    ? unavailable(error)
    : error;
}

/** A database that cannot be opened, in words for the operator. */
export class OpenError extends OperatorError {}

const hints: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there; is PostgreSQL running, and is the port right?",
  ENOTFOUND: "there is no such host",
  "28P01": "the password is wrong",
  "28000": "the server does not let this user in",
  "3D000": "there is no such database; create it first",
};

/** What an error says, to be shown to the operator: in plain words where its code has some. */
export function messageOf(error: unknown): string {
  const { code = "", message } = error as { code?: string; message?: string };
  return hints[code] ?? message ?? String(error);
}
