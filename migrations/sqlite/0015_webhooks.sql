CREATE TABLE `webhook_deliveries` (
	`webhook_id` text NOT NULL,
	`id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`type` text NOT NULL,
	`seq` integer,
	`commitment_id` text,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`last_attempt_at` text NOT NULL,
	`duration_ms` integer NOT NULL,
	`response_status` integer,
	`error` text,
	PRIMARY KEY(`webhook_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_webhook_id_ordinal_idx` ON `webhook_deliveries` (`webhook_id`,`ordinal`);--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`description` text,
	`filters` text NOT NULL,
	`base` text NOT NULL,
	`owner_id` text NOT NULL,
	`owner` text NOT NULL,
	`created_at` text NOT NULL,
	`secret` text NOT NULL,
	`previous_secret` text,
	`previous_secret_until` text,
	`disabled_at` text,
	`disabled_reason` text,
	`revision` integer NOT NULL,
	`seq` integer NOT NULL,
	`day` text NOT NULL,
	`day_place` text,
	`replay_seq` integer,
	`replay_through` integer,
	`failing_since` text,
	`failures` integer NOT NULL,
	`next_attempt_at` text,
	`tried` integer NOT NULL,
	`lease_by` text,
	`lease_until` text
);
--> statement-breakpoint
CREATE INDEX `webhooks_owner_id_idx` ON `webhooks` (`owner_id`);