import type { LedgerLine } from "./types.ts";

/** The chain of hashes over the ledger, recomputed by whoever follows it. */

export interface Head {
  seq: number;
  hash: string;
}

/** A line that does not fit the one before it, or its own hash. */
export class LedgerError extends Error {
  override readonly name = "LedgerError";
}

/** RFC 8785: members in the order of their UTF-16 code units; numbers and texts as ECMAScript writes them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = value as Record<string, unknown>;
  const names = Object.keys(members).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(members[name])}`).join(",")}}`;
}

async function hashOf(line: LedgerLine, previous: string): Promise<string> {
  const { seq, tx, at, by, op, kind, id, commitmentId, version, data, reason } = line;
  const why = reason === undefined ? {} : { reason };
  const text = canonical({ seq, tx, at, by, op, kind, id, commitmentId, version, data, ...why, previous });
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Walks lines of the ledger, all of them in order, from a head that was kept (or the beginning), and gives the head that
 * they end at: keep it, and start from it the next time.
 * @throws LedgerError where a line is missing, was changed, or was emptied by no purge
 */
export async function verifyChain(
  lines: Iterable<LedgerLine> | AsyncIterable<LedgerLine>,
  from: Head = { seq: 0, hash: "" },
): Promise<Head> {
  let { seq, hash } = from;
  const purged = new Set<number>();
  for await (const line of lines) {
    const isNext = line.seq === seq + 1 && line.previous === hash;
    const canBeChecked = !line.withheld && !line.purged;
    if (!isNext || (canBeChecked && line.hash !== (await hashOf(line, hash))))
      throw new LedgerError(`Line ${line.seq} is not the one that follows ${seq}.`);
    if (line.purged) purged.add(line.seq);
    if (line.op === "purge") for (const each of line.data.purged as number[]) purged.delete(each);
    ({ seq, hash } = line);
  }
  if (purged.size > 0) throw new LedgerError(`No line says who purged ${[...purged].join(", ")}.`);
  return { seq, hash };
}
