import { isDeepStrictEqual } from "node:util";
import type { Document, Json, Schema } from "./document.ts";

export const ref = (kind: string, name: string): Schema => ({ $ref: `#/components/${kind}/${name}` });

const schemaRef = "#/components/schemas/";
const suffix = "Input";

/**
 * The type provider describes every schema twice, as X for answers and XInput for requests. One is kept where they say
 * the same, or where only one is used; additional properties are closed by the request's reading alone, so that
 * answers may gain fields without breaking strict clients.
 */
export function mergeVariants(document: Document): Document {
  const { schemas } = document.components;
  const same = sameVariants(schemas);
  const merged = Object.entries(schemas).flatMap(([name, schema]): [string, Schema][] => {
    const base = name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
    if (!same.has(base)) return [[name, schema]];
    return name === base ? [] : [[base, schema]];
  });
  const once = renameRefs({ ...withSchemas(document, Object.fromEntries(merged)) }, (name) => {
    const base = name.slice(0, -suffix.length);
    return name.endsWith(suffix) && same.has(base) ? base : name;
  });
  const used = reachable({ ...once, components: { ...once.components, schemas: {} } }, once.components.schemas);
  const inputOnly = (name: string) => name.endsWith(suffix) && !used.has(name.slice(0, -suffix.length));
  const rename = (name: string) => (inputOnly(name) ? name.slice(0, -suffix.length) : name);
  const kept = Object.entries(once.components.schemas).filter(([name]) => used.has(name));
  const renamed = kept.map(([name, schema]) => [rename(name), schema] as const);
  const sorted = Object.fromEntries(renamed.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return openAnswers(renameRefs(withSchemas(once, sorted), rename));
}

function openAnswers(document: Document): Document {
  const requests = Object.values(document.paths)
    .flatMap((item) => Object.values(item))
    .map(({ parameters, requestBody }) => ({ parameters, requestBody }));
  const asked = reachable(requests, document.components.schemas);
  const schemas = Object.entries(document.components.schemas);
  return withSchemas(
    document,
    Object.fromEntries(schemas.map(([name, schema]) => [name, asked.has(name) ? schema : opened(schema)])),
  );
}

/** Leaves out the components that nothing refers to. */
export function prune(document: Document): Document {
  const text = JSON.stringify(document);
  const kinds = Object.entries(document.components).map(([kind, parts]) => {
    const used = Object.entries(parts).filter(([name]) => text.includes(`"#/components/${kind}/${name}"`));
    return [kind, Object.fromEntries(used)] as const;
  });
  const pruned = { ...document, components: Object.fromEntries(kinds) } as Document;
  return JSON.stringify(pruned).length === text.length ? pruned : prune(pruned);
}

/** Names whose two descriptions are the same, assuming at first that all are and dropping those that differ. */
function sameVariants(schemas: Readonly<Record<string, Schema>>): ReadonlySet<string> {
  const candidates = Object.keys(schemas).filter((name) => Object.hasOwn(schemas, `${name}${suffix}`));
  const narrow = (same: ReadonlySet<string>): ReadonlySet<string> => {
    const unify = (name: string) => {
      const base = name.slice(0, -suffix.length);
      return name.endsWith(suffix) && same.has(base) ? base : name;
    };
    const left = [...same].filter((name) =>
      isDeepStrictEqual(opened(mapRefs(schemas[name], unify)), opened(mapRefs(schemas[`${name}${suffix}`], unify))),
    );
    return left.length === same.size ? same : narrow(new Set(left));
  };
  return narrow(new Set(candidates));
}

/** The same schema with its objects open to further properties. */
export function opened<T extends Json | undefined>(value: T): T {
  if (Array.isArray(value)) return value.map(opened) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, child]) => !(key === "additionalProperties" && child === false));
  return Object.fromEntries(entries.map(([key, child]) => [key, opened(child)])) as T;
}

function withSchemas(document: Document, schemas: Record<string, Schema>): Document {
  return { ...document, components: { ...document.components, schemas } };
}

function renameRefs(document: Document, rename: (name: string) => string): Document {
  return mapRefs(document as unknown as Json, rename) as unknown as Document;
}

function mapRefs<T extends Json | undefined>(value: T, rename: (name: string) => string): T {
  if (Array.isArray(value)) return value.map((item) => mapRefs(item, rename)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => {
    const isRef = key === "$ref" && typeof child === "string" && child.startsWith(schemaRef);
    return [key, isRef ? `${schemaRef}${rename(child.slice(schemaRef.length))}` : mapRefs(child, rename)];
  });
  return Object.fromEntries(entries) as T;
}

/** Names of the schemas that `start` refers to, directly or through others. */
function reachable(start: unknown, schemas: Readonly<Record<string, Schema>>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown) => {
    const names = [...JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name = ""]) => name,
    );
    for (const name of names.filter((candidate) => !found.has(candidate))) {
      found.add(name);
      visit(schemas[name] ?? null);
    }
  };
  visit(start);
  return found;
}
