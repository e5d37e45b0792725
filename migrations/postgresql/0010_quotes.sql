DROP INDEX "snapshots_source_id_sha256_unique";--> statement-breakpoint
ALTER TABLE "quotes" ADD COLUMN "display" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "quotes" ADD COLUMN "locator" json;--> statement-breakpoint
ALTER TABLE "quotes" ADD COLUMN "matched" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "quotes_past" ADD COLUMN "display" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "quotes_past" ADD COLUMN "locator" json;--> statement-breakpoint
ALTER TABLE "quotes_past" ADD COLUMN "matched" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "snapshots_source_id_sha256_idx" ON "snapshots" USING btree ("source_id","sha256");