ALTER TABLE "commitments" ADD COLUMN "effects" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "turns_on" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "effects" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "turns_on" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "commitments_turns_on_idx" ON "commitments" USING btree ("turns_on");