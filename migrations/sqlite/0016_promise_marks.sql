CREATE TABLE `promise_marks` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text,
	`snapshot_id` text,
	`sha256` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`exact` text NOT NULL,
	`verdict` text NOT NULL,
	`language` text,
	`cues` text NOT NULL,
	`by_id` text NOT NULL,
	`by` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `promise_marks_source_id_at_id_idx` ON `promise_marks` (`source_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `promise_marks_sha256_at_id_idx` ON `promise_marks` (`sha256`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `promise_marks_snapshot_id_idx` ON `promise_marks` (`snapshot_id`);--> statement-breakpoint
CREATE INDEX `promise_marks_language_verdict_at_idx` ON `promise_marks` (`language`,`verdict`,`at`);--> statement-breakpoint
CREATE INDEX `promise_marks_at_id_idx` ON `promise_marks` (`at`,`id`);