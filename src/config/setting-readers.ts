import { isIP } from "node:net";
import { z } from "zod";

/** How the texts of settings are read; each says what is allowed. */

export const truth = z.enum(["true", "false"]).transform((text) => text === "true");
export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, "write a whole number")
    .transform(Number)
    .pipe(z.number().min(min).max(max));
export const timeoutMs = whole(100, 3_600_000);

export const rate = whole(0, 10_000_000);

/** As RFC 9116 has it: an address of the web, or `mailto:`. */
export const contact = z
  .string()
  .transform((text) => (/^[\w.+-]+@[\w.-]+$/.test(text) ? `mailto:${text}` : text))
  .pipe(z.string().regex(/^(https:\/\/[^\s/]+\S*|mailto:[\w.+-]+@[\w.-]+)$/, "write an e-mail or https address"));

const minuteMs = 60_000;
export const interval = z.string().transform((text, issues) => {
  const [, days = 0, hours = 0, minutes = 0] =
    /^P(?:(\d{1,3})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/.exec(text) ?? [];
  const given = /^\d{1,6}$/.test(text) ? Number(text) : (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
  if (given > 0) return given * minuteMs;
  issues.addIssue("write an ISO 8601 duration in days, hours and minutes, such as P1D or PT6H, or a number of minutes");
  return z.NEVER;
});

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
export const httpUrl = z
  .url({ protocol: /^https?$/, error: "write an http or https address" })
  .transform((text) => text.replace(/\/$/, ""));

export const isPostgres = (text: string) => /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text);
export const replicaUrls = z
  .string()
  .default("")
  .transform((text) => text.split(",").flatMap((url) => url.trim() || []))
  .pipe(z.array(z.string().refine(isPostgres, "write postgres://... addresses, separated by commas")));

export const duePolicy = z
  .string()
  .transform((text, issues) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      issues.addIssue("write a JSON object");
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.iso.duration("write ISO 8601 durations, such as P2Y")));

/** OpenID Connect compares issuers letter by letter, so the text stays as it is. */
export const issuer = z
  .url({ protocol: /^https?$/, error: "write an https address" })
  .refine(
    (text) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(`${text}/`),
    "write an https address",
  );

/** RFC 6749 section 3.3; an ID token, which says for whom the answer is, needs `openid`. */
export const scopes = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/, "write scopes with single blanks between")
  .refine((text) => text.split(" ").includes("openid"), "it must have `openid`")
  .refine(
    (text) => !text.split(" ").includes("offline_access"),
    "without `offline_access`: the pages keep no refresh token",
  );

export const adminKey = z
  .string()
  .regex(
    /^[\w~+/-]{32,200}=*$/,
    "it must have 32 to 200 letters, digits or - _ ~ + /; make one with: openssl rand -hex 32",
  )
  .refine((text) => new Set(text).size >= 10, "it repeats few characters; make one with: openssl rand -hex 32");

/** A key, or the token of an issuer: what may stand after `Bearer`. */
export const serviceKey = z
  .string()
  .regex(/^[\w.~+/-]{1,8000}=*$/, "write one API key, as it was shown when it was made: svd_...");

export const trustProxy = z.string().transform((text): boolean | number | string => {
  if (text === "true" || text === "false") return text === "true";
  return /^\d{1,2}$/.test(text) ? Number(text) : text;
});

export const corsOrigin = z.string().transform((text, issues): "*" | string[] => {
  if (text === "*") return "*";
  const origins = text.split(",").map((origin) => origin.trim());
  if (!origins.every(isOrigin)) issues.addIssue("write * or origins such as https://example.org, separated by commas");
  return origins;
});

/** As the sources of `frame-ancestors` in a Content-Security-Policy. */
export const embedOrigins = z.string().transform((text, issues): string => {
  if (text === "*") return "*";
  if (text === "none") return "'none'";
  const origins = text.split(",").map((origin) => origin.trim());
  if (!origins.every(isOrigin))
    issues.addIssue("write *, none, or origins such as https://example.org with commas between");
  return origins.join(" ");
});

/** Names of hosts, addresses, and networks in CIDR notation (RFC 4632, RFC 4291). */
const isHost = (text: string): boolean => {
  const [address = "", prefix, ...rest] = text.split("/");
  const bits = { 4: 32, 6: 128 }[isIP(address)];
  if (prefix === undefined) return bits !== undefined || /^[a-z\d]([a-z\d.-]{0,251}[a-z\d])?$/.test(address);
  return bits !== undefined && rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
};
export const hostList = z
  .string()
  .default("")
  .transform((text) => text.split(",").flatMap((host) => host.trim().toLowerCase() || []))
  .pipe(
    z.array(
      z
        .string()
        .refine(isHost, "write names of hosts, addresses, or networks such as 10.1.0.0/16, with commas between"),
    ),
  );
