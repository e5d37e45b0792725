ALTER TABLE `commitments` ADD `effects` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments` ADD `turns_on` text;--> statement-breakpoint
CREATE INDEX `commitments_turns_on_idx` ON `commitments` (`turns_on`);--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `effects` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `turns_on` text;