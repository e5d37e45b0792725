import { createHash } from "node:crypto";
import type { Recorded } from "../port/entities.ts";
import { sql } from "../schema/sql.ts";
import type { Session } from "../session.ts";
import type { Watch } from "./finding.ts";

/** Checking the texts of snapshots against their hashes, which the ledger has. */
export async function checkTexts(session: Session, { report }: Watch): Promise<void> {
  for await (const rows of session.pages(everyText, 1)) {
    for (const row of rows) {
      const fault = textFault(readData(row.data), row.text);
      if (fault) report({ table: "texts", key: String(row.id), problem: "changed", detail: fault });
    }
  }
}

/** Each snapshot with its text, and each text of none. */
const everyText = sql`select snapshots.id, cast(ledger.data as text) as data, texts.text from snapshots
    join ledger on ledger.seq = snapshots.since_seq left join texts on texts.snapshot_id = snapshots.id
  union all select snapshot_id, null, text from texts where snapshot_id not in (select id from snapshots) order by 1`;

type Told = Partial<Recorded["snapshot"]> & { text?: unknown };

function readData(data: unknown): Told | null {
  try {
    return JSON.parse(String(data)) as Told | null;
  } catch {
    return {};
  }
}

/** The ledger has the text's hash alone; in lines of version 0.1.0, the text itself. */
function textFault(data: Told | null, found: unknown): string | null {
  if (data === null) return "there is a text, of no snapshot that the ledger knows of";
  const expectsText = data.hasText ?? (data.text ?? null) !== null;
  if (typeof found !== "string") return expectsText ? "the text is gone" : null;
  if (!expectsText) return "there is a text, where the ledger has none";
  const sha256 = createHash("sha256").update(found, "utf8").digest("hex");
  return sha256 === data.sha256 ? null : `the text's SHA-256 is ${sha256}, by the ledger ${data.sha256}`;
}
