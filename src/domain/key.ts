import { z } from "zod";
import { Id, RecordedInstant } from "../validation/fields.ts";

/** Each role may do all that the ones before it may. */
export const KeyRole = z.enum(["reader", "analyst", "admin"]).meta({
  id: "KeyRole",
  description:
    "What a key may do: `reader` reads, `analyst` also writes records and reads whole texts, `admin` also manages keys.",
});
export type KeyRole = z.infer<typeof KeyRole>;

/** What somebody may do; `none` is anyone, with or without a key. */
export type Rank = "none" | KeyRole;
const ranks: readonly Rank[] = ["none", ...KeyRole.options];

/** Whether a role suffices where another is asked for. */
export function suffices(held: Rank, needed: Rank): boolean {
  return ranks.indexOf(held) >= ranks.indexOf(needed);
}

/** What the ledger calls the holder of SERVANDA_ADMIN_KEY. */
export const presetName = "preset-admin";
/** Names that the ledger has for others; those of tokens begin with `oidc:`, which no key's name can. */
const reserved: readonly string[] = ["anonymous", "seeds", "command line", presetName];

const KeyName = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,79}$/u, "use letters, digits, spaces and . _ @ + -, at most 80 of them")
  .refine((name) => !reserved.includes(name.toLowerCase()), "this name stands for something else in the ledger")
  .meta({
    description: "Who holds the key: what the ledger shows as `recordedBy`. Unique among the keys not revoked.",
    examples: ["ann"],
  });

const fields = {
  name: KeyName,
  role: KeyRole,
  expiresAt: RecordedInstant.nullable().meta({
    description: "From when on it is refused; null: never.",
    examples: ["2027-01-01T00:00:00.000Z"],
  }),
};

export const Key = z
  .strictObject({
    id: Id,
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
