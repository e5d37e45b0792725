import { bigint, define, index, integer, json, key, nullable, text } from "./builder.ts";

/**
 * Webhooks are no records: the ledger never sees them, nor their secrets. The ledger is what is to be delivered; a
 * webhook holds how far that has been done (`seq`, `day`), so that no line can be lost between the two.
 */
export const { sqlite, postgresql } = define("webhooks", {
  columns: {
    id: key(text),
    url: text,
    description: nullable(text),
    filters: json,
    /** The address of the service that links in its messages begin with. */
    base: text,
    ownerId: text,
    owner: text,
    createdAt: text,
    secret: text,
    previousSecret: nullable(text),
    previousSecretUntil: nullable(text),
    disabledAt: nullable(text),
    disabledReason: nullable(text),
    /** Goes up with each change of what is above or of `replay...`: whoever delivers sees that it was made. */
    revision: integer,
    /** All lines up to this one have been delivered. */
    seq: bigint,
    /** All that time brought up to this day has been delivered, and of the next one what comes up to `dayPlace`. */
    day: text,
    dayPlace: nullable(text),
    /** Lines after `replaySeq` up to `replayThrough` are to be delivered again. */
    replaySeq: nullable(bigint),
    replayThrough: nullable(bigint),
    /** Since when the message that is next has failed, and how often. */
    failingSince: nullable(text),
    failures: integer,
    nextAttemptAt: nullable(text),
    /** How many messages were tried: the order of `webhook_deliveries`. */
    tried: bigint,
    /** Which process delivers, until when, where there are several. */
    leaseBy: nullable(text),
    leaseUntil: nullable(text),
  },
  indexes: [index("ownerId")],
});
