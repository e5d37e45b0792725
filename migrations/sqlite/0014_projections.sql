CREATE TABLE `texts` (
	`snapshot_id` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
INSERT INTO texts (snapshot_id, text) SELECT id, text FROM snapshots WHERE text IS NOT NULL;
--> statement-breakpoint
-- All that follows from the ledger is written anew when the database is opened: see src/store/rebuild/rebuild.ts.
DROP TABLE `relations_past`;
--> statement-breakpoint
DROP TABLE `assessments_past`;
--> statement-breakpoint
DROP TABLE `milestones_past`;
--> statement-breakpoint
DROP TABLE `events_past`;
--> statement-breakpoint
DROP TABLE `quotes_past`;
--> statement-breakpoint
DROP TABLE `snapshots_past`;
--> statement-breakpoint
DROP TABLE `commitments_past`;
--> statement-breakpoint
DROP TABLE `sources_past`;
--> statement-breakpoint
DROP TABLE `parties_past`;
--> statement-breakpoint
DROP TABLE `links_past`;
--> statement-breakpoint
DROP TABLE `timeline_past`;
--> statement-breakpoint
DROP TABLE `phases_past`;
--> statement-breakpoint
DROP TABLE `relations`;
--> statement-breakpoint
DROP TABLE `assessments`;
--> statement-breakpoint
DROP TABLE `milestones`;
--> statement-breakpoint
DROP TABLE `events`;
--> statement-breakpoint
DROP TABLE `quotes`;
--> statement-breakpoint
DROP TABLE `snapshots`;
--> statement-breakpoint
DROP TABLE `commitments`;
--> statement-breakpoint
DROP TABLE `sources`;
--> statement-breakpoint
DROP TABLE `parties`;
--> statement-breakpoint
DROP TABLE `links`;
--> statement-breakpoint
DROP TABLE `timeline`;
--> statement-breakpoint
DROP TABLE `phases`;
--> statement-breakpoint
DELETE FROM derivations;
--> statement-breakpoint
DROP INDEX `ledger_tx_idx`;
--> statement-breakpoint
DROP INDEX `ledger_at_seq_idx`;
--> statement-breakpoint
ALTER TABLE `ledger` ADD `change_set` integer;
--> statement-breakpoint
ALTER TABLE `ledger` ADD `reason` text;
--> statement-breakpoint
CREATE INDEX `ledger_change_set_idx` ON `ledger` (`change_set`);
--> statement-breakpoint
CREATE TABLE `assessments` (
	`id` text PRIMARY KEY NOT NULL,
	`commitment_id` text NOT NULL,
	`earliest` text,
	`latest` text,
	`supersedes` text,
	`recorded_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	`date_key` text NOT NULL,
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `assessments_commitment_id_date_key_id_idx` ON `assessments` (`commitment_id`,`date_key`,`id`);
--> statement-breakpoint
CREATE INDEX `assessments_supersedes_idx` ON `assessments` (`supersedes`);
--> statement-breakpoint
CREATE TABLE `assessments_past` (
	`id` text NOT NULL,
	`commitment_id` text NOT NULL,
	`earliest` text,
	`latest` text,
	`supersedes` text,
	`recorded_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`date_key` text NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `assessments_past_commitment_id_idx` ON `assessments_past` (`commitment_id`);
--> statement-breakpoint
CREATE INDEX `assessments_past_until_seq_idx` ON `assessments_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `commitments` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`type` text NOT NULL,
	`firmness` text NOT NULL,
	`status` text NOT NULL,
	`status_since_earliest` text,
	`status_since_latest` text,
	`stated_earliest` text,
	`stated_latest` text,
	`fulfilment` text NOT NULL,
	`fulfilment_self_reported` text NOT NULL,
	`fulfilment_counterpart` text NOT NULL,
	`fulfilment_independent` text NOT NULL,
	`corroboration` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	`reviewed_on` text,
	`next_review_on` text,
	`testability` text,
	`awaited_until` text,
	`turns_on` text,
	`turned` text,
	`title_key` text NOT NULL,
	`due_earliest` text,
	`due_latest` text,
	`due_reading` text,
	`done_earliest` text,
	`done_latest` text,
	`place_x` real,
	`place_y` real,
	`place_z` real
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commitments_slug_unique` ON `commitments` (`slug`);
--> statement-breakpoint
CREATE INDEX `commitments_title_key_id_idx` ON `commitments` (`title_key`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_status_id_idx` ON `commitments` (`status`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_type_id_idx` ON `commitments` (`type`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_firmness_id_idx` ON `commitments` (`firmness`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_status_stated_earliest_id_idx` ON `commitments` (`status`,`stated_earliest`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_type_stated_earliest_id_idx` ON `commitments` (`type`,`stated_earliest`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_firmness_stated_earliest_id_idx` ON `commitments` (`firmness`,`stated_earliest`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_fulfilment_stated_earliest_id_idx` ON `commitments` (`fulfilment`,`stated_earliest`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_stated_earliest_id_idx` ON `commitments` (`stated_earliest`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_status_since_earliest_id_idx` ON `commitments` (`status_since_earliest`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_due_latest_id_idx` ON `commitments` (`due_latest`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_due_earliest_id_idx` ON `commitments` (`due_earliest`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_due_reading_stated_earliest_id_idx` ON `commitments` (`due_reading`,`stated_earliest`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_turns_on_idx` ON `commitments` (`turns_on`);
--> statement-breakpoint
CREATE INDEX `commitments_created_at_id_idx` ON `commitments` (`created_at`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_updated_at_id_idx` ON `commitments` (`updated_at`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_tally_idx` ON `commitments` ((status || ''),`status`,`due_latest`,`due_earliest`,`done_earliest`,`done_latest`,`fulfilment`,`fulfilment_self_reported`,`fulfilment_independent`,`type`,`firmness`,`corroboration`,`stated_earliest`,`stated_latest`,`awaited_until`,`reviewed_on`,`next_review_on`,`id`,`deleted_at`);
--> statement-breakpoint
CREATE INDEX `commitments_corroboration_stated_earliest_id_idx` ON `commitments` (`corroboration`,`stated_earliest`,`id`);
--> statement-breakpoint
CREATE INDEX `commitments_place_z_place_x_place_y_idx` ON `commitments` (`place_z`,`place_x`,`place_y`);
--> statement-breakpoint
CREATE TABLE `commitments_past` (
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`type` text NOT NULL,
	`firmness` text NOT NULL,
	`status` text NOT NULL,
	`status_since_earliest` text,
	`status_since_latest` text,
	`stated_earliest` text,
	`stated_latest` text,
	`fulfilment` text NOT NULL,
	`fulfilment_self_reported` text NOT NULL,
	`fulfilment_counterpart` text NOT NULL,
	`fulfilment_independent` text NOT NULL,
	`corroboration` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`reviewed_on` text,
	`next_review_on` text,
	`testability` text,
	`awaited_until` text,
	`turns_on` text,
	`turned` text,
	`title_key` text NOT NULL,
	`due_earliest` text,
	`due_latest` text,
	`due_reading` text,
	`done_earliest` text,
	`done_latest` text,
	`place_x` real,
	`place_y` real,
	`place_z` real,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `commitments_past_id_idx` ON `commitments_past` (`id`);
--> statement-breakpoint
CREATE INDEX `commitments_past_until_seq_idx` ON `commitments_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`commitment_id` text NOT NULL,
	`earliest` text,
	`latest` text,
	`type` text NOT NULL,
	`amount` text,
	`recorded_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	`date_key` text NOT NULL,
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `events_commitment_id_date_key_id_idx` ON `events` (`commitment_id`,`date_key`,`id`);
--> statement-breakpoint
CREATE TABLE `events_past` (
	`id` text NOT NULL,
	`commitment_id` text NOT NULL,
	`earliest` text,
	`latest` text,
	`type` text NOT NULL,
	`amount` text,
	`recorded_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`date_key` text NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_past_commitment_id_idx` ON `events_past` (`commitment_id`);
--> statement-breakpoint
CREATE INDEX `events_past_until_seq_idx` ON `events_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `links` (
	`aggregate_id` text NOT NULL,
	`from_kind` text NOT NULL,
	`from_id` text NOT NULL,
	`to_kind` text NOT NULL,
	`to_id` text NOT NULL,
	`rel` text NOT NULL,
	`since_seq` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`aggregate_id`, `from_kind`, `from_id`, `to_kind`, `to_id`, `rel`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `links_to_kind_to_id_from_kind_rel_from_id_idx` ON `links` (`to_kind`,`to_id`,`from_kind`,`rel`,`from_id`);
--> statement-breakpoint
CREATE TABLE `links_past` (
	`aggregate_id` text NOT NULL,
	`from_kind` text NOT NULL,
	`from_id` text NOT NULL,
	`to_kind` text NOT NULL,
	`to_id` text NOT NULL,
	`rel` text NOT NULL,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `links_past_to_id_idx` ON `links_past` (`to_id`);
--> statement-breakpoint
CREATE INDEX `links_past_until_seq_idx` ON `links_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `milestones` (
	`id` text PRIMARY KEY NOT NULL,
	`commitment_id` text NOT NULL,
	`met_earliest` text,
	`met_latest` text,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`due_earliest` text,
	`due_latest` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `milestones_commitment_id_id_idx` ON `milestones` (`commitment_id`,`id`);
--> statement-breakpoint
CREATE TABLE `milestones_past` (
	`id` text NOT NULL,
	`commitment_id` text NOT NULL,
	`met_earliest` text,
	`met_latest` text,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`due_earliest` text,
	`due_latest` text,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `milestones_past_commitment_id_idx` ON `milestones_past` (`commitment_id`);
--> statement-breakpoint
CREATE INDEX `milestones_past_until_seq_idx` ON `milestones_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `parties` (
	`code` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`parent` text,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	`name_key` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `parties_name_key_code_idx` ON `parties` (`name_key`,`code`);
--> statement-breakpoint
CREATE INDEX `parties_kind_idx` ON `parties` (`kind`);
--> statement-breakpoint
CREATE INDEX `parties_updated_at_code_idx` ON `parties` (`updated_at`,`code`);
--> statement-breakpoint
CREATE TABLE `parties_past` (
	`code` text NOT NULL,
	`kind` text NOT NULL,
	`parent` text,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`name_key` text NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `parties_past_code_idx` ON `parties_past` (`code`);
--> statement-breakpoint
CREATE INDEX `parties_past_until_seq_idx` ON `parties_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `phases` (
	`id` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`status` text NOT NULL,
	`status_since_earliest` text,
	`status_since_latest` text,
	`fulfilment` text NOT NULL,
	`fulfilment_self_reported` text NOT NULL,
	`fulfilment_counterpart` text NOT NULL,
	`fulfilment_independent` text NOT NULL,
	`corroboration` text NOT NULL,
	`due_earliest` text,
	`due_latest` text,
	`due_reading` text,
	`done_earliest` text,
	`done_latest` text,
	`state` text NOT NULL,
	`since_seq` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`id`, `from_day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `phases_from_day_idx` ON `phases` (`from_day`);
--> statement-breakpoint
CREATE INDEX `phases_status_from_day_idx` ON `phases` (`status`,`from_day`);
--> statement-breakpoint
CREATE TABLE `phases_past` (
	`id` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`status` text NOT NULL,
	`status_since_earliest` text,
	`status_since_latest` text,
	`fulfilment` text NOT NULL,
	`fulfilment_self_reported` text NOT NULL,
	`fulfilment_counterpart` text NOT NULL,
	`fulfilment_independent` text NOT NULL,
	`corroboration` text NOT NULL,
	`due_earliest` text,
	`due_latest` text,
	`due_reading` text,
	`done_earliest` text,
	`done_latest` text,
	`state` text NOT NULL,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `phases_past_id_idx` ON `phases_past` (`id`);
--> statement-breakpoint
CREATE INDEX `phases_past_until_seq_idx` ON `phases_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `quotes` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`start` integer,
	`anchor` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `quotes_source_id_start_idx` ON `quotes` (`source_id`,`start`);
--> statement-breakpoint
CREATE INDEX `quotes_anchor_idx` ON `quotes` (`anchor`);
--> statement-breakpoint
CREATE INDEX `quotes_created_at_id_idx` ON `quotes` (`created_at`,`id`);
--> statement-breakpoint
CREATE INDEX `quotes_start_id_idx` ON `quotes` (`start`,`id`);
--> statement-breakpoint
CREATE INDEX `quotes_updated_at_id_idx` ON `quotes` (`updated_at`,`id`);
--> statement-breakpoint
CREATE TABLE `quotes_past` (
	`id` text NOT NULL,
	`source_id` text NOT NULL,
	`start` integer,
	`anchor` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `quotes_past_id_idx` ON `quotes_past` (`id`);
--> statement-breakpoint
CREATE INDEX `quotes_past_until_seq_idx` ON `quotes_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `relations` (
	`id` text PRIMARY KEY NOT NULL,
	`from_id` text NOT NULL,
	`to_id` text NOT NULL,
	`type` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`from_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `relations_from_id_type_to_id_idx` ON `relations` (`from_id`,`type`,`to_id`);
--> statement-breakpoint
CREATE INDEX `relations_to_id_type_idx` ON `relations` (`to_id`,`type`);
--> statement-breakpoint
CREATE TABLE `relations_past` (
	`id` text NOT NULL,
	`from_id` text NOT NULL,
	`to_id` text NOT NULL,
	`type` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `relations_past_id_idx` ON `relations_past` (`id`);
--> statement-breakpoint
CREATE INDEX `relations_past_until_seq_idx` ON `relations_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `snapshots` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`retrieved_at` text NOT NULL,
	`sha256` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `snapshots_source_id_retrieved_at_idx` ON `snapshots` (`source_id`,`retrieved_at`);
--> statement-breakpoint
CREATE INDEX `snapshots_source_id_sha256_idx` ON `snapshots` (`source_id`,`sha256`);
--> statement-breakpoint
CREATE TABLE `snapshots_past` (
	`id` text NOT NULL,
	`source_id` text NOT NULL,
	`retrieved_at` text NOT NULL,
	`sha256` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `snapshots_past_id_idx` ON `snapshots_past` (`id`);
--> statement-breakpoint
CREATE INDEX `snapshots_past_until_seq_idx` ON `snapshots_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`kind` text NOT NULL,
	`published_earliest` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer DEFAULT 0 NOT NULL,
	`title_key` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_slug_unique` ON `sources` (`slug`);
--> statement-breakpoint
CREATE INDEX `sources_title_key_id_idx` ON `sources` (`title_key`,`id`);
--> statement-breakpoint
CREATE INDEX `sources_published_earliest_id_idx` ON `sources` (`published_earliest`,`id`);
--> statement-breakpoint
CREATE INDEX `sources_created_at_id_idx` ON `sources` (`created_at`,`id`);
--> statement-breakpoint
CREATE INDEX `sources_updated_at_id_idx` ON `sources` (`updated_at`,`id`);
--> statement-breakpoint
CREATE TABLE `sources_past` (
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`kind` text NOT NULL,
	`published_earliest` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`since_seq` integer NOT NULL,
	`title_key` text NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sources_past_id_idx` ON `sources_past` (`id`);
--> statement-breakpoint
CREATE INDEX `sources_past_until_seq_idx` ON `sources_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `spans` (
	`id` text NOT NULL,
	`subject` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`axis` text NOT NULL,
	`state` text NOT NULL,
	`since_seq` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`id`, `subject`, `from_day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `spans_subject_state_from_day_idx` ON `spans` (`subject`,`state`,`from_day`);
--> statement-breakpoint
CREATE INDEX `spans_state_from_day_idx` ON `spans` (`state`,`from_day`);
--> statement-breakpoint
CREATE TABLE `spans_past` (
	`id` text NOT NULL,
	`subject` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`axis` text NOT NULL,
	`state` text NOT NULL,
	`since_seq` integer NOT NULL,
	`until_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `spans_past_id_idx` ON `spans_past` (`id`);
--> statement-breakpoint
CREATE INDEX `spans_past_until_seq_idx` ON `spans_past` (`until_seq`);
--> statement-breakpoint
CREATE TABLE `timeline` (
	`commitment_id` text NOT NULL,
	`id` text NOT NULL,
	`entry` text NOT NULL,
	`ref` text NOT NULL,
	`at` text,
	`earliest` text,
	`latest` text,
	`latest_key` text NOT NULL,
	`recorded_at` text NOT NULL,
	`since_seq` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`commitment_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `timeline_at_latest_key_recorded_at_id_idx` ON `timeline` (`at`,`latest_key`,`recorded_at`,`id`);
--> statement-breakpoint
CREATE TABLE `timeline_past` (
	`commitment_id` text NOT NULL,
	`id` text NOT NULL,
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
CREATE INDEX `timeline_past_commitment_id_idx` ON `timeline_past` (`commitment_id`);
--> statement-breakpoint
CREATE INDEX `timeline_past_until_seq_idx` ON `timeline_past` (`until_seq`);
