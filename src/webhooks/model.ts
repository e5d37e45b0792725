import { z } from "zod";
import { PlainDate } from "../dates/edtf.ts";
import { dueTypes } from "../news/due.ts";
import { Id, line, RecordedInstant, WebUrl } from "../validation/fields.ts";
import { Filters } from "./filters.ts";

const url = WebUrl.meta({
  description: "Where messages go: https, and a public host, unless the operator lists it.",
  examples: ["https://hooks.example.org/servanda"],
});
const description = line(300)
  .nullable()
  .meta({ description: "What it is for.", examples: ["our newsroom"] });
const filters = Filters.meta({
  id: "WebhookFilters",
  description:
    "Only what is about commitments that match: the filters of /v1/changes/stream by the same names; where several values may be given, as an array.",
  examples: [{ party: ["KGZ"], status: ["!completed"], kind: ["commitment", "event"] }],
});
const seq = z.int().min(0);

export const NewWebhook = z
  .strictObject({
    url,
    description: description.optional(),
    filters: filters.optional(),
    since: seq.max(Number.MAX_SAFE_INTEGER).optional().meta({
      description: "Lines of the ledger after this number; those that are written from now on when left out.",
    }),
  })
  .meta({
    id: "NewWebhook",
    description: "A webhook as written.",
    examples: [{ url: "https://hooks.example.org/servanda", filters: { party: ["KGZ"] } }],
  });
export type NewWebhook = z.output<typeof NewWebhook>;

export const WebhookPatch = z
  .strictObject({
    url: url.exactOptional(),
    description: description.exactOptional(),
    filters: filters.nullable().exactOptional().meta({ description: "All of them anew; null: none." }),
    enabled: z.boolean().exactOptional().meta({ description: "Whether messages are sent." }),
  })
  .meta({ id: "WebhookPatch", description: "What shall change of a webhook.", examples: [{ enabled: true }] });
export type WebhookPatch = z.output<typeof WebhookPatch>;

export const Webhook = z
  .strictObject({
    id: Id,
    url,
    description,
    filters: z.record(z.string(), z.unknown()).meta({ description: "As written: see WebhookFilters." }),
    enabled: z.boolean(),
    disabledAt: RecordedInstant.nullable(),
    disabledReason: z.string().nullable().meta({ description: "Why no messages are sent; null: they are." }),
    owner: z.string().meta({ description: "Whose it is: the name of the key that it stops with." }),
    createdAt: RecordedInstant,
    seq: seq.meta({ description: "All lines of the ledger up to this one have been delivered, or are not meant." }),
    day: PlainDate.meta({ description: "Likewise all that time brought up to this day (UTC)." }),
    failing: z
      .strictObject({
        since: RecordedInstant,
        attempts: z.int().min(1),
        nextAttemptAt: RecordedInstant.nullable().meta({ description: "null: it has stopped, or is tried at once." }),
      })
      .nullable()
      .meta({
        description: "The next message could not be delivered so far, and all others wait; null: nothing failed.",
      }),
    replay: z
      .strictObject({ from: seq, to: seq })
      .nullable()
      .meta({ description: "Lines that are still to be sent again; null: none." }),
    previousSecretUntil: RecordedInstant.nullable().meta({
      description: "Until when messages are signed with the secret before, too; null: with one alone.",
    }),
  })
  .meta({ id: "Webhook", description: "Who is told of changes, and how far that has come." });
export type Webhook = z.infer<typeof Webhook>;

export const MadeWebhook = Webhook.extend({
  secret: z.string().meta({
    description: "What messages are signed with (Standard Webhooks, v1). It is shown this once.",
    examples: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw..."],
  }),
}).meta({ id: "MadeWebhook", description: "A webhook with its new secret." });
export type MadeWebhook = z.infer<typeof MadeWebhook>;

export const WebhookDelivery = z
  .strictObject({
    id: z.string().meta({ description: "The `webhook-id` of the message, the same for each attempt." }),
    type: z.enum(["change", ...dueTypes]),
    seq: seq.nullable().meta({ description: "The line that it tells; null: it tells what time brought." }),
    commitmentId: Id.nullable(),
    status: z.enum(["delivered", "failing"]),
    attempts: z.int().min(1),
    lastAttemptAt: RecordedInstant,
    nextAttemptAt: RecordedInstant.nullable(),
    durationMs: z.int().min(0).meta({ description: "Until the head of the answer, in milliseconds." }),
    responseStatus: z.int().nullable().meta({ description: "The status of the answer; null: there was none." }),
    error: z.string().nullable().meta({ description: "Why it was not delivered." }),
  })
  .meta({ id: "WebhookDelivery", description: "A message that was sent, and what came of it." });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const Replay = z
  .strictObject({
    from: seq.min(1).meta({ description: "The first line that is sent again." }),
    to: seq.optional().meta({ description: "The last one; all that were delivered when left out." }),
  })
  .meta({
    id: "WebhookReplay",
    description: "Lines of the ledger by their numbers.",
    examples: [{ from: 120, to: 140 }],
  });
export type Replay = z.output<typeof Replay>;

export const Trial = z
  .strictObject({
    delivered: z.boolean(),
    responseStatus: z.int().nullable().meta({ description: "The status of the answer; null: there was none." }),
    error: z.string().nullable().meta({ description: "Why it was not delivered." }),
    durationMs: z.int().min(0),
  })
  .meta({ id: "WebhookTrial", description: "What came of a message of the type `ping`." });
export type Trial = z.infer<typeof Trial>;
