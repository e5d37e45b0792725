import { z } from "zod";
import { fold, Id, RecordedInstant } from "../validation/fields.ts";

/** Each role may do all that the ones before it may. */
export const KeyRole = z.enum(["reader", "analyst", "admin"]).meta({
  id: "KeyRole",
  description:
    "What a key may do: `reader` reads, `analyst` also writes records and reads whole texts, `admin` also manages keys.",
});
export type KeyRole = z.infer<typeof KeyRole>;

/** What somebody may do; `none` is anyone, with or without a key. */
export type Rank = "none" | KeyRole;
export const ranks: readonly Rank[] = ["none", ...KeyRole.options];

/** Whether a role suffices where another is asked for. */
export function suffices(held: Rank, needed: Rank): boolean {
  return ranks.indexOf(held) >= ranks.indexOf(needed);
}

/** What the ledger calls the holder of SERVANDA_ADMIN_KEY. */
export const presetName = "preset-admin";
/** Names that the ledger has for others; those of tokens begin with `oidc:`, which no key's name can. */
const reserved: readonly string[] = [
  "anonymous",
  "command line",
  "export",
  "import",
  "seeds",
  "start",
  "SERVANDA_ADMIN_KEY",
  presetName,
];

/**
 * The recommended scripts of UAX #31, Table 5. Chinese, Japanese and Korean are written in several, and with Latin
 * (UTS #39, section 5.2, Highly Restrictive).
 */
const scripts = [
  ...["Arabic", "Armenian", "Bengali", "Cyrillic", "Devanagari", "Ethiopic", "Georgian", "Greek", "Gujarati"],
  ...["Gurmukhi", "Hebrew", "Kannada", "Khmer", "Lao", "Latin", "Malayalam", "Myanmar", "Oriya", "Sinhala"],
  ...["Tamil", "Telugu", "Thaana", "Thai", "Tibetan"],
  ...["Latin|Han|Hiragana|Katakana", "Latin|Han|Hangul", "Latin|Han|Bopomofo"],
];
const oneScript = scripts.map((names) => {
  const letters = names.split("|").map((name) => `\\p{scx=${name}}`);
  return new RegExp(`^[\\p{sc=Common}\\p{sc=Inherited}${letters.join("")}]*$`, "u");
});

/** Small letters of other scripts that look like Latin ones, and those (UTS #39, confusables.txt). */
const lookalikes = new Map([
  ...pairs("аеорсухіјѕһԁԛԝѵв", "aeopcyxijshdqwvb"),
  ...pairs("αορνυικτχγε", "aopvuiktxye"),
  ...pairs("кмнтԍ", "kmhtg"),
]);

function pairs(from: string, to: string): [string, string][] {
  return [...from].map((letter, n) => [letter, to[n] ?? ""]);
}

/** What two names that look alike have in common: accents, case, and look-alike letters make no difference. */
export function foldKeyName(name: string): string {
  const letters = [...fold(name).replace(/\s+/g, " ").trim()];
  return letters.map((letter) => lookalikes.get(letter) ?? letter).join("");
}

const reservedForms = new Set(reserved.map(foldKeyName));

/** A new name as it is kept: NFKC (UAX #15), without spaces around it. */
const NewName = z
  .string()
  .normalize("NFKC")
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,79}$/u, "use letters, digits, spaces and . _ @ + -, at most 80 of them")
  .refine((name) => oneScript.some((script) => script.test(name)), "use the letters of one script")
  .refine((name) => !reservedForms.has(foldKeyName(name)), "this name stands for something else in the ledger")
  .meta({
    description:
      "Who holds the key: what the ledger shows as `recordedBy`. In the letters of one script, and none that looks like that of another key not revoked.",
    examples: ["ann"],
  });

const fields = {
  role: KeyRole,
  expiresAt: RecordedInstant.nullable().meta({
    description: "From when on it is refused; null: never.",
    examples: ["2027-01-01T00:00:00.000Z"],
  }),
};

export const Key = z
  .strictObject({
    id: Id,
    name: z.string().meta({ description: "Who holds it: what the ledger shows as `recordedBy`.", examples: ["ann"] }),
    ...fields,
    createdAt: RecordedInstant,
    createdBy: z.string().meta({ description: "The name of the one who made it.", examples: ["admin"] }),
    revokedAt: RecordedInstant.nullable().meta({ description: "Since when it is refused; null: not revoked." }),
    lastUsedAt: RecordedInstant.nullable().meta({ description: "When it was last used, to the minute; null: never." }),
  })
  .meta({
    id: "ApiKey",
    description: "An API key. What it is made of is shown once, when it is made, and kept nowhere.",
  });
export type Key = z.infer<typeof Key>;

export const MadeKey = Key.extend({
  key: z.string().meta({
    description: "The key itself, for `Authorization: Bearer`. It is shown this once.",
    examples: ["svd_01981f6e1c007aaa8000000000000001_..."],
  }),
}).meta({ id: "MadeApiKey", description: "A new API key with its text." });
export type MadeKey = z.infer<typeof MadeKey>;

export const NewKey = z
  .strictObject({
    name: NewName,
    ...fields,
    expiresAt: z.iso
      .datetime({ offset: true, error: "write an RFC 3339 instant, such as 2027-01-01T00:00:00Z" })
      .nullable()
      .default(null)
      .meta({ description: "From when on it is refused; null: never.", examples: ["2027-01-01T00:00:00Z"] }),
  })
  .meta({ id: "NewApiKey", description: "A key to be made.", examples: [{ name: "ann", role: "analyst" }] });
export type NewKey = z.output<typeof NewKey>;

/** A key as it is stored: `hash` is the SHA-256 of its text, in hexadecimal. */
export interface StoredKey extends Key {
  hash: string;
}
