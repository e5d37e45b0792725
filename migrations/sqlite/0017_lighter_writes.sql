DROP INDEX `timeline_at_latest_key_recorded_at_id_idx`;--> statement-breakpoint
ALTER TABLE `timeline` ADD `width` integer;--> statement-breakpoint
CREATE INDEX `timeline_width_at_latest_key_recorded_at_id_idx` ON `timeline` (`width`,`at`,`latest_key`,`recorded_at`,`id`);--> statement-breakpoint
DROP INDEX `ledger_change_set_idx`;--> statement-breakpoint
CREATE INDEX `ledger_change_set_idx` ON `ledger` (`change_set`) WHERE "ledger"."change_set" is not null;--> statement-breakpoint
ALTER TABLE `timeline_past` ADD `width` integer;