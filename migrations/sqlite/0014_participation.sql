CREATE TABLE `spans` (
	`id` text NOT NULL,
	`subject` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`state` text NOT NULL,
	`since_seq` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`id`, `subject`, `from_day`)
);
--> statement-breakpoint
CREATE INDEX `spans_subject_state_from_day_idx` ON `spans` (`subject`,`state`,`from_day`);--> statement-breakpoint
CREATE INDEX `spans_state_from_day_idx` ON `spans` (`state`,`from_day`);--> statement-breakpoint
CREATE TABLE `spans_past` (
	`id` text NOT NULL,
	`subject` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`state` text NOT NULL,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `spans_past_id_idx` ON `spans_past` (`id`);--> statement-breakpoint
CREATE INDEX `spans_past_until_seq_idx` ON `spans_past` (`until_seq`);--> statement-breakpoint
ALTER TABLE `events` ADD `parties` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `events_past` ADD `parties` text DEFAULT '[]' NOT NULL;