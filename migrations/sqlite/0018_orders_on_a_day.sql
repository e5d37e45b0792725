DROP INDEX `phases_from_day_idx`;--> statement-breakpoint
CREATE INDEX `phases_due_latest_id_idx` ON `phases` (`due_latest`,`id`);--> statement-breakpoint
CREATE INDEX `phases_status_since_earliest_id_idx` ON `phases` (`status_since_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `phases_early_idx` ON `phases` (`status_since_earliest`) WHERE status_since_earliest > from_day;--> statement-breakpoint
CREATE INDEX `commitments_early_idx` ON `commitments` (`stated_earliest`) WHERE stated_earliest > substr(created_at, 1, 10);--> statement-breakpoint
CREATE INDEX `commitments_deleted_at_idx` ON `commitments` (`deleted_at`) WHERE "commitments"."deleted_at" is not null;