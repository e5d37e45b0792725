import { isIP } from "node:net";
import { z } from "zod";

/** How the texts of settings are read; each says what is allowed. */

/** The parts of a text that commas part. */
const parted = (text: string) => text.split(",").map((part) => part.trim());

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

/** An address or the name of one, which may not be there yet. */
export const host = z
  .string()
  .refine((text) => isIP(text) !== 0 || /^\w([\w.-]{0,251}\w)?$/.test(text), "write an address, or the name of a host");

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
/** What links begin with: what they go on with would be lost behind a query. */
export const httpUrl = z
  .url({ protocol: /^https?$/, error: "write an http or https address" })
  .refine((text) => !/[?#]/.test(text), "write an address without ? and #")
  .transform((text) => text.replace(/\/$/, ""));

/** Without a host ("postgres://user@/database") PostgreSQL is asked where the driver finds it. */
export const isPostgres = (text: string) =>
  /^postgres(ql)?:\/\//.test(text) && URL.canParse(text.replace("@/", "@host/"));
export const databaseUrl = z
  .string()
  .refine((text) => /^file:./.test(text) || isPostgres(text), "write file:PATH or postgres://USER@HOST/DATABASE");
export const replicaUrls = z
  .string()
  .default("")
  .transform((text) => parted(text).filter((url) => url !== ""))
  .pipe(z.array(z.string().refine(isPostgres, "write postgres://... addresses, separated by commas")));

/** As `parseDuration` reads it: days are the least that a date can be told by. */
const calendarDuration = /^P(?=\d)(\d{1,4}Y)?(\d{1,5}M)?(\d{1,5}W)?(\d{1,6}D)?$/;
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
  .pipe(
    z.record(z.string(), z.string().regex(calendarDuration, "write ISO 8601 durations of days or more, such as P2Y")),
  );

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

export const corsOrigin = z.string().transform((text, issues): "*" | string[] => {
  if (text === "*") return "*";
  const origins = parted(text);
  if (!origins.every(isOrigin)) issues.addIssue("write * or origins such as https://example.org, separated by commas");
  return origins;
});

/** As the sources of `frame-ancestors` in a Content-Security-Policy. */
export const embedOrigins = z.string().transform((text, issues): string => {
  if (text === "*") return "*";
  if (text === "none") return "'none'";
  const origins = parted(text);
  if (!origins.every(isOrigin))
    issues.addIssue("write *, none, or origins such as https://example.org with commas between");
  return origins.join(" ");
});

/** An address, or a network in CIDR notation (RFC 4632, RFC 4291). */
const isNetwork = (text: string): boolean => {
  const [address = "", prefix, ...rest] = text.split("/");
  const bits = address.includes("%") ? undefined : { 4: 32, 6: 128 }[isIP(address)];
  if (bits === undefined || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
};

/** As Fastify takes it: ranges that every network has by their names too, and not all addresses (`/0`). */
const isProxy = (text: string) =>
  /^(loopback|linklocal|uniquelocal)$/.test(text) || (isNetwork(text) && !/\/0+$/.test(text));
export const trustProxy = z.string().transform((text, issues): boolean | number | string => {
  if (text === "true" || text === "false") return text === "true";
  if (/^\d{1,2}$/.test(text)) return Number(text);
  if (!parted(text).every(isProxy))
    issues.addIssue(
      "write true, false, a number of hops, or addresses or networks such as 10.1.0.0/16, with commas between",
    );
  return text;
});

const isHost = (text: string) => isNetwork(text) || /^[a-z\d]([a-z\d.-]{0,251}[a-z\d])?$/.test(text);
export const hostList = z
  .string()
  .default("")
  .transform((text) => parted(text.toLowerCase()).filter((part) => part !== ""))
  .pipe(
    z.array(
      z
        .string()
        .refine(isHost, "write names of hosts, addresses, or networks such as 10.1.0.0/16, with commas between"),
    ),
  );
