import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { keepKey } from "../../api.ts";

/** How the service says that people sign in. */
export type Way = Schemas["SignIn"];

/** A sign-in that was begun: what the issuer's answer is held against. */
export interface Begun {
  state: string;
  nonce: string;
  /** RFC 7636; whoever has the code alone gets nothing for it. */
  verifier: string;
  /** The page to go on with, and the role without which there is no going on. */
  returnTo: string;
  needs: "reader" | "analyst";
}

/** What came of it. The ID token is kept to sign out with. */
export interface Tokens {
  token: string;
  idToken: string;
}

const pendingName = "servanda-sign-in";
const idTokenName = "servanda-id-token";

export const redirectUri = (): string => `${location.origin}/desk/signed-in`;

export const keepPending = (begun: Begun): void => sessionStorage.setItem(pendingName, JSON.stringify(begun));

/** Once: an answer that comes back to a second time is none. */
export function takePending(state: string): Begun | null {
  const begun = JSON.parse(sessionStorage.getItem(pendingName) ?? "null") as Begun | null;
  if (begun === null || begun.state !== state) return null;
  sessionStorage.removeItem(pendingName);
  return begun;
}

export function keepIdToken(idToken: string | null): void {
  if (idToken === null) sessionStorage.removeItem(idTokenName);
  else sessionStorage.setItem(idTokenName, idToken);
}

export function keepTokens({ token, idToken }: Tokens): void {
  keepKey(token);
  keepIdToken(idToken);
}

export const keptIdToken = (): string | null => sessionStorage.getItem(idTokenName);

/**
 * Between the window in which a sign-in was begun and another one, to which the issuer came back. Its name is secret:
 * only who knows the state hears.
 */
type Told = { asks: true } | { begun: Begun } | { tokens: Tokens };
const channelOf = (state: string) => new BroadcastChannel(`servanda-sign-in ${state}`);

/** Lends what was begun to the window that asks for it, and takes what it got. */
export function awaitTokens(begun: Begun, take: (tokens: Tokens) => void): () => void {
  const channel = channelOf(begun.state);
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if ("asks" in data) channel.postMessage({ begun } satisfies Told);
    if ("tokens" in data) take(data.tokens);
  };
  return () => channel.close();
}

const patienceMs = 2000;

/** What another window of this browser begun by this state; null where none has. */
export function borrow(state: string): Promise<Begun | null> {
  const channel = channelOf(state);
  return new Promise<Begun | null>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Told>) => "begun" in data && resolve(data.begun);
    channel.postMessage({ asks: true } satisfies Told);
    setTimeout(() => resolve(null), patienceMs);
  }).finally(() => channel.close());
}

export function giveBack({ state }: Begun, tokens: Tokens): void {
  const channel = channelOf(state);
  channel.postMessage({ tokens } satisfies Told);
  channel.close();
}
