import { lastDayBegun } from "../dates/future.ts";
import type { Finding, Watch } from "../store/verify/finding.ts";
import type { Ahead } from "../store/verify/future.ts";
import { type Verified, verify as verifyDatabase } from "../store/verify/verify.ts";
import { type Command, print, readOptions, UsageError } from "./command.ts";
import { progressPrinter } from "./progress.ts";

const mostShown = 1000;

export const verify: Command = {
  usage: "[--head SEQ:HASH] [--json]",
  summary: "walk the ledger's hash chain, and compare every table with what follows from it",
  details: `  --head SEQ:HASH   a head noted earlier, from this command or from GET /v1/changes: it must be in the chain.
                    Without one, lines cut off at the end cannot be noticed. HASH alone is enough.
  --json            one JSON object: ok, head, records, purged, ahead, found, findings (the first ${mostShown})

Reads one unchanging state of the database and writes nothing: the service may go on. Exit code 1 when anything differs.
Records that say of something still to come that it has happened are named too ("ahead"): they are as the ledger has them,
so they are mistakes of the record, not differences.`,
  run: async (args, terminal) => {
    const { json, head } = readOptions(args, { json: { type: "boolean" }, head: { type: "string" } });
    const remembered = head === undefined ? undefined : readHead(head);
    const findings: Finding[] = [];
    const state = { found: 0 };
    const report = (finding: Finding) => {
      state.found += 1;
      if (findings.length >= mostShown) return;
      findings.push(finding);
      if (!json) print(terminal, describe(finding));
    };
    const progress = progressPrinter(terminal.errors);
    const watch: Watch = { report, progress, begun: lastDayBegun(new Date()), ...(remembered && { remembered }) };
    const verified = await verifyDatabase(terminal.readConfig().databaseUrl, watch);
    const ok = state.found === 0;
    if (!json) for (const each of verified.ahead) print(terminal, describeAhead(each));
    print(
      terminal,
      json ? JSON.stringify({ ok, ...verified, found: state.found, findings }) : summary(verified, state.found),
    );
    return ok ? 0 : 1;
  },
};

/** @throws UsageError */
function readHead(text: string): { seq?: number; hash: string } {
  const [, seq, hash] = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/.exec(text) ?? [];
  if (hash === undefined) throw new UsageError(`--head "${text}" is no head: write SEQ:HASH, or HASH (64 hex digits).`);
  return { hash, ...(seq !== undefined && { seq: Number(seq) }) };
}

function describe({ table, key, field, problem, detail }: Finding): string {
  return `${problem.padEnd(7)}  ${table} ${key}${field === undefined ? "" : ` ${field}`}: ${detail}`;
}

function describeAhead({ table, key, field, date, commitment }: Ahead): string {
  return `ahead    ${table} ${key} ${field}: ${date} is still to come (commitment ${commitment})`;
}

function summary({ head, records, purged }: Verified, found: number): string {
  const total = Object.values(records).reduce((sum, count) => sum + count, 0);
  const gone = purged === 0 ? "" : ` (${purged} purged)`;
  const read = `${head.seq} ${head.seq === 1 ? "line" : "lines"} of the ledger${gone} and ${total} ${total === 1 ? "record" : "records"}`;
  if (found > 0) return `${read}: ${found} ${found === 1 ? "difference" : "differences"}.`;
  return head.seq === 0 ? `${read}: nothing to verify.` : `${read}: no difference. Head ${head.seq}:${head.hash}`;
}
