ALTER TABLE "ledger" ADD COLUMN "change_set" bigint;--> statement-breakpoint
CREATE INDEX "ledger_change_set_idx" ON "ledger" USING btree ("change_set");