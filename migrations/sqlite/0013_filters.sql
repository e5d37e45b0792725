DROP INDEX `commitments_fulfilment_id_idx`;--> statement-breakpoint
DROP INDEX `commitments_due_reading_id_idx`;--> statement-breakpoint
DROP INDEX `commitments_corroboration_id_idx`;--> statement-breakpoint
CREATE INDEX `commitments_status_stated_earliest_id_idx` ON `commitments` (`status`,`stated_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_type_stated_earliest_id_idx` ON `commitments` (`type`,`stated_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_firmness_stated_earliest_id_idx` ON `commitments` (`firmness`,`stated_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_fulfilment_stated_earliest_id_idx` ON `commitments` (`fulfilment`,`stated_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_due_reading_stated_earliest_id_idx` ON `commitments` (`due_reading`,`stated_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_corroboration_stated_earliest_id_idx` ON `commitments` (`corroboration`,`stated_earliest`,`id`);--> statement-breakpoint
DROP INDEX `links_from_kind_from_id_idx`;--> statement-breakpoint
CREATE INDEX `links_from_kind_from_id_to_kind_to_id_rel_idx` ON `links` (`from_kind`,`from_id`,`to_kind`,`to_id`,`rel`);