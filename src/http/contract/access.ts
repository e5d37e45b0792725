import type { Config } from "../../config/config.ts";
import type { Rank } from "../../domain/key.ts";

/**
 * What a route does, from which follows the role that it needs:
 * `open` is for everybody, whatever the settings (health, documentation, problems), and looks at no credentials;
 * `metrics` reads what the process measures of itself;
 * `read` and `text` read records and whole texts; `write` changes records; `own` manages what is one's own, such as
 * webhooks, and as an admin that of all; `admin` manages keys, and purges.
 */
export type Access = "open" | "metrics" | "read" | "text" | "write" | "own" | "admin";

/** The role that a kind of access needs under the operator's settings; the one place that says so. */
export function neededRank(
  access: Access,
  { publicRead, publicText, metrics }: Pick<Config, "publicRead" | "publicText" | "metrics">,
): Rank {
  const reading = publicRead ? "none" : "reader";
  const needed: Record<Access, Rank> = {
    open: "none",
    metrics: metrics === "anyone" ? "none" : "reader",
    read: reading,
    text: publicText ? reading : "analyst",
    write: "analyst",
    own: "analyst",
    admin: "admin",
  };
  return needed[access];
}

/** The role that a kind of access needs as the service comes; what the contract says. */
export function usualRank(access: Access): Rank {
  return neededRank(access, { publicRead: true, publicText: false, metrics: "reader" });
}
