ALTER TABLE `commitments` ADD `due_reading` text;--> statement-breakpoint
CREATE INDEX `commitments_due_reading_id_idx` ON `commitments` (`due_reading`,`id`);--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `due_reading` text;--> statement-breakpoint
ALTER TABLE `phases` ADD `due_reading` text;--> statement-breakpoint
ALTER TABLE `phases_past` ADD `due_reading` text;