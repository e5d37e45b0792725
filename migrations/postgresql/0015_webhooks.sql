CREATE TABLE "webhook_deliveries" (
	"webhook_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"ordinal" bigint NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"seq" bigint,
	"commitment_id" text COLLATE "C",
	"status" text COLLATE "C" NOT NULL,
	"attempts" integer NOT NULL,
	"last_attempt_at" text COLLATE "C" NOT NULL,
	"duration_ms" integer NOT NULL,
	"response_status" integer,
	"error" text COLLATE "C",
	CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY("webhook_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"url" text COLLATE "C" NOT NULL,
	"description" text COLLATE "C",
	"filters" json NOT NULL,
	"base" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"owner" text COLLATE "C" NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"secret" text COLLATE "C" NOT NULL,
	"previous_secret" text COLLATE "C",
	"previous_secret_until" text COLLATE "C",
	"disabled_at" text COLLATE "C",
	"disabled_reason" text COLLATE "C",
	"revision" integer NOT NULL,
	"seq" bigint NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"day_place" text COLLATE "C",
	"replay_seq" bigint,
	"replay_through" bigint,
	"failing_since" text COLLATE "C",
	"failures" integer NOT NULL,
	"next_attempt_at" text COLLATE "C",
	"tried" bigint NOT NULL,
	"lease_by" text COLLATE "C",
	"lease_until" text COLLATE "C"
);
--> statement-breakpoint
CREATE INDEX "webhook_deliveries_webhook_id_ordinal_idx" ON "webhook_deliveries" USING btree ("webhook_id","ordinal");--> statement-breakpoint
CREATE INDEX "webhooks_owner_id_idx" ON "webhooks" USING btree ("owner_id");