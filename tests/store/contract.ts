import { describe } from "vitest";
import type { Store } from "../../src/store/port/store.ts";
import { changeSets } from "./contract/change-sets.ts";
import { changes } from "./contract/changes.ts";
import { paging } from "./contract/paging.ts";
import { reading } from "./contract/reading.ts";
import { references } from "./contract/references.ts";
import { relations } from "./contract/relations.ts";
import { timelines } from "./contract/timelines.ts";
import { writing } from "./contract/writing.ts";

/** What every database must do. `open` gives a store on an empty database, which closing the store deletes. */
export function storeContract(open: () => Promise<Store>): void {
  describe("writing", () => writing(open));
  describe("references", () => references(open));
  describe("relations", () => relations(open));
  describe("reading", () => reading(open));
  describe("paging", () => paging(open));
  describe("changes", () => changes(open));
  describe("timelines", () => timelines(open));
  describe("change sets", () => changeSets(open));
}
