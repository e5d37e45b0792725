// biome-ignore-all lint/suspicious/noTemplateCurlyInString: lines of code, as they stand in their files
import { mutantsOf } from "./mutant.ts";

/** What only several processes on one PostgreSQL database can get wrong. */
export const postgres = mutantsOf(
  [
    [
      "two processes write at once, on the same end of the ledger",
      "src/store/postgres/engine.ts",
      "; select pg_advisory_xact_lock(${writeLock})`",
      "`",
      "store/concurrency.store",
    ],
    [
      "of writes that share a transaction, one that the server refuses takes the others along",
      "src/store/postgres/group-commit.ts",
      "const isDecided = begun.length === 0 || isCommitting || (!isLeft && (isApart || begun.length === 1));",
      "const isDecided = true;",
      "store/postgres/group-commit.store",
    ],
    [
      "what a write had done before it failed is kept, with the writes beside it",
      "src/store/postgres/group-commit.ts",
      "if (!isApart && !isClean) throw error;",
      "",
      "store/postgres/group-commit.store",
    ],
    [
      "a write whose caller has gone is committed with those of others",
      "src/store/postgres/group-commit.ts",
      "job.whenLeft = () => group.isCommitting || over.abort(job.signal?.reason);",
      "",
      "store/postgres/group-commit.store",
    ],
    [
      "each process grants a caller the whole of his rate limit",
      "src/http/limits/counter.ts",
      "Math.max(count.used, used + count.untold)",
      "Math.max(count.used, count.untold)",
      "store/postgres/rate-counts.http",
    ],
    [
      "two processes deliver to one webhook",
      "src/store/sql/webhooks.ts",
      "(${leaseUntil} is null or ${leaseUntil} < ${serverTime} or ${leaseBy} = ${by})",
      "true",
      "store/postgres/webhooks.http",
    ],
    [
      "processes that start at once bring a database up to date beside each other",
      "src/store/open.ts",
      "return await inTurn(client, async () => {",
      "return await (async (_: unknown, work: () => Promise<Opened>) => work())(client, async () => {",
      "store/postgres/opening.store",
    ],
    [
      "a process gives an answer from before what another has written",
      "src/http/cached-answers.ts",
      "if (!cache.ledger.isAt(head) && (await cache.ledger.upTo(database, head)) === null) return;",
      "if (cache.ledger.known() === 0) return;",
      "store/postgres/cached-answers.http",
    ],
  ],
  "postgresql",
);
