import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify, type RemoteJWKSet } from "jose";
import { KeyRole, type Rank, suffices } from "../../domain/key.ts";
import { AppError } from "../../errors/errors.ts";
import type { Principal } from "../../records/context.ts";
import { discover, rested, timeoutMs, unavailable } from "./issuer-metadata.ts";

/**
 * Access tokens of an OpenID Connect issuer: JWTs by the profile of RFC 9068, signed with the issuer's published keys.
 */

export interface Issuer {
  /** The `iss` of its tokens, to the letter. */
  issuer: string;
  /** What must be among the `aud` of a token. */
  audience: string;
  /** The claim that holds roles: its name, or a path of names joined by dots, such as `realm_access.roles`. */
  roleClaim: string;
}

/** Who a token stands for. @throws AppError invalid_token, or unavailable while the issuer's keys cannot be had */
export type VerifyToken = (token: string, now: Date) => Promise<Principal>;

/** Signatures by public keys alone: never `none`, and no secret that both sides share (RFC 8725 section 3.1). */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** OpenID Connect Core 1.0 section 2. */
const subjectForm = /^[\x20-\x7e]{1,255}$/;
const toleratedSeconds = 5;
/** A token that cannot be revoked shall not last longer (RFC 9700 section 2.2 wants them short). */
const longestLifeSeconds = 24 * 60 * 60;

/** Verifies tokens of one issuer. Its keys are fetched with the first token: a start does not depend on them. */
export function tokenVerifier({ issuer, audience, roleClaim }: Issuer): VerifyToken {
  const keysOf = rested(() => discoverKeys(issuer));
  const getKey: JWTVerifyGetKey = async (header, token) => {
    const keys = await keysOf().catch(unavailable);
    return keys(header, token).catch((error: unknown) => {
      const isOfToken = error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
      return isOfToken ? Promise.reject(error) : unavailable(error);
    });
  };
  return async (token, currentDate) => {
    const { payload } = await jwtVerify(token, getKey, {
      issuer,
      audience,
      algorithms,
      currentDate,
      typ: "at+jwt",
      requiredClaims: ["exp", "iat", "sub", "client_id"],
      clockTolerance: toleratedSeconds,
    }).catch((error: unknown) => {
      throw error instanceof errors.JOSEError
        ? new AppError("invalid_token", `The token is refused: ${reasonOf(error)}.`)
        : error;
    });
    demandShortLife(payload, currentDate);
    const { sub } = payload;
    if (typeof sub !== "string" || !subjectForm.test(sub))
      throw new AppError("invalid_token", "The token is refused: its `sub` is not 1 to 255 ASCII characters.");
    const id = `oidc:${sub}`;
    return { id, name: id, role: roleOf(payload, roleClaim) };
  };
}

/** @throws AppError invalid_token for one from the future, or that lasts too long */
function demandShortLife({ iat = 0, exp = 0 }: JWTPayload, now: Date): void {
  if (iat > now.getTime() / 1000 + toleratedSeconds)
    throw new AppError("invalid_token", "The token is refused: its `iat` is in the future.");
  if (exp - iat > longestLifeSeconds)
    throw new AppError("invalid_token", "The token is refused: from `iat` to `exp` it lasts more than 24 hours.");
}

/** The highest role that the claim names; `none` where it names no role of ours. */
export function roleOf(payload: JWTPayload, claim: string): Rank {
  const named = [valueAt(payload, claim)]
    .flat()
    .flatMap((value) => (typeof value === "string" ? value.split(" ") : []));
  const roles = KeyRole.options.filter((role) => named.includes(role));
  return roles.reduce<Rank>((highest, role) => (suffices(role, highest) ? role : highest), "none");
}

function valueAt(payload: JWTPayload, claim: string): unknown {
  if (Object.hasOwn(payload, claim)) return payload[claim];
  const step = (value: unknown, name: string) =>
    typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as JWTPayload)[name] : undefined;
  return claim.split(".").reduce<unknown>(step, payload);
}

/** What jose says, which names claims and headers but never their values. */
function reasonOf(error: errors.JOSEError): string {
  return error.message.replaceAll('"', "`");
}

async function discoverKeys(issuer: string): Promise<RemoteJWKSet> {
  const { jwks_uri } = await discover(issuer);
  return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: timeoutMs });
}
