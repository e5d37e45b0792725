import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Marks } from "../../../src/http/caching/dependencies.ts";
import { observed } from "../../../src/http/caching/observed-store.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { seed } from "../../helpers/store-for-each.ts";
import { change, makeCommitment, makeEvent, makeSource } from "../../helpers/stored-records.ts";
import { openTestStore } from "../../helpers/test-store.ts";

const commitment = makeCommitment(1, { parties: [{ party: "AAA", role: "promisor" }] });
const source = makeSource(1);
let held: Awaited<ReturnType<typeof openTestStore>>;
beforeEach(async () => {
  held = await openTestStore();
  const event = makeEvent(1, { commitmentId: commitment.id });
  await seed(held.store, [
    change("create", "source", source),
    change("create", "commitment", commitment),
    change("create", "event", event),
  ]);
});
afterEach(() => held.close());

/** The marks of what is read, in order; `after`: of a store that was observed before that. */
async function marksOf(read: (store: Store) => Promise<unknown>): Promise<string[]> {
  const marks: Marks = new Set();
  await read(observed(held.store, marks));
  return [...marks].toSorted();
}
const caller = { name: "a", signal: new AbortController().signal };

describe("of what is read is noted", () => {
  it.each<[string, (store: Store) => Promise<unknown>, string[]]>([
    ["a record, by whichever key", (store) => store.get("source", source.slug), [`source ${source.id}`]],
    ["the kind of a record that is not there", (store) => store.get("source", "none"), ["source"]],
    ["records, there or not", (store) => store.getMany("party", ["AAA", "BBB"]), ["party AAA", "party BBB"]],
    [
      "what decides a list, and what it shows",
      (store) => store.list("source", { sort: [{ field: "titleKey", descending: false }], limit: 5 }),
      [`source ${source.id}`, "source+", "source.titleKey"],
    ],
    [
      "what decides a count",
      (store) => store.count("source", [{ field: "kind", in: ["a"] }], 5),
      ["source+", "source.kind"],
    ],
    ["a commitment with its parts", (store) => store.revisions(commitment.id, { limit: 5 }), [`of ${commitment.id}`]],
    ["a timeline", (store) => store.timeline({ commitmentId: commitment.id, limit: 5 }), [`of ${commitment.id}`]],
    ["a timeline of all", (store) => store.timeline({ limit: 5 }), ["assessment", "commitment", "event", "milestone"]],
    ["a way along relations", (store) => store.path("part_of", { from: ["a"], to: ["b"] }), ["relation"]],
    ["anything, where the ledger is shown", (store) => store.head(), ["*"]],
    ["anything, of the feed", (store) => store.lines({ after: 0, limit: 5 }), ["*"]],
    ["anything, on a day", (store) => store.at({ on: "2026-01-01" }).list("party", { limit: 5 }), ["*"]],
    ["nothing, as of a line", (store) => store.at({ seq: 2 }).list("party", { limit: 5 }), []],
    ["the same for one caller", (store) => store.for(caller).get("party", "AAA"), ["party AAA"]],
    [
      "anything, of more than is told apart",
      (store) =>
        store.getMany(
          "party",
          Array.from({ length: 1001 }, (_, n) => `P${n}`),
        ),
      ["*"],
    ],
  ])("%s", async (_what, read, marks) => {
    expect(await marksOf(read)).toEqual(marks);
  });
});
