import type { Tables } from "../schema/tables.ts";
import { sealedKeys, sealOf } from "../sql/key-seals.ts";
import type { Steps } from "../sql/statement.ts";
import type { Watch } from "./finding.ts";

/** Checking that every key was made and revoked by the service: the ledger does not have them, their seals tell. */
export function* checkKeys(tables: Tables, watch: Watch): Steps<void> {
  const seal = yield* sealOf(tables);
  for (const key of yield* sealedKeys(tables)) {
    if (seal !== null && key.seal === seal(key)) continue;
    const isSealed = seal !== null && key.seal !== null;
    watch.report({
      table: "keys",
      key: String(key.id),
      problem: isSealed ? "changed" : "extra",
      detail: isSealed
        ? `the key "${key.name}" (${key.role}) is not as the service made or revoked it: its seal does not fit`
        : `the key "${key.name}" (${key.role}) was not made by the service: it has no seal`,
    });
  }
}
