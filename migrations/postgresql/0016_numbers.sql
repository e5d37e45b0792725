DROP INDEX "commitments_tally_idx";--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "reviewed_on" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "next_review_on" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "testability" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "conditions" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "targets" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "recurrence" json;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "amounts" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "awaited_until" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "reviewed_on" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "next_review_on" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "testability" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "conditions" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "targets" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "recurrence" json;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "amounts" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "awaited_until" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "amount" json;--> statement-breakpoint
ALTER TABLE "events_past" ADD COLUMN "amount" json;--> statement-breakpoint
ALTER TABLE "milestones" ADD COLUMN "occurrence" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "milestones_past" ADD COLUMN "occurrence" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "phases" ADD COLUMN "amounts" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "phases_past" ADD COLUMN "amounts" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "spans" ADD COLUMN "axis" text COLLATE "C" DEFAULT 'participation' NOT NULL;--> statement-breakpoint
ALTER TABLE "spans_past" ADD COLUMN "axis" text COLLATE "C" DEFAULT 'participation' NOT NULL;--> statement-breakpoint
CREATE INDEX "commitments_tally_idx" ON "commitments" USING btree ((status || ''),"status","due_latest","due_earliest","done_earliest","done_latest","fulfilment","fulfilment_self_reported","fulfilment_independent","type","firmness","corroboration","stated_earliest","stated_latest","awaited_until","reviewed_on","next_review_on","id","deleted_at");