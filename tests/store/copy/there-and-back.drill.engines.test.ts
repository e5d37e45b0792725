import { expect, it } from "vitest";
import { copyDatabase } from "../../../src/store/copy/copy.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Finding, Watch } from "../../../src/store/verify/finding.ts";
import { verify } from "../../../src/store/verify/verify.ts";
import { databasesToCopy, quiet } from "../../helpers/databases-to-copy.ts";
import { worldOf, writeWorld } from "../../helpers/random-records.ts";

const { place } = databasesToCopy();

it("whatever the words and numbers, there and back again is the same to the byte", async () => {
  const [from, there, back] = [await place("sqlite"), await place("postgresql"), await place("sqlite")];
  const store = await openStore(from);
  await writeWorld(store, worldOf(7));
  await store.close();
  const out = await copyDatabase({ from, to: there }, quiet);
  expect(await copyDatabase({ from: there, to: back }, quiet)).toEqual(out);
  const found: Finding[] = [];
  const watch: Watch = { report: (finding) => found.push(finding), progress: () => {} };
  for (const url of [there, back]) await verify(url, watch);
  expect(found).toEqual([]);
});
