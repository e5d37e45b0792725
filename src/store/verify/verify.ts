import type { Kind } from "../port/entities.ts";
import type { Head } from "../port/store.ts";
import { withSnapshot } from "../read-snapshot.ts";
import { kinds } from "../schema/kinds.ts";
import { sql } from "../schema/sql.ts";
import { dialectOf, type Tables } from "../schema/tables.ts";
import { ask, type Session } from "../session.ts";
import type { Steps } from "../sql/statement.ts";
import { checkChain } from "./chain.ts";
import type { Watch } from "./finding.ts";
import { type Ahead, recordedAhead } from "./future.ts";
import { checkKeys } from "./keys.ts";
import { checkProjections } from "./projections.ts";
import { checkTexts } from "./texts.ts";

export interface Verified {
  head: Head;
  /** Records by kind, deleted and purged ones included. */
  records: Record<Kind, number>;
  /** Lines whose data were taken away: their hashes alone are there. */
  purged: number;
  /** What says that it has happened and is still to come; none where the day is not known. */
  ahead: Ahead[];
}

/**
 * Walks the whole ledger, makes everything that follows from it anew, beside what is there, and compares the two; texts
 * are held against their hashes, keys against their seals. Sees one state, while others go on writing. Reports every
 * difference; without any, nothing was changed behind the service's back.
 * @throws OpenError when the database cannot be read
 */
export function verify(url: string, watch: Watch): Promise<Verified> {
  return withSnapshot(url, async (session) => {
    const { tables } = session;
    const head = await session.run(checkChain(tables, watch));
    await checkProjections(session, watch);
    await checkTexts(session, watch);
    await session.run(checkIndex(tables, watch));
    await session.run(checkKeys(tables, watch));
    const ahead = watch.begun === undefined ? [] : await session.run(recordedAhead(tables, watch.begun));
    return { head, ahead, ...(await counted(session)) };
  });
}

async function counted(session: Session): Promise<Pick<Verified, "records" | "purged">> {
  const first = await ask(session, sql`select kind, count(*) as records from ledger where version = 1 group by kind`);
  const found = Object.fromEntries(first.map(({ kind, records }) => [kind, Number(records)]));
  const [purged] = await ask(session, sql`select count(*) as lines from ledger where purged_by is not null`);
  const records = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, found[kind] ?? 0])) as Record<
    Kind,
    number
  >;
  return { records, purged: Number(purged?.lines) };
}

const strays = 100;

/** On SQLite, words that its own index does not know of. */
function* checkIndex({ search }: Tables, watch: Watch): Steps<void> {
  if (dialectOf(search) !== "sqlite") return;
  const lost = yield sql`select kind, owner from search_documents
    where id not in (select id from search_index_docsize) limit ${strays}`;
  for (const row of lost)
    watch.report({
      table: "search_index",
      key: `${row.kind} ${row.owner}`,
      problem: "missing",
      detail: "its words are not in the index",
    });
}
