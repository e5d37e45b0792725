DROP INDEX "timeline_at_latest_key_recorded_at_id_idx";--> statement-breakpoint
DROP INDEX "ledger_change_set_idx";--> statement-breakpoint
ALTER TABLE "timeline" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "timeline_past" ADD COLUMN "width" integer;--> statement-breakpoint
CREATE INDEX "timeline_width_at_latest_key_recorded_at_id_idx" ON "timeline" USING btree ("width","at","latest_key","recorded_at","id");--> statement-breakpoint
CREATE INDEX "ledger_change_set_idx" ON "ledger" USING btree ("change_set") WHERE "ledger"."change_set" is not null;