ALTER TABLE `ledger` ADD `change_set` integer;--> statement-breakpoint
CREATE INDEX `ledger_change_set_idx` ON `ledger` (`change_set`);