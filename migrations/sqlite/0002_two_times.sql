CREATE TABLE `phases` (
	`id` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`status` text NOT NULL,
	`status_since` text NOT NULL,
	`status_since_earliest` text,
	`status_since_latest` text,
	`due` text,
	`original_due` text,
	`done` text,
	`progress` real,
	`corroboration` text NOT NULL,
	`restatements` integer NOT NULL,
	`due_earliest` text,
	`due_latest` text,
	`done_earliest` text,
	`done_latest` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`id`, `from_day`)
);
--> statement-breakpoint
CREATE INDEX `phases_from_day_idx` ON `phases` (`from_day`);--> statement-breakpoint
CREATE INDEX `phases_status_from_day_idx` ON `phases` (`status`,`from_day`);--> statement-breakpoint
CREATE TABLE `commitments_past` (
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`summary` text,
	`type` text NOT NULL,
	`parties` text NOT NULL,
	`firmness` text NOT NULL,
	`status` text NOT NULL,
	`status_since` text NOT NULL,
	`status_since_earliest` text,
	`status_since_latest` text,
	`stated_on` text NOT NULL,
	`stated_earliest` text,
	`stated_latest` text,
	`due` text,
	`original_due` text,
	`stated_due` text,
	`done` text,
	`progress` real,
	`fulfilment` text NOT NULL,
	`corroboration` text NOT NULL,
	`restatements` integer NOT NULL,
	`quotes` text NOT NULL,
	`sectors` text NOT NULL,
	`tags` text NOT NULL,
	`location` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`title_key` text NOT NULL,
	`due_earliest` text,
	`due_latest` text,
	`done_earliest` text,
	`done_latest` text,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `commitments_past_id_idx` ON `commitments_past` (`id`);--> statement-breakpoint
CREATE INDEX `commitments_past_until_seq_idx` ON `commitments_past` (`until_seq`);--> statement-breakpoint
CREATE TABLE `events_past` (
	`id` text NOT NULL,
	`commitment_id` text NOT NULL,
	`type` text NOT NULL,
	`kind` text NOT NULL,
	`date` text NOT NULL,
	`earliest` text,
	`latest` text,
	`effective_on` text,
	`title` text NOT NULL,
	`description` text,
	`status` text,
	`due` text,
	`firmness` text,
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
CREATE INDEX `events_past_commitment_id_idx` ON `events_past` (`commitment_id`);--> statement-breakpoint
CREATE INDEX `events_past_until_seq_idx` ON `events_past` (`until_seq`);--> statement-breakpoint
CREATE TABLE `links_past` (
	`from_kind` text NOT NULL,
	`from_id` text NOT NULL,
	`rel` text NOT NULL,
	`to_kind` text NOT NULL,
	`to_id` text NOT NULL,
	`commitment_id` text,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `links_past_to_id_idx` ON `links_past` (`to_id`);--> statement-breakpoint
CREATE INDEX `links_past_until_seq_idx` ON `links_past` (`until_seq`);--> statement-breakpoint
CREATE TABLE `milestones_past` (
	`id` text NOT NULL,
	`commitment_id` text NOT NULL,
	`title` text NOT NULL,
	`test` text,
	`weight` real NOT NULL,
	`state` text NOT NULL,
	`met_on` text,
	`due` text,
	`original_due` text,
	`met_earliest` text,
	`met_latest` text,
	`evidence` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`due_earliest` text,
	`due_latest` text,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `milestones_past_commitment_id_idx` ON `milestones_past` (`commitment_id`);--> statement-breakpoint
CREATE INDEX `milestones_past_until_seq_idx` ON `milestones_past` (`until_seq`);--> statement-breakpoint
CREATE TABLE `parties_past` (
	`code` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`names` text NOT NULL,
	`parent` text,
	`wikidata_id` text,
	`iso_alpha2` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`name_key` text NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `parties_past_code_idx` ON `parties_past` (`code`);--> statement-breakpoint
CREATE INDEX `parties_past_until_seq_idx` ON `parties_past` (`until_seq`);--> statement-breakpoint
CREATE TABLE `phases_past` (
	`id` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`status` text NOT NULL,
	`status_since` text NOT NULL,
	`status_since_earliest` text,
	`status_since_latest` text,
	`due` text,
	`original_due` text,
	`done` text,
	`progress` real,
	`corroboration` text NOT NULL,
	`restatements` integer NOT NULL,
	`due_earliest` text,
	`due_latest` text,
	`done_earliest` text,
	`done_latest` text,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `phases_past_id_idx` ON `phases_past` (`id`);--> statement-breakpoint
CREATE INDEX `phases_past_until_seq_idx` ON `phases_past` (`until_seq`);--> statement-breakpoint
CREATE TABLE `quotes_past` (
	`id` text NOT NULL,
	`source_id` text NOT NULL,
	`snapshot_id` text,
	`exact` text NOT NULL,
	`prefix` text,
	`suffix` text,
	`start` integer,
	`end` integer,
	`language` text,
	`translation` text,
	`speaker` text,
	`anchor` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `quotes_past_id_idx` ON `quotes_past` (`id`);--> statement-breakpoint
CREATE INDEX `quotes_past_until_seq_idx` ON `quotes_past` (`until_seq`);--> statement-breakpoint
CREATE TABLE `snapshots_past` (
	`id` text NOT NULL,
	`source_id` text NOT NULL,
	`retrieved_at` text NOT NULL,
	`media_type` text NOT NULL,
	`sha256` text NOT NULL,
	`length` integer NOT NULL,
	`normalizer` text NOT NULL,
	`text` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `snapshots_past_id_idx` ON `snapshots_past` (`id`);--> statement-breakpoint
CREATE INDEX `snapshots_past_until_seq_idx` ON `snapshots_past` (`until_seq`);--> statement-breakpoint
CREATE TABLE `sources_past` (
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`publisher` text,
	`author` text,
	`url` text,
	`archive_url` text,
	`language` text,
	`published_on` text,
	`issued_by` text NOT NULL,
	`published_earliest` text,
	`published_latest` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`title_key` text NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sources_past_id_idx` ON `sources_past` (`id`);--> statement-breakpoint
CREATE INDEX `sources_past_until_seq_idx` ON `sources_past` (`until_seq`);--> statement-breakpoint
CREATE TABLE `timeline_past` (
	`id` text NOT NULL,
	`commitment_id` text NOT NULL,
	`entry` text NOT NULL,
	`ref` text NOT NULL,
	`at` text,
	`earliest` text,
	`latest` text,
	`latest_key` text NOT NULL,
	`recorded_at` text NOT NULL,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `timeline_past_commitment_id_idx` ON `timeline_past` (`commitment_id`);--> statement-breakpoint
CREATE INDEX `timeline_past_until_seq_idx` ON `timeline_past` (`until_seq`);--> statement-breakpoint
ALTER TABLE `commitments` ADD `since_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `events` ADD `since_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `milestones` ADD `due_earliest` text;--> statement-breakpoint
ALTER TABLE `milestones` ADD `due_latest` text;--> statement-breakpoint
ALTER TABLE `milestones` ADD `since_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `parties` ADD `since_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `quotes` ADD `since_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `snapshots` ADD `since_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sources` ADD `since_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `links` ADD `since_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `timeline` ADD `since_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `ledger_at_seq_idx` ON `ledger` (`at`,`seq`);