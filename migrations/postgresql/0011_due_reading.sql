ALTER TABLE "commitments" ADD COLUMN "due_reading" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "due_reading" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "phases" ADD COLUMN "due_reading" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "phases_past" ADD COLUMN "due_reading" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "commitments_due_reading_id_idx" ON "commitments" USING btree ("due_reading","id");