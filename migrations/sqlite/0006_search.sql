CREATE TABLE `search_documents` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`owner` text NOT NULL,
	`since_seq` integer NOT NULL,
	`until_seq` integer,
	`title` text NOT NULL,
	`labels` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `search_documents_owner_until_seq_idx` ON `search_documents` (`owner`,`until_seq`);--> statement-breakpoint
ALTER TABLE `commitments` ADD `place_x` real;--> statement-breakpoint
ALTER TABLE `commitments` ADD `place_y` real;--> statement-breakpoint
ALTER TABLE `commitments` ADD `place_z` real;--> statement-breakpoint
CREATE INDEX `commitments_corroboration_id_idx` ON `commitments` (`corroboration`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_place_z_place_x_place_y_idx` ON `commitments` (`place_z`,`place_x`,`place_y`);--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `place_x` real;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `place_y` real;--> statement-breakpoint
ALTER TABLE `commitments_past` ADD `place_z` real;--> statement-breakpoint
CREATE VIRTUAL TABLE `search_index` USING fts5(`title`, `labels`, `body`, content = 'search_documents', content_rowid = 'id', tokenize = 'ascii', prefix = '2 4');--> statement-breakpoint
CREATE TRIGGER `search_documents_insert` AFTER INSERT ON `search_documents` BEGIN
	INSERT INTO `search_index` (`rowid`, `title`, `labels`, `body`) VALUES (new.`id`, new.`title`, new.`labels`, new.`body`);
END;--> statement-breakpoint
CREATE TRIGGER `search_documents_delete` AFTER DELETE ON `search_documents` BEGIN
	INSERT INTO `search_index` (`search_index`, `rowid`, `title`, `labels`, `body`) VALUES ('delete', old.`id`, old.`title`, old.`labels`, old.`body`);
END;
