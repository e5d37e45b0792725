import { createHash } from "node:crypto";
import { OperatorError } from "../../errors/errors.ts";
import { messageOf, OpenError } from "../engine/faults.ts";
import type { Head } from "../port/store.ts";
import { openSnapshot } from "../read-snapshot.ts";
import { kept, rebuild } from "../rebuild/rebuild.ts";
import { getTableName } from "../schema/drizzle.ts";
import type { TableOf, Tables } from "../schema/tables.ts";
import { ask, type Session } from "../session.ts";
import { readHead } from "../sql/apply.ts";
import { everyRow, sizeOf, valuesOf } from "../sql/rows.ts";
import { checkChain } from "../verify/chain.ts";
import type { Finding } from "../verify/finding.ts";
import { describePlace, openTarget } from "./endpoints.ts";

/** A copy that was not made, in words for the operator. Nothing is in the target then. */
export class CopyError extends OperatorError {}

/** What a table held: its rows, and the SHA-256 over all of them in order, alike on both engines. */
export interface CopiedTable {
  table: string;
  rows: number;
  sha256: string;
}
export interface Copied {
  tables: CopiedTable[];
  head: Head;
}

/** Who is told how far the work is; `table` by its SQL name. */
export interface CopyWatch {
  progress: (step: "copying" | "verifying" | "rebuilding", table: string, done: number, total: number) => void;
  /** A table has been read to its end and written. */
  copied: (table: CopiedTable) => void;
}

/**
 * Copies the ledger, and what does not follow from it, of one database into another, empty one, on the same engine or
 * the other, and makes all else anew there; all or nothing. Reads one unchanging state, while others go on writing.
 * Before it commits, it reads the target back: each table must have the same number of rows and the same hash, and the
 * ledger's chain must be valid and end at the same head. Holds a few megabytes at a time.
 * @throws OpenError, CopyError
 */
export async function copyDatabase({ from, to }: { from: string; to: string }, watch: CopyWatch): Promise<Copied> {
  try {
    return await within(openSnapshot(from), (source) =>
      within(openTarget(to), async (target) => {
        const copied = await copyAll(source, target, watch);
        await target.commit().catch(refuse);
        return copied;
      }),
    );
  } catch (error) {
    if (!isForeign(error)) throw error;
    const message = `Nothing was copied from ${describePlace(from)} to ${describePlace(to)}: ${messageOf(error)}`;
    throw new CopyError(message, { cause: error });
  }
}

/** A connection can break between a commit and its acknowledgement. */
function refuse(cause: Error): never {
  const message = `The copy was read back, but may not have been committed: ${messageOf(cause)}. Run it again: it is refused if it was.`;
  throw new CopyError(message, { cause });
}

async function within<T>(opening: Promise<Session>, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await opening;
  return work(session).finally(session.close);
}

/** Errors of the drivers and the file system have codes; a PostgreSQL connection that was lost has none. */
function isForeign(error: unknown): boolean {
  if (error instanceof OpenError || error instanceof CopyError || !(error instanceof Error)) return false;
  return typeof (error as { code?: unknown }).code === "string" || /connection/i.test(error.message);
}

async function copyAll(source: Session, target: Session, watch: CopyWatch): Promise<Copied> {
  const sent: [keyof Tables, CopiedTable][] = [];
  for (const name of kept) {
    const table = await flow(source, source.tables[name], {
      page: (rows) => target.insert(target.tables[name], rows),
      progress: (...place) => watch.progress("copying", ...place),
    });
    sent.push([name, table]);
    watch.copied(table);
  }
  for (const [name, expected] of sent) {
    const found = await flow(target, target.tables[name], {
      progress: (...place) => watch.progress("verifying", ...place),
    });
    if (found.rows !== expected.rows || found.sha256 !== expected.sha256) throw differs(expected, found);
  }
  const head = await checkHead(source, target, watch);
  const progress = (done: number, total: number) => watch.progress("rebuilding", "ledger", done, total);
  await target.run(rebuild(target.tables, { progress }));
  return { tables: sent.map(([, table]) => table), head };
}

function differs(expected: CopiedTable, found: CopiedTable): CopyError {
  const words = ({ rows, sha256 }: CopiedTable) => `${rows} rows with the hash ${sha256}`;
  return new CopyError(
    `Nothing was copied: ${expected.table} has ${words(expected)}, but in the target ${words(found)}.`,
  );
}

interface Flow {
  page?: (rows: unknown[][]) => Promise<void>;
  progress: (table: string, done: number, total: number) => void;
}

const pageBytes = 4 * 1024 * 1024;
const pageRows = 500;

/** Reads a table to its end; hashes each row as the JSON of its values. */
async function flow(session: Session, of: TableOf, { page, progress }: Flow): Promise<CopiedTable> {
  const table = getTableName(of.table);
  const [size] = await ask(session, sizeOf(of));
  const total = Number(size?.total);
  const atOnce = Math.max(1, Math.min(pageRows, Math.floor(pageBytes / (Number(size?.longest) + 1))));
  const hash = createHash("sha256");
  let done = 0;
  for await (const rows of session.pages(everyRow(of), atOnce)) {
    const values = rows.map((row) => valuesOf(row, of));
    for (const row of values) hash.update(`${JSON.stringify(row)}\n`);
    await page?.(values);
    done += rows.length;
    progress(table, done, total);
  }
  if (done !== total) throw new CopyError(`Nothing was copied: of ${total} rows in ${table}, ${done} were read.`);
  return { table, rows: done, sha256: hash.digest("hex") };
}

/** Walks the chain in the target. */
async function checkHead(source: Session, target: Session, watch: CopyWatch): Promise<Head> {
  const findings: Finding[] = [];
  const progress = (_: string, done: number, total = done) => watch.progress("verifying", "ledger", done, total);
  const report = (finding: Finding) => findings.push(finding);
  const head = await target.run(checkChain(target.tables, { report, progress }));
  const [first] = findings;
  if (first)
    throw new CopyError(
      `Nothing was copied: line ${first.key} of the ledger ${first.detail}. servanda verify tells all that is wrong.`,
    );
  const expected = await source.run(readHead(source.tables));
  if (head.hash !== expected.hash)
    throw new CopyError(`Nothing was copied: the ledger ends at ${expected.hash}, in the target at ${head.hash}.`);
  return head;
}
