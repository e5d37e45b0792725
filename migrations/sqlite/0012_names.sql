CREATE TABLE `derivations` (
	`name` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `parties` ADD `aliases` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `parties` ADD `members` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `parties` ADD `until` text;--> statement-breakpoint
ALTER TABLE `parties` ADD `successors` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `parties_past` ADD `aliases` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `parties_past` ADD `members` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `parties_past` ADD `until` text;--> statement-breakpoint
ALTER TABLE `parties_past` ADD `successors` text DEFAULT '[]' NOT NULL;