import { openStore } from "../../src/store/open.ts";
import type { Finding, Watch } from "../../src/store/verify/finding.ts";
import { verify } from "../../src/store/verify/verify.ts";

/** How many of these parties the database lacks, and what `verify` finds wrong with the ledger and the tables. */
export async function checkLedger(url: string, acknowledged: ReadonlySet<string>) {
  const store = await openStore(url);
  const codes = [...acknowledged];
  const found = new Set((await store.getMany("party", codes)).map(({ code }) => code));
  const { seq } = await store.head();
  await store.close();
  const findings = await findingsIn(url);
  return { lost: codes.filter((code) => !found.has(code)).length, lines: seq, breaks: findings.length };
}

/** What `verify` finds, in a database that is open elsewhere or nowhere; it is only read. */
export async function findingsIn(url: string, remembered?: Watch["remembered"]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const report = (finding: Finding) => void findings.push(finding);
  const watch: Watch = { report, progress: () => {}, ...(remembered && { remembered }) };
  await verify(url, watch);
  return findings;
}
