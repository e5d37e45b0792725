import type { Context, Principal } from "../records/context.ts";
import { isId } from "../validation/fields.ts";

/** Streams end with the key that opened them, and with the service. */

const everyMs = 500;

export interface KeyWatch {
  /** Aborted when this key is revoked or has expired, or the service stops; it is looked after until `closed`. */
  watched: (principal: Principal, closed: AbortSignal) => AbortSignal;
  /** Ends all streams. */
  end: () => void;
}

export function watchKeys({ store, now }: Pick<Context, "store" | "now">): KeyWatch {
  const open = new Map<AbortController, string>();
  const state: { timer?: NodeJS.Timeout } = {};

  async function look(): Promise<void> {
    for (const id of new Set([...open.values()].filter(isId))) {
      const key = await store.getKey(id).catch(() => undefined);
      if (key === undefined) continue;
      const holds = key !== null && key.revokedAt === null && (key.expiresAt ?? "~") > now().toISOString();
      if (!holds) for (const [stream, owner] of open) if (owner === id) stream.abort();
    }
    plan();
  }

  function plan(): void {
    clearTimeout(state.timer);
    if (open.size > 0) state.timer = setTimeout(look, everyMs).unref();
  }

  return {
    end: () => {
      clearTimeout(state.timer);
      for (const stream of open.keys()) stream.abort();
    },
    watched: ({ id }, closed) => {
      const stream = new AbortController();
      open.set(stream, id);
      if (open.size === 1) plan();
      closed.addEventListener("abort", () => open.delete(stream));
      return stream.signal;
    },
  };
}
