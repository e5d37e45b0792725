import { LRUCache } from "lru-cache";
import type { Party } from "../../domain/party.ts";
import type { Snapshot, Source } from "../../domain/source.ts";
import type { Entities, Kind } from "../../store/port/entities.ts";
import type { Query, Slice } from "../../store/port/query.ts";
import type { Change, Store } from "../../store/port/store.ts";

/**
 * Parties and sources that an import has read, since every line asks for them again. Nobody else writes meanwhile, so
 * they stay right until the import itself changes them or takes something back.
 */
export interface Memory {
  /** The store, with this memory; `wrote` hears of every write. */
  on: (store: Store, wrote: (changes: readonly Change[]) => void) => Store;
  forget: () => void;
}

const most = 4000;
/** Texts of sources are large: so many code units of them are kept. */
const mostText = 8_000_000;

export function createMemory(): Memory {
  const records = new LRUCache<string, Party | Source>({ max: most });
  const texts = new LRUCache<string, Slice<Snapshot>>({
    max: most,
    maxSize: mostText,
    sizeCalculation: ({ rows }) => 1 + rows.reduce((sum, { text }) => sum + (text?.length ?? 0), 0),
  });
  const keep = (kind: Kind, entity: object) => {
    for (const key of keysOf(entity as Party | Source)) records.set(`${kind} ${key}`, entity as Party | Source);
  };

  function on(store: Store, wrote: (changes: readonly Change[]) => void): Store {
    async function get<K extends Kind>(kind: K, key: string, options?: { deleted?: boolean }) {
      if (!isKept(kind) || options?.deleted) return store.get(kind, key, options);
      const known = records.get(`${kind} ${key}`) as Entities[K] | undefined;
      const entity = known ?? (await store.get(kind, key));
      if (entity !== null && known === undefined) keep(kind, entity);
      return entity;
    }
    async function getMany<K extends Kind>(kind: K, keys: readonly string[]) {
      if (!isKept(kind)) return store.getMany(kind, keys);
      const wanted = [...new Set(keys)].toSorted();
      const unknown = wanted.filter((key) => !records.has(`${kind} ${key}`));
      for (const entity of unknown.length === 0 ? [] : await store.getMany(kind, unknown)) keep(kind, entity);
      return wanted.flatMap((key) => (records.get(`${kind} ${key}`) as Entities[K] | undefined) ?? []);
    }
    async function list<K extends Kind>(kind: K, query: Query) {
      if (kind !== "snapshot") return store.list(kind, query);
      const key = JSON.stringify(query);
      const found = texts.get(key) ?? (await store.list("snapshot", query));
      texts.set(key, found);
      return found as Slice<Entities[K]>;
    }
    return {
      ...store,
      get,
      getMany,
      list,
      apply: async (changes, stamp) => {
        wrote(changes);
        const written = await store.apply(changes, stamp);
        if (changes.some(({ kind }) => kind === "snapshot")) texts.clear();
        if (changes.some(({ op, kind }) => op !== "create" && isKept(kind))) records.clear();
        return written;
      },
    };
  }

  return {
    on,
    forget: () => {
      records.clear();
      texts.clear();
    },
  };
}

const isKept = (kind: Kind): boolean => kind === "party" || kind === "source";
const keysOf = (entity: Party | Source): string[] => ("code" in entity ? [entity.code] : [entity.id, entity.slug]);
