import { outOfSpace, unavailable } from "../engine/faults.ts";

const diskFull = "53100";
const lockTimeout = "55P03";

/** What the server could not do, in terms of the API; any other error as it is. */
export function translated(error: unknown): unknown {
  const { code } = error as { code?: string };
  if (code === diskFull) return outOfSpace(error);
  return code === lockTimeout || isLost(error) ? unavailable(error) : error;
}

/**
 * The connection or the server went away (SQLSTATE class 08, 57P0x), is out of something (53xxx), took too long
 * (57014), or has become a standby (25006): PostgreSQL manual, appendix A.
 */
export function isLost(error: unknown): boolean {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  return (
    /^(08...|57P0.|57014|53...|25006|25P03|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code) ||
    /Connection terminated|timeout exceeded|read timeout|not queryable/.test(message)
  );
}

/** It lost against another transaction (40001 serialization failure, 40P01 deadlock), and may be tried again. */
export function isBeaten(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === "40001" || code === "40P01";
}
