CREATE TABLE `commitments` (
	`id` text PRIMARY KEY NOT NULL,
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
	`title_key` text NOT NULL,
	`due_earliest` text,
	`due_latest` text,
	`done_earliest` text,
	`done_latest` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commitments_slug_unique` ON `commitments` (`slug`);--> statement-breakpoint
CREATE INDEX `commitments_title_key_id_idx` ON `commitments` (`title_key`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_status_id_idx` ON `commitments` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_type_id_idx` ON `commitments` (`type`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_firmness_id_idx` ON `commitments` (`firmness`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_stated_earliest_id_idx` ON `commitments` (`stated_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_status_since_earliest_id_idx` ON `commitments` (`status_since_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_due_latest_id_idx` ON `commitments` (`due_latest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_due_earliest_id_idx` ON `commitments` (`due_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_created_at_id_idx` ON `commitments` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_updated_at_id_idx` ON `commitments` (`updated_at`,`id`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
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
	`date_key` text NOT NULL,
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `events_commitment_id_date_key_id_idx` ON `events` (`commitment_id`,`date_key`,`id`);--> statement-breakpoint
CREATE TABLE `ledger` (
	`seq` integer PRIMARY KEY NOT NULL,
	`tx` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`op` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`commitment_id` text,
	`version` integer NOT NULL,
	`data` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_kind_id_version_unique` ON `ledger` (`kind`,`id`,`version`);--> statement-breakpoint
CREATE INDEX `ledger_commitment_id_seq_idx` ON `ledger` (`commitment_id`,`seq`);--> statement-breakpoint
CREATE INDEX `ledger_tx_idx` ON `ledger` (`tx`);--> statement-breakpoint
CREATE TABLE `milestones` (
	`id` text PRIMARY KEY NOT NULL,
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
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `milestones_commitment_id_id_idx` ON `milestones` (`commitment_id`,`id`);--> statement-breakpoint
CREATE TABLE `parties` (
	`code` text PRIMARY KEY NOT NULL,
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
	`name_key` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `parties_name_key_code_idx` ON `parties` (`name_key`,`code`);--> statement-breakpoint
CREATE INDEX `parties_kind_idx` ON `parties` (`kind`);--> statement-breakpoint
CREATE INDEX `parties_updated_at_code_idx` ON `parties` (`updated_at`,`code`);--> statement-breakpoint
CREATE TABLE `quotes` (
	`id` text PRIMARY KEY NOT NULL,
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
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `quotes_source_id_start_idx` ON `quotes` (`source_id`,`start`);--> statement-breakpoint
CREATE INDEX `quotes_anchor_idx` ON `quotes` (`anchor`);--> statement-breakpoint
CREATE INDEX `quotes_created_at_id_idx` ON `quotes` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_start_id_idx` ON `quotes` (`start`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_updated_at_id_idx` ON `quotes` (`updated_at`,`id`);--> statement-breakpoint
CREATE TABLE `snapshots` (
	`id` text PRIMARY KEY NOT NULL,
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
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `snapshots_source_id_retrieved_at_idx` ON `snapshots` (`source_id`,`retrieved_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `snapshots_source_id_sha256_unique` ON `snapshots` (`source_id`,`sha256`);--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
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
	`title_key` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_slug_unique` ON `sources` (`slug`);--> statement-breakpoint
CREATE INDEX `sources_title_key_id_idx` ON `sources` (`title_key`,`id`);--> statement-breakpoint
CREATE INDEX `sources_published_earliest_id_idx` ON `sources` (`published_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `sources_created_at_id_idx` ON `sources` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `sources_updated_at_id_idx` ON `sources` (`updated_at`,`id`);--> statement-breakpoint
CREATE TABLE `links` (
	`from_kind` text NOT NULL,
	`from_id` text NOT NULL,
	`rel` text NOT NULL,
	`to_kind` text NOT NULL,
	`to_id` text NOT NULL,
	`commitment_id` text
);
--> statement-breakpoint
CREATE INDEX `links_from_kind_from_id_idx` ON `links` (`from_kind`,`from_id`);--> statement-breakpoint
CREATE INDEX `links_to_kind_to_id_from_kind_rel_from_id_idx` ON `links` (`to_kind`,`to_id`,`from_kind`,`rel`,`from_id`);--> statement-breakpoint
CREATE INDEX `links_commitment_id_idx` ON `links` (`commitment_id`);--> statement-breakpoint
CREATE TABLE `timeline` (
	`id` text PRIMARY KEY NOT NULL,
	`commitment_id` text NOT NULL,
	`entry` text NOT NULL,
	`ref` text NOT NULL,
	`at` text,
	`earliest` text,
	`latest` text,
	`latest_key` text NOT NULL,
	`recorded_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `timeline_commitment_id_at_idx` ON `timeline` (`commitment_id`,`at`);--> statement-breakpoint
CREATE INDEX `timeline_at_latest_key_recorded_at_id_idx` ON `timeline` (`at`,`latest_key`,`recorded_at`,`id`);--> statement-breakpoint
CREATE INDEX `timeline_ref_idx` ON `timeline` (`ref`);