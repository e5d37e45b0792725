import slugify from "@sindresorhus/slugify";
import { z } from "zod";
import { PlainDate } from "../dates/edtf.ts";
import { AppError, type Fault } from "../errors/errors.ts";
import { toPointer } from "./text.ts";

/** Schemas of fields that several nouns share, and the merge patch on them. */

export const Id = z
  .uuid()
  .meta({ id: "Id", description: "A UUIDv7 (RFC 9562).", examples: ["01981f6e-1c00-7aaa-8000-000000000001"] });
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower-case letters, digits and single hyphens, such as cku-railway")
  .max(100)
  .refine((slug) => !isId(slug), "a slug must not look like an id")
  .meta({ id: "Slug", description: "A readable, unique name for addresses.", examples: ["cku-railway"] });
export const Key = z
  .string()
  .min(1)
  .max(100)
  .meta({ description: "An id or a slug.", examples: ["cku-railway"] });
export const PartyCode = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, "use letters, digits and hyphens, such as KGZ, CN-XJ or SCO")
  .meta({ id: "PartyCode", description: "ISO 3166-1 alpha-3, ISO 3166-2, or an acronym.", examples: ["KGZ"] });
/**
 * A party that is named by its code. Any words are read: who writes a name is told the code by whoever looks the party
 * up.
 */
export const PartyRef = z
  .string()
  .min(1)
  .max(300)
  .meta({ id: "PartyRef", description: "The code of a party that is there.", examples: ["KGZ"] });
export const Version = z
  .int()
  .min(1)
  .max(2_147_483_647)
  .meta({ description: "Goes up by one with every change.", examples: [3] });
export const RecordedInstant = z.iso
  .datetime({ precision: 3 })
  .meta({ description: "RFC 3339, UTC, milliseconds.", examples: ["2026-11-23T09:00:00.000Z"] });
/** Language, script, region, variants, extensions, private use, as ECMA-402 reads them. */
const languageTag = [
  "^([A-Za-z]{2,3}|[A-Za-z]{5,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*",
  "(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?$",
].join("");
export const Language = z
  .string()
  .max(35)
  .refine(isLanguageTag, "write a BCP 47 language tag, such as en, ru, zh-Hans")
  .meta({
    id: "Language",
    description: "A BCP 47 language tag.",
    pattern: languageTag,
    examples: ["en", "zh-Hans"],
  });
export const WebUrl = z
  .string()
  .refine((url) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(url), "an address holds no line breaks or control characters")
  .check(z.url({ protocol: /^https?$/, error: "write an absolute http or https address" }))
  .refine((url) => !holdsCredentials(url), { error: "leave out the user name and password before the @", abort: true })
  .overwrite(asUri)
  .max(2000)
  .meta({
    description: "An absolute http(s) address, without credentials. What a URI cannot hold is escaped (RFC 3986).",
    examples: ["https://example.org/communique"],
  });
/** A bound of an uncertain date: null is open or unknown. */
export const Bound = PlainDate.nullable();

export const line = (max: number) => z.string().min(1).max(max).regex(/\S/, "must not be blank");
export const prose = (max: number) => z.string().max(max);

/** In the contract: none of these may be so of a body. Generators of types pass over `not`. */
export const never = (...cases: object[]) => ({ not: cases.length === 1 ? cases[0] : { anyOf: cases } });
/** All of these members are there, and not null. */
export const given = (...names: string[]) => ({ required: names, ...membersOf(names, { not: { type: "null" } }) });
/** All of these members are null or left out. */
export const missing = (...names: string[]) => membersOf(names, { type: "null" });
const membersOf = (names: string[], schema: object) => ({
  properties: Object.fromEntries(names.map((name) => [name, schema])),
});

function holdsCredentials(url: string): boolean {
  const { username, password } = URL.canParse(url) ? new URL(url) : { username: "", password: "" };
  return username !== "" || password !== "";
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** A slug from a title, transliterated; `fallback` (an id) where the title gives none, as with Chinese. */
export function slugFrom(title: string, fallback: string): string {
  const slug = slugify(title).slice(0, 80).replace(/-$/, "");
  return slug === "" || isId(slug) ? fallback.slice(-12) : slug;
}

/** Text without accents and case, for sorting and comparing alike on every engine. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

type Json = unknown;
const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON Merge Patch (RFC 7396). Members named in `whole` are replaced as one value, not merged. */
export function mergePatch(target: Json, patch: Json, whole: readonly string[] = []): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = whole.includes(name) ? value : mergePatch(result[name], value);
  }
  return result;
}

/**
 * What a record's writable fields become under a merge patch, checked like a whole new record.
 * @throws AppError invalid_request, when the patch takes away what is required.
 */
export function patched<S extends z.ZodObject>(
  schema: S,
  current: object,
  patch: object,
  whole: string[] = [],
): z.output<S> {
  const writable = Object.fromEntries(Object.entries(current).filter(([name]) => name in schema.shape));
  const result = schema.safeParse(mergePatch(writable, patch, whole));
  if (result.success) return result.data;
  const errors: Fault[] = result.error.issues.map((issue) => ({
    pointer: toPointer(issue.path),
    code: issue.code,
    detail:
      issue.path.length === 1 && (patch as Record<string, Json>)[String(issue.path[0])] === null
        ? "is required"
        : issue.message,
  }));
  throw new AppError("invalid_request", "The patched record would not be valid.", { errors });
}

/** The merge-patch form of a schema: every field optional, null where it takes the field away. */
export function patchOf<S extends z.ZodObject>(schema: S, id: string, description: string) {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(schema.shape))
    shape[name] = withoutDefault(field as z.ZodType)
      .nullable()
      .exactOptional();
  return z.strictObject(shape).meta({ id, description });
}

function withoutDefault(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodDefault || field instanceof z.ZodOptional)
    return withoutDefault(field.unwrap() as z.ZodType);
  return field;
}

/** Whether two JSON values are equal, whatever the order of their members. */
export function isSame(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && isSame(a[name], b[name]));
}

/** What a path, a query or a fragment may hold (RFC 3986, appendix A). */
const uriCharacters = "!$&'()*+,\\-./0-9:;=?@A-Z_a-z~";
const uri = new RegExp(
  `^https?://[a-z0-9.:[\\]_~-]+(?:[/?](?:[${uriCharacters}]|%[0-9a-f]{2})*)?(?:#(?:[${uriCharacters}]|%[0-9a-f]{2})*)?$`,
  "i",
);

/** An address as people copy it, as a URI: its host in ASCII, what no URI can hold escaped. One that is a URI stays. */
function asUri(address: string): string {
  if (uri.test(address) || !URL.canParse(address)) return address;
  const { origin, pathname, search, hash } = new URL(address);
  const unheld = new RegExp(`%(?![0-9A-Fa-f]{2})|[^%${uriCharacters}]`, "gu");
  const escaped = (part: string) => part.replace(unheld, encodeURIComponent);
  return `${origin}${escaped(pathname)}${escaped(search)}${hash && `#${escaped(hash.slice(1))}`}`;
}
