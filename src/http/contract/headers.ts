import type { Json, Schema } from "./types.ts";

const text = { type: "string" };
const like = (...examples: string[]): Schema => ({ ...text, examples });
const header = (description: string, schema: Schema = text) => ({ description, schema });

/** The headers that the contract describes; names as they are sent. */
export const headers = {
  ETag: header('Strong entity tag made of the version, such as "3"; send it in If-None-Match or If-Match (RFC 9110).'),
  Location: header("Address of the new record.", { ...text, format: "uri" }),
  Link: header('Addresses of the next (rel="next") and the first page (RFC 8288); left out when they are very long.'),
  "Content-Language": header("The language of the labels (RFC 9110).", like("ru")),
  "X-Request-Id": header("Names this request in the logs: the client's own, or a new one."),
  "WWW-Authenticate": header(
    "How to show who one is (RFC 6750), and where tokens come from if they are taken (RFC 9728).",
    like('Bearer realm="Servanda", error="invalid_token"'),
  ),
  "Idempotency-Replayed": header(
    "`true`: this is the answer that the first request with the same `Idempotency-Key` was given.",
    { ...text, enum: ["true"] },
  ),
  RateLimit: header(
    "What is left of a limit: `r` requests for `t` seconds (draft-ietf-httpapi-ratelimit-headers-11). Missing where none is set.",
    like('"key";r=5999;t=30'),
  ),
  "RateLimit-Policy": header("That limit: `q` requests in `w` seconds.", like('"key";q=6000;w=60')),
  "Servanda-Seq": header(
    "The newest line of the ledger after this write, or that this export or answer as of a moment knows of; send it with reads that must see as much.",
    { type: "integer" },
  ),
  "Servanda-Hash": header("The hash of that line, which stands for everything before it."),
  "Servanda-Count": header("How many commitments the whole export has.", { type: "integer" }),
  "Servanda-Version": header("The version of the software that wrote the export."),
  "Content-Disposition": header(
    "The name of the file (RFC 6266).",
    like('attachment; filename="commitments-2026-11-23.csv"'),
  ),
  "Retry-After": header("Seconds to wait before trying again.", { type: "integer" }),
};

/** Headers of every success answer. */
export const negotiatedHeaders = ["X-Request-Id"] as const;

/** Headers of every answer that counts against a limit. */
export const limitHeaders = ["RateLimit", "RateLimit-Policy"] as const;

const asked = (name: string, description: string, schema: Schema): Json => ({
  name,
  in: "header",
  required: false,
  description,
  schema,
});

/** The form of RFC 9110, 8.8.3 and 13.1. */
const entityTags = { ...like('"3"'), pattern: '^(\\*|((W/)?"[!#-~]*"(, ?(W/)?"[!#-~]*")*)?)$' };

/** The headers that requests may carry, as parameters. */
export const requestHeaders = {
  seq: asked(
    "Servanda-Seq",
    "`Servanda-Seq` of the answer to a write: the answer to this read shows that write, whichever database gives it.",
    { type: "integer", minimum: 0, maximum: 999_999_999_999_999, examples: [412] },
  ),
  ifMatch: asked("If-Match", "ETag of the record as the client read it; 412 when it has changed since.", entityTags),
  ifNoneMatch: asked("If-None-Match", "ETags that the client holds; 304 when one of them is still right.", entityTags),
  language: asked(
    "Accept-Language",
    "The languages that labels are wanted in (RFC 9110): en, fr, es, ru, zh, ar, ky or kk.",
    like("ky, ru;q=0.8"),
  ),
  reason: asked(
    "Servanda-Reason",
    "Why this is written, in a sentence (UTF-8): the lines of the ledger and the history keep it.",
    { ...text, minLength: 1, maxLength: 500, examples: ["date corrected after the embassy's note"] },
  ),
  idempotencyKey: asked(
    "Idempotency-Key",
    "A new name, such as a UUID, for a request that may be sent again: within 24 hours a repetition takes no effect and is " +
      "given the first answer, with `Idempotency-Replayed: true`.",
    {
      ...text,
      minLength: 1,
      maxLength: 255,
      pattern: "^[!-~]([ -~]*[!-~])?$",
      examples: ["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    },
  ),
};
