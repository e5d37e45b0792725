import { openStore } from "../../src/store/open.ts";
import { readSnapshot } from "../../src/store/reader.ts";
import { type Finding, verify } from "../../src/store/verify.ts";

/** How many of these parties the database does not have, and what `verify` finds wrong with the ledger and the tables. */
export async function checkLedger(url: string, acknowledged: ReadonlySet<string>) {
  const store = await openStore(url);
  const codes = [...acknowledged];
  const found = new Set((await store.getMany("party", codes)).map(({ code }) => code));
  const { seq } = await store.head();
  await store.close();
  const findings: Finding[] = [];
  const watch = { report: (finding: Finding) => findings.push(finding), progress: () => {} };
  await readSnapshot(url, (tables) => verify(tables, watch));
  return { lost: codes.filter((code) => !found.has(code)).length, lines: seq, breaks: findings.length };
}
