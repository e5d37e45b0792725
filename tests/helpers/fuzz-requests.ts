import fc, { type GeneratorValue } from "fast-check";
import type { Document, Json, OperationObject, Schema } from "../../src/http/contract/types.ts";
import { isEndless, type Parameter, parametersOf } from "./contract-check.ts";
import { injections } from "./hostile-values.ts";

/** Requests made from the contract alone: valid ones, ones at the bounds of what is valid, and hostile ones. */

/** A request as it goes over the wire. */
export interface Shot {
  operationId: string;
  method: string;
  target: string;
  headers: Record<string, string>;
  body?: string;
}

/** What answers have told, so that requests ask for what is there: newest keys, addresses, cursors, tags. */
export interface Known {
  keys: Record<string, string[]>;
  addresses: Record<string, string[]>;
  cursors: string[];
  tags: string[];
}
export const nothingKnown = (): Known => ({ keys: {}, addresses: {}, cursors: [], tags: [] });

/** Members of bodies that name a record, and of which collection. */
const references: Readonly<Record<string, string>> = {
  sourceId: "sources",
  quoteId: "quotes",
  supersedes: "events",
  id: "quotes",
  parent: "parties",
};

interface Operation {
  method: string;
  path: string;
  operation: OperationObject;
}

const hostile: readonly Json[] = [
  ...[
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\uffff",
    "\u202e\u2066",
    "é\u0301",
    "👩‍👩‍👧",
    "ﬀ",
    "İ",
    "x".repeat(301),
  ],
  ...["' or 1=1 --", '"); drop table ledger; --', "%", "%00", "../../etc/passwd", "__proto__", "constructor", "$ne"],
  ...[
    "null",
    "true",
    "-0",
    "1e400",
    "2023-13-45",
    "9999-99-99",
    "0000",
    "-9999",
    "2024-02-30",
    "../..",
    "*",
    "!",
    "-",
    ",",
  ],
  ...[
    0,
    -1,
    1.5,
    1e308,
    2 ** 60,
    true,
    false,
    null,
    [],
    {},
    [[[[[[[[]]]]]]]],
    JSON.parse('{"__proto__":{"a":1},"toString":1}'),
  ],
];
const texts = hostile.filter((value) => typeof value === "string");
const dates = [
  "2023",
  "2023-05",
  "2023-05-26",
  "2024~",
  "2023?",
  "2023-06/2023-12",
  "2026/..",
  "../2027",
  "0000",
  "9999-12-31",
];
const instants = [
  "2026-11-23T09:00:00.000Z",
  "2023-01-01T00:00:00+06:00",
  "1970-01-01T00:00:00Z",
  "2099-01-01T00:00:00Z",
];

/** Makes requests. One in four carries something that no schema allows. */
export function shooter(document: Document, known: Known) {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => !isEndless(operation))
      .map(([method, operation]): Operation => ({ method: method.toUpperCase(), path, operation })),
  );

  return (g: GeneratorValue): Shot => {
    const pick = <T>(list: readonly T[]): T => list[g(fc.nat, list.length - 1)] as T;
    const chance = (percent: number): boolean => g(fc.nat, 99) < percent;
    const wild = chance(25);
    const name = ($ref: Json | undefined) =>
      String($ref ?? "")
        .split("/")
        .at(-1) ?? "";

    function text(schema: Schema, ref: string, member: string): string {
      const keys = known.keys[references[member] ?? ""] ?? [];
      if (member in references) return pick(["01900000-0000-7000-8000-00000000dead", ...keys, ...keys]);
      if (member === "code") return `P${g(fc.nat, 1_000_000)}`;
      if (ref === "Id") return "01900000-0000-7000-8000-00000000dead";
      if (ref === "Slug") return `slug-${g(fc.nat, 1_000_000)}`;
      if (ref === "PartyCode") return pick(["KGZ", "CHN", "UZB", ...(wild ? ["XXX"] : [])]);
      if (ref === "Edtf") return pick(dates);
      if (ref === "Instant") return pick(instants);
      if (ref === "PlainDate") return pick(["2023-05-26", "2024-02-29", "2026-11-23", "9999-12-31"]);
      const { examples, maxLength, format, pattern } = schema as {
        examples?: string[];
        maxLength?: number;
        format?: string;
        pattern?: string;
      };
      if (pattern === "^!.*") return `!${pick(["stated", "KGZ", "x"])}`;
      if (format === "uri") return "https://example.org/a";
      if (maxLength !== undefined && maxLength <= 500 && chance(10)) return "m".repeat(maxLength + g(fc.nat, 1));
      if (chance(12)) return pick(injections) + pick(["", "a\u0000b", "x"]);
      return examples && chance(50)
        ? pick(examples)
        : pick(["railway", "border port", "culture", "текст", "中国", "a b"]);
    }

    function number({ minimum, maximum, exclusiveMinimum }: Record<string, number>): number {
      const low = minimum ?? (exclusiveMinimum ?? 0) + 1;
      return pick([low, maximum ?? low + 1000, low + 1, ...(wild ? [low - 1, (maximum ?? 1e9) + 1, 0.5] : [])]);
    }

    function object(schema: Schema, depth: number): Json {
      const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
      const required = (schema.required ?? []) as string[];
      const chosen = properties.filter(([field]) =>
        required.includes(field) ? !(wild && chance(10)) : chance(depth > 2 ? 15 : 40),
      );
      const made = chosen.map(([field, value]) => [field, sample(value, depth + 1, field)]);
      if (wild && chance(15)) made.push([pick(["unknown", "id", "version", "constructor", "deletedAt"]), 1]);
      return Object.fromEntries(made) as Json;
    }

    function sample(schema: Schema, depth = 0, member = ""): Json {
      if (wild && chance(12)) return pick(hostile);
      if (typeof schema !== "object") return pick(hostile);
      const ref = name(schema.$ref);
      const at = ref ? { ...(document.components.schemas[ref] ?? {}) } : schema;
      if (Array.isArray(at.enum)) return pick(at.enum as Json[]);
      if ("const" in at) return at.const as Json;
      const either = (at.anyOf ?? at.oneOf) as Schema[] | undefined;
      if (either) return sample(pick(either), depth, member);
      const type = Array.isArray(at.type) ? pick(at.type) : at.type;
      if (type === "string") return text(at, ref, member);
      if (type === "integer" || type === "number") return number(at as never);
      if (type === "boolean") return chance(50);
      if (type === "array")
        return Array.from({ length: Math.max(Number(at.minItems ?? 0), g(fc.nat, 2)) }, () =>
          sample(at.items as Schema, depth + 1),
        );
      if (type === "object" && at.properties) return object(at, depth);
      if (type === "object")
        return { [pick(["en", "ru", "x"])]: sample((at.additionalProperties as Schema) ?? {}, depth + 1) };
      return type === "null" ? null : pick(hostile);
    }

    const encode = (value: Json): string => {
      const word = (item: Json) => (typeof item === "object" ? JSON.stringify(item) : String(item));
      return encodeURIComponent((Array.isArray(value) ? value.map(word).join(",") : word(value)).toWellFormed());
    };

    function addressOf(path: string, parameters: readonly Parameter[]): string {
      const of = (parameter: Parameter): string => {
        if (wild && chance(10)) return encode(pick(injections));
        if (wild && chance(10)) return pick(["%zz", "%ff", "%00", encode(pick(texts))]);
        if (parameter.name === "cursor") return encode(pick(["x", ...known.cursors]));
        return encode(sample(parameter.schema, 0, { source: "sourceId" }[parameter.name] ?? ""));
      };
      const there = Object.keys(known.addresses)
        .filter((template) => path.startsWith(template) && (known.addresses[template]?.length ?? 0) > 0)
        .sort((a, b) => b.length - a.length)[0];
      const isThere = there !== undefined && chance(wild ? 50 : 90);
      const start = isThere ? pick(known.addresses[there] ?? []) : "";
      const filled =
        start +
        path.slice(isThere ? there.length : 0).replaceAll(/\{(\w+)\}/g, (_, field) => {
          const parameter = parameters.find((each) => each.in === "path" && each.name === field);
          return parameter ? of(parameter) || "x" : "x";
        });
      const query = parameters
        .filter(
          (parameter) =>
            parameter.in === "query" && (parameter.required || chance(parameter.name === "cursor" ? 4 : 12)),
        )
        .map((parameter) => `${parameter.name}=${of(parameter)}`);
      if (wild && chance(10)) query.push(pick(["unknown=1", "limit=2", "=", "&&", "a[]=1", "__proto__=1"]));
      return query.length > 0 ? `${filled}?${query.join("&")}` : filled;
    }

    function headersOf(): Record<string, string> {
      const tag = () => pick(['"1"', "*", 'W/"2"', '"x"', ...known.tags, ...(wild ? ["", "1", '"', ",,"] : [])]);
      return {
        ...(chance(15) && { "if-match": tag() }),
        ...(chance(30) && { "if-none-match": tag() }),
        ...(chance(15) && {
          "idempotency-key": pick(["k1", "k2", '"k3"', "k'4", "k' or 1=1 --", ...(wild ? ["", "x".repeat(256)] : [])]),
        }),
        ...(chance(10) && {
          accept: pick(["application/json", "*/*", "text/html", ...(wild ? ["nothing", "a/b;q=2", ""] : [])]),
        }),
        ...(wild && chance(10) && { "x-request-id": pick(["ok", "bad\tid", "y".repeat(200)]) }),
      };
    }

    function bodyOf(operation: OperationObject): { body?: string; type?: string } {
      const content = (operation.requestBody as { content?: Record<string, { schema: Schema }> } | undefined)?.content;
      if (!content) return wild && chance(10) ? { body: "{}", type: "application/json" } : {};
      const type = pick(Object.keys(content));
      if (wild && chance(8))
        return { body: pick(["", "{", "[]", "null", '{"a":1,"a":2}', "\u0000", "[".repeat(5000)]), type };
      const value = sample(content[type]?.schema ?? {});
      const body = type === "text/plain" && typeof value !== "object" ? String(value) : JSON.stringify(value);
      return { body, type: wild && chance(5) ? pick(["text/html", "application/json; charset=utf-16", "x"]) : type };
    }

    const { method, path, operation } = pick(operations);
    const { body, type } = bodyOf(operation);
    return {
      operationId: operation.operationId,
      method: wild && chance(5) ? pick(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]) : method,
      target: addressOf(path, parametersOf(document, operation)),
      headers: { ...headersOf(), ...(type !== undefined && { "content-type": type }) },
      ...(body !== undefined && { body }),
    };
  };
}

/** Where the records of each collection are found: their address in the contract, and its parts in the record. */
const places: readonly [
  collection: string,
  template: string,
  at: (record: Record<string, unknown>) => string | null,
][] = [
  [
    "commitments",
    "/v1/commitments/{id}",
    ({ slug, firmness, due }) => (firmness && due !== undefined ? `/v1/commitments/${slug}` : null),
  ],
  [
    "events",
    "/v1/commitments/{id}/events/{eventId}",
    ({ id, commitmentId, recordedBy, type }) =>
      type && recordedBy ? `/v1/commitments/${commitmentId}/events/${id}` : null,
  ],
  [
    "milestones",
    "/v1/commitments/{id}/milestones/{milestoneId}",
    ({ id, commitmentId, weight }) => (weight ? `/v1/commitments/${commitmentId}/milestones/${id}` : null),
  ],
  [
    "assessments",
    "/v1/commitments/{id}/assessments/{assessmentId}",
    ({ id, commitmentId, assessor }) => (assessor ? `/v1/commitments/${commitmentId}/assessments/${id}` : null),
  ],
  [
    "relations",
    "/v1/commitments/{id}/relations/{relationId}",
    ({ id, from, direction }) => (direction ? `/v1/commitments/${from}/relations/${id}` : null),
  ],
  [
    "sources",
    "/v1/sources/{id}",
    ({ slug, issuedBy, archiveUrl }) => (issuedBy && archiveUrl !== undefined ? `/v1/sources/${slug}` : null),
  ],
  ["quotes", "/v1/quotes/{id}", ({ id, exact, anchor }) => (exact && anchor ? `/v1/quotes/${id}` : null)],
  [
    "parties",
    "/v1/parties/{code}",
    ({ code, wikidataId }) => (code && wikidataId !== undefined ? `/v1/parties/${code}` : null),
  ],
  [
    "snapshots",
    "/v1/sources/{id}/snapshots/{snapshotId}",
    ({ id, sourceId, sha256 }) => (sha256 && sourceId ? `/v1/sources/${sourceId}/snapshots/${id}` : null),
  ],
];

/** Remembers what an answer names, the newest two hundred of each. */
export function learn(known: Known, body: unknown, headers: Record<string, unknown>): void {
  const keep = (list: string[], value: unknown) => {
    if (typeof value !== "string" || list.includes(value)) return;
    list.push(value);
    if (list.length > 200) list.shift();
  };
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const record = value as Record<string, unknown>;
    for (const [collection, template, addressOf] of places) {
      const address = addressOf(record);
      if (address === null) continue;
      known.addresses[template] ??= [];
      known.keys[collection] ??= [];
      keep(known.addresses[template], address);
      for (const key of [record.id, record.slug, record.code]) keep(known.keys[collection], key);
    }
    keep(known.cursors, record.next);
    for (const child of Object.values(record)) visit(child);
  };
  visit(body);
  keep(known.tags, headers.etag);
}

/** What is gone is not asked for again, but by chance. */
export function forget(known: Known, target: string): void {
  const path = target.split("?")[0] ?? "";
  for (const list of Object.values(known.addresses)) {
    const at = list.indexOf(path);
    if (at !== -1) list.splice(at, 1);
  }
}
