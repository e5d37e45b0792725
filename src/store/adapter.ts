import { sql } from "drizzle-orm";
import { applyChanges } from "./apply.ts";
import * as reads from "./read.ts";
import type { Engine } from "./statement.ts";
import type { Store } from "./store.ts";

/** The store port over an engine: every method is one generator, run by it. */
export function storeOn(engine: Engine): Store {
  const { tables } = engine;
  return {
    get: (kind, key, options) => engine.read(reads.get(tables, kind, key, options?.deleted ?? false)),
    getMany: (kind, keys) => engine.read(reads.getMany(tables, kind, keys)),
    list: (kind, query) => engine.read(reads.list(tables, kind, query)),
    count: (kind, filters, atMost) => engine.read(reads.count(tables, kind, filters, atMost)),
    referencesTo: (kind, key, limit) => engine.read(reads.referencesTo(tables, kind, key, limit)),
    timeline: (query) => engine.read(reads.timeline(tables, query)),
    revisions: (id, page) => engine.read(reads.revisions(tables, id, page)),
    linesOf: (transactions) => engine.read(reads.linesOf(tables, transactions)),
    linesAt: (states) => engine.read(reads.linesAt(tables, states)),
    head: () => engine.read(reads.head(tables)),
    apply: (changes, stamp) =>
      changes.length === 0 ? Promise.resolve([]) : engine.write(() => applyChanges(tables, changes, stamp)),
    ping: () => engine.read(ping()),
    close: () => engine.close(),
  };
}

function* ping() {
  yield sql`select 1`;
}
