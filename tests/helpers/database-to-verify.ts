import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/port/store.ts";
import type { Finding, Watch } from "../../src/store/verify/finding.ts";
import { verify } from "../../src/store/verify/verify.ts";
import { worldOf, writeWorld } from "./random-records.ts";
import { tamper } from "./tamper.ts";
import { newDatabase, openTestStore } from "./test-store.ts";

/** For each test of a file, a database with the same records, what `verify` finds in it, and SQL behind its back. */
export function databaseToVerify() {
  const held = {} as { url: string; drop: () => Promise<void>; opened: Awaited<ReturnType<typeof openTestStore>> };
  beforeAll(async () => {
    Object.assign(held, await newDatabase());
    const store = await openStore(held.url);
    await writeWorld(store, worldOf(4));
    await store.close();
  });
  afterAll(() => held.drop());
  beforeEach(async () => {
    held.opened = await openTestStore(held.url);
  });
  afterEach(() => held.opened.close());

  async function findings(remembered?: Watch["remembered"]): Promise<Finding[]> {
    const found: Finding[] = [];
    const watch: Watch = {
      report: (finding) => found.push(finding),
      progress: () => {},
      ...(remembered && { remembered }),
    };
    await verify(held.opened.url, watch);
    return found;
  }

  return {
    store: (): Store => held.opened.store,
    url: (): string => held.opened.url,
    findings,
    /** What was found, as "problem table key field". */
    names: async (remembered?: Watch["remembered"]) =>
      (await findings(remembered)).map(({ problem, table, key, field }) =>
        [problem, table, key, field].filter((part) => part !== undefined).join(" "),
      ),
    write: (...statements: string[]) => tamper(held.opened.url, ...statements),
  };
}
