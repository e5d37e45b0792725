export { createServanda, type Options, type Servanda } from "./client.ts";
export type { DueNews, Following } from "./follow.ts";
export { type Head, LedgerError, verifyChain } from "./ledger.ts";
export { isProblem, type Problem, type ProblemCode, ServandaError } from "./problems.ts";
export type { paths } from "./schema.ts";
export type { Commitment, LedgerLine, Schemas } from "./types.ts";
export { type Verification, verifyWebhook, WebhookError, type WebhookMessage } from "./webhooks.ts";
