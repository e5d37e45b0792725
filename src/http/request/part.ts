import { AsyncLocalStorage } from "node:async_hooks";
import type { Principal } from "../../records/context.ts";
import type { Store } from "../../store/port/store.ts";

/** A request that is a part of another one, such as an operation of a batch. */

/** Whose it is, and the transaction that it belongs to. */
export interface Whole {
  principal: Principal;
  store: Store;
  /** Why it is written, if that was said. */
  reason: string | undefined;
}

const wholes = new AsyncLocalStorage<Whole>();

/** Does work in which every request is a part of this one: it is neither counted nor asked who it is again. */
export function asPartsOf<T>(whole: Whole, work: () => Promise<T>): Promise<T> {
  return wholes.run(whole, work);
}

/** What the request that is being answered is a part of, or null. */
export function wholeOf(): Whole | null {
  return wholes.getStore() ?? null;
}
