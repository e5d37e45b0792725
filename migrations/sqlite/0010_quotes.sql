DROP INDEX `snapshots_source_id_sha256_unique`;--> statement-breakpoint
CREATE INDEX `snapshots_source_id_sha256_idx` ON `snapshots` (`source_id`,`sha256`);--> statement-breakpoint
ALTER TABLE `quotes` ADD `display` text;--> statement-breakpoint
ALTER TABLE `quotes` ADD `locator` text;--> statement-breakpoint
ALTER TABLE `quotes` ADD `matched` text;--> statement-breakpoint
ALTER TABLE `quotes_past` ADD `display` text;--> statement-breakpoint
ALTER TABLE `quotes_past` ADD `locator` text;--> statement-breakpoint
ALTER TABLE `quotes_past` ADD `matched` text;