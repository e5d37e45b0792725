CREATE TABLE "derivations" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "aliases" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "members" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "until" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "successors" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "parties_past" ADD COLUMN "aliases" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "parties_past" ADD COLUMN "members" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "parties_past" ADD COLUMN "until" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "parties_past" ADD COLUMN "successors" json DEFAULT '[]' NOT NULL;