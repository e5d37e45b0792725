import type { Commitment } from "../../domain/commitment.ts";
import { type Line, tells } from "../../store/port/store.ts";
import { isSame } from "../../validation/fields.ts";

/** What a change of a commitment was, in words. */

const written = ["title", "summary", "type", "parties", "firmness", "statedOn", "sectors", "tags", "location"] as const;

/**
 * Sentences that sum up a change, the most important first; at least one. `earlier` is the commitment before the
 * change, `parts` what was written with it.
 */
export function wordsFor(line: Line<"commitment">, earlier: Commitment | undefined, parts: readonly Line[]): string[] {
  if (line.op !== "update" || earlier === undefined) return [operations[line.op]];
  const { data: now } = line;
  const words = [...statusWords(now, earlier), ...dueWords(now, earlier), ...parts.flatMap(partWords)];
  const fields = written.filter((name) => !isSame(now[name], earlier[name]));
  if (!isSame(now.quotes, earlier.quotes)) words.push("Quotes changed");
  if (fields.length > 0) words.push(`Changed: ${fields.join(", ")}`);
  return words.length > 0 ? words : ["Its sources or quotes changed"];
}

const operations = {
  create: "Recorded",
  update: "Changed",
  delete: "Deleted",
  restore: "Restored",
  purge: "Purged",
} as const;

function statusWords({ status, statusSince }: Commitment, before: Commitment): string[] {
  if (status !== before.status) return [`Status: ${status} (was ${before.status})`];
  return statusSince === before.statusSince
    ? []
    : [`Status: ${status} since ${statusSince} (was ${before.statusSince})`];
}

const dueName = (due: Commitment["due"]): string => due?.text ?? due?.edtf ?? "no date";

function dueWords({ due }: Commitment, before: Commitment): string[] {
  return isSame(due, before.due) ? [] : [`Due: ${dueName(due)} (was ${dueName(before.due)})`];
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const suffixes = {
  create: "",
  update: " changed",
  delete: " removed",
  restore: " restored",
  purge: " purged",
} as const;

function partWords(line: Line): string[] {
  const how = suffixes[line.op];
  if (!tells(line)) return line.op === "purge" ? [`${capitalised(line.kind)}${how}`] : [];
  switch (line.kind) {
    case "event": {
      const { title, date } = line.data as Line<"event">["data"];
      return [`Event${how}: ${title} (${date})`];
    }
    case "milestone": {
      const { title, state } = line.data as Line<"milestone">["data"];
      return [`Milestone${how}: ${title} (${state})`];
    }
    case "assessment":
      return [`Assessment${how}: ${(line.data as Line<"assessment">["data"]).fulfilment}`];
    case "relation":
      return [`Relation${how}: ${(line.data as Line<"relation">["data"]).type}`];
    default:
      return [];
  }
}
