import { AppError } from "../../errors/errors.ts";

/** What an OpenID Connect issuer publishes of itself: OpenID Connect Discovery 1.0, or else RFC 8414. */
export interface IssuerMetadata {
  issuer: string;
  jwks_uri: string;
  authorization_endpoint?: string;
  token_endpoint?: string;
  end_session_endpoint?: string;
  id_token_signing_alg_values_supported?: string[];
  /** Whether it says who it is as it sends a person back (RFC 9207). */
  authorization_response_iss_parameter_supported?: boolean;
}

export const timeoutMs = 3_000;
/** After the issuer failed to answer, it is not asked again for so long. */
const restMs = 5_000;

const endpoints = ["jwks_uri", "authorization_endpoint", "token_endpoint", "end_session_endpoint"] as const;

/** @throws Error where it cannot be reached, publishes under another name, or leads from https to http */
export async function discover(issuer: string): Promise<IssuerMetadata> {
  const { origin, pathname, protocol } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  const openid = await metadataAt(`${origin}${path}/.well-known/openid-configuration`);
  const metadata = openid ?? (await metadataAt(`${origin}/.well-known/oauth-authorization-server${path}`));
  if (metadata?.issuer !== issuer) throw new Error(`${issuer} does not publish metadata under that name`);
  for (const name of endpoints) {
    const address = metadata[name];
    if (address === undefined && name !== "jwks_uri") continue;
    const url = new URL(String(address));
    if (url.protocol !== "https:" && (url.protocol !== "http:" || protocol === "https:"))
      throw new Error(`${url.href} is not https`);
  }
  return metadata as IssuerMetadata;
}

async function metadataAt(url: string): Promise<Partial<IssuerMetadata> | null> {
  const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
  return answer.ok ? ((await answer.json()) as Partial<IssuerMetadata>) : null;
}

/** Does something once; after a failure it is not tried again for a while, and the failure stands. */
export function rested<T>(work: () => Promise<T>): () => Promise<T> {
  const state: { result?: Promise<T>; failedAt: number } = { failedAt: Number.NEGATIVE_INFINITY };
  return () => {
    if (state.result === undefined || performance.now() - state.failedAt > restMs) {
      state.failedAt = Number.POSITIVE_INFINITY;
      state.result = work();
      state.result.catch(() => {
        state.failedAt = performance.now();
      });
    }
    return state.result;
  };
}

/** Refuses what cannot be found out while the issuer does not answer. @throws AppError unavailable */
export function unavailable(cause: unknown): never {
  const error = new AppError(
    "unavailable",
    "The issuer of tokens cannot be reached right now. API keys work meanwhile.",
  );
  error.cause = cause;
  throw error;
}
