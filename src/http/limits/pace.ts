/** What a client is expected to take, or to send, while somebody waits for its place. */
const bytesPerMs = 65_536 / 1000;

/** How far a client is behind: time in which it was waited for, less the time that what it moved is worth. */
export interface Pace {
  /** From now on it is the client's turn. */
  wait: () => void;
  /** It has taken or sent so many bytes: what it waits for now is not its fault. */
  moved: (bytes: number) => void;
  isBehind: () => boolean;
}

/** A client that is ahead gains nothing by it, so that one that stops is behind after `patienceMs`. */
export function keepPace(patienceMs: number): Pace {
  const state: { behindMs: number; since: number | null } = { behindMs: 0, since: null };
  const waitedMs = () => (state.since === null ? 0 : performance.now() - state.since);
  return {
    wait: () => {
      state.since = performance.now();
    },
    moved: (bytes) => {
      state.behindMs = Math.max(0, state.behindMs + waitedMs() - bytes / bytesPerMs);
      state.since = null;
    },
    isBehind: () => state.behindMs + waitedMs() > patienceMs,
  };
}
