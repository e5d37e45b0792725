CREATE TABLE "spans" (
	"id" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"from_day" text COLLATE "C" NOT NULL,
	"until_day" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"since_seq" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "spans_pkey" PRIMARY KEY("id","subject","from_day")
);
--> statement-breakpoint
CREATE TABLE "spans_past" (
	"id" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"from_day" text COLLATE "C" NOT NULL,
	"until_day" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "parties" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "events_past" ADD COLUMN "parties" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX "spans_subject_state_from_day_idx" ON "spans" USING btree ("subject","state","from_day");--> statement-breakpoint
CREATE INDEX "spans_state_from_day_idx" ON "spans" USING btree ("state","from_day");--> statement-breakpoint
CREATE INDEX "spans_past_id_idx" ON "spans_past" USING btree ("id");--> statement-breakpoint
CREATE INDEX "spans_past_until_seq_idx" ON "spans_past" USING btree ("until_seq");