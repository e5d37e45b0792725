CREATE TABLE `assessments` (
	`id` text PRIMARY KEY NOT NULL,
	`commitment_id` text NOT NULL,
	`fulfilment` text NOT NULL,
	`confidence` text NOT NULL,
	`assessed_on` text NOT NULL,
	`earliest` text,
	`latest` text,
	`assessor` text NOT NULL,
	`origin` text NOT NULL,
	`party` text,
	`rationale` text,
	`evidence` text NOT NULL,
	`supersedes` text,
	`recorded_at` text NOT NULL,
	`recorded_by` text NOT NULL,
	`updated_at` text NOT NULL,
	`version` integer NOT NULL,
	`deleted_at` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	`date_key` text NOT NULL,
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `assessments_commitment_id_date_key_id_idx` ON `assessments` (`commitment_id`,`date_key`,`id`);--> statement-breakpoint
CREATE INDEX `assessments_supersedes_idx` ON `assessments` (`supersedes`);--> statement-breakpoint
CREATE TABLE `relations` (
	`id` text PRIMARY KEY NOT NULL,
	`from_id` text NOT NULL,
	`to_id` text NOT NULL,
	`type` text NOT NULL,
	`note` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`from_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `relations_from_id_type_to_id_idx` ON `relations` (`from_id`,`type`,`to_id`);--> statement-breakpoint
CREATE INDEX `relations_to_id_type_idx` ON `relations` (`to_id`,`type`);--> statement-breakpoint
CREATE TABLE `assessments_past` (
	`id` text NOT NULL,
	`commitment_id` text NOT NULL,
	`fulfilment` text NOT NULL,
	`confidence` text NOT NULL,
	`assessed_on` text NOT NULL,
	`earliest` text,
	`latest` text,
	`assessor` text NOT NULL,
	`origin` text NOT NULL,
	`party` text,
	`rationale` text,
	`evidence` text NOT NULL,
	`supersedes` text,
	`recorded_at` text NOT NULL,
	`recorded_by` text NOT NULL,
	`updated_at` text NOT NULL,
	`version` integer NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`date_key` text NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `assessments_past_commitment_id_idx` ON `assessments_past` (`commitment_id`);--> statement-breakpoint
CREATE INDEX `assessments_past_until_seq_idx` ON `assessments_past` (`until_seq`);--> statement-breakpoint
CREATE TABLE `relations_past` (
	`id` text NOT NULL,
	`from_id` text NOT NULL,
	`to_id` text NOT NULL,
	`type` text NOT NULL,
	`note` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `relations_past_id_idx` ON `relations_past` (`id`);--> statement-breakpoint
CREATE INDEX `relations_past_until_seq_idx` ON `relations_past` (`until_seq`);--> statement-breakpoint
ALTER TABLE `commitments` ADD `fulfilment_self_reported` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments` ADD `fulfilment_counterpart` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments` ADD `fulfilment_independent` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
CREATE INDEX `commitments_fulfilment_id_idx` ON `commitments` (`fulfilment`,`id`);--> statement-breakpoint
ALTER TABLE `phases` ADD `fulfilment` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `phases` ADD `fulfilment_self_reported` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `phases` ADD `fulfilment_counterpart` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `phases` ADD `fulfilment_independent` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `fulfilment_self_reported` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `fulfilment_counterpart` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `fulfilment_independent` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `phases_past` ADD `fulfilment` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `phases_past` ADD `fulfilment_self_reported` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `phases_past` ADD `fulfilment_counterpart` text DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE `phases_past` ADD `fulfilment_independent` text DEFAULT 'not_assessed' NOT NULL;