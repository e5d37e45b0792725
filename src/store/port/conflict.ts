import type { Kind } from "./entities.ts";

/**
 * Why `apply` wrote nothing: someone else was quicker, the same request has taken effect, or a record that is named is
 * missing, is taken, is still pointed at, or would close a circle.
 */
export class StoreConflict extends Error {
  readonly reason: "repeated" | "version" | "missing_reference" | "in_use" | "slug_taken" | "exists" | "cycle";
  readonly kind: Kind | "idempotency";
  readonly id: string;

  constructor(reason: StoreConflict["reason"], kind: StoreConflict["kind"], id: string) {
    super(`${reason}: ${kind} ${id}`);
    this.reason = reason;
    this.kind = kind;
    this.id = id;
  }
}
