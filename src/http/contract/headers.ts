/** The headers that the contract describes; names as they are sent. */
export const headers = {
  ETag: {
    description: 'Strong entity tag made of the version, such as "3"; send it in If-None-Match or If-Match (RFC 9110).',
    schema: { type: "string" },
  },
  Location: { description: "Address of the new record.", schema: { type: "string", format: "uri" } },
  Link: {
    description: 'Addresses of the next (rel="next") and the first page (RFC 8288); left out when they are very long.',
    schema: { type: "string" },
  },
  "X-Request-Id": {
    description: "Names this request in the logs: the client's own, or a new one.",
    schema: { type: "string" },
  },
  "WWW-Authenticate": {
    description: "How to show who one is (RFC 6750), and where tokens come from if they are taken (RFC 9728).",
    schema: { type: "string", examples: ['Bearer realm="Servanda", error="invalid_token"'] },
  },
  "Idempotency-Replayed": {
    description: "`true`: this is the answer that the first request with the same `Idempotency-Key` was given.",
    schema: { type: "string", enum: ["true"] },
  },
  RateLimit: {
    description:
      "What is left of a limit: `r` requests for `t` seconds (draft-ietf-httpapi-ratelimit-headers-11). Missing where none is set.",
    schema: { type: "string", examples: ['"key";r=5999;t=30'] },
  },
  "RateLimit-Policy": {
    description: "That limit: `q` requests in `w` seconds.",
    schema: { type: "string", examples: ['"key";q=6000;w=60'] },
  },
  "Servanda-Seq": {
    description:
      "The newest line of the ledger after this write, or that this export knows of; send it with reads that must see as much.",
    schema: { type: "integer" },
  },
  "Servanda-Hash": {
    description: "The hash of that line, which stands for everything before it.",
    schema: { type: "string" },
  },
  "Servanda-Count": { description: "How many commitments the whole export has.", schema: { type: "integer" } },
  "Servanda-Version": { description: "The version of the software that wrote the export.", schema: { type: "string" } },
  "Content-Disposition": {
    description: "The name of the file (RFC 6266).",
    schema: { type: "string", examples: ['attachment; filename="commitments-2026-11-23.csv"'] },
  },
  "Retry-After": { description: "Seconds to wait before trying again.", schema: { type: "integer" } },
} as const;

/** Headers of every success answer. */
export const negotiatedHeaders = ["X-Request-Id"] as const;

/** Headers of every answer that counts against a limit. */
export const limitHeaders = ["RateLimit", "RateLimit-Policy"] as const;

/** Conditional requests (RFC 9110 section 13), as parameters. */
export const requestHeaders = {
  ServandaSeq: {
    name: "Servanda-Seq",
    in: "header",
    required: false,
    description:
      "`Servanda-Seq` of the answer to a write: the answer to this read shows that write, whichever database gives it.",
    schema: { type: "integer", minimum: 0, examples: [412] },
  },
  IfMatch: {
    name: "If-Match",
    in: "header",
    required: false,
    description: "ETag of the record as the client read it; 412 when it has changed since.",
    schema: { type: "string", examples: ['"3"'] },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description:
      "A new name, such as a UUID, for a request that may be sent again: within 24 hours a repetition takes no effect and is " +
      "given the first answer, with `Idempotency-Replayed: true`.",
    schema: { type: "string", minLength: 1, maxLength: 255, examples: ["8e03978e-40d5-43dd-bc93-6894a57f9324"] },
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    required: false,
    description: "ETags that the client holds; 304 when one of them is still right.",
    schema: { type: "string", examples: ['"3"'] },
  },
} as const;
