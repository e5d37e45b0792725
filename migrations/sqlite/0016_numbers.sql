DROP INDEX `commitments_tally_idx`;--> statement-breakpoint
ALTER TABLE `commitments` ADD `reviewed_on` text;--> statement-breakpoint
ALTER TABLE `commitments` ADD `next_review_on` text;--> statement-breakpoint
ALTER TABLE `commitments` ADD `testability` text;--> statement-breakpoint
ALTER TABLE `commitments` ADD `conditions` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments` ADD `targets` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments` ADD `recurrence` text;--> statement-breakpoint
ALTER TABLE `commitments` ADD `amounts` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments` ADD `awaited_until` text;--> statement-breakpoint
CREATE INDEX `commitments_tally_idx` ON `commitments` ((status || ''),`status`,`due_latest`,`due_earliest`,`done_earliest`,`done_latest`,`fulfilment`,`fulfilment_self_reported`,`fulfilment_independent`,`type`,`firmness`,`corroboration`,`stated_earliest`,`stated_latest`,`awaited_until`,`reviewed_on`,`next_review_on`,`id`,`deleted_at`);--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `reviewed_on` text;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `next_review_on` text;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `testability` text;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `conditions` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `targets` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `recurrence` text;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `amounts` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `awaited_until` text;--> statement-breakpoint
ALTER TABLE `events` ADD `amount` text;--> statement-breakpoint
ALTER TABLE `events_past` ADD `amount` text;--> statement-breakpoint
ALTER TABLE `milestones` ADD `occurrence` text;--> statement-breakpoint
ALTER TABLE `milestones_past` ADD `occurrence` text;--> statement-breakpoint
ALTER TABLE `phases` ADD `amounts` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `phases_past` ADD `amounts` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `spans` ADD `axis` text DEFAULT 'participation' NOT NULL;--> statement-breakpoint
ALTER TABLE `spans_past` ADD `axis` text DEFAULT 'participation' NOT NULL;