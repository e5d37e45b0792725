import { define, key, nullable, text, unique } from "./builder.ts";

/** Keys are no records: the ledger never sees them, so that no history or feed can show a hash. */
export const { sqlite, postgresql } = define("keys", {
  columns: {
    id: key(text),
    name: text,
    role: text,
    hash: text,
    createdAt: text,
    createdBy: text,
    expiresAt: nullable(text),
    revokedAt: nullable(text),
    lastUsedAt: nullable(text),
    seal: nullable(text),
  },
  indexes: [{ ...unique("name"), whereNull: "revokedAt" }],
});
