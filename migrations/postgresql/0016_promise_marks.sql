CREATE TABLE "promise_marks" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"source_id" text COLLATE "C",
	"snapshot_id" text COLLATE "C",
	"sha256" text COLLATE "C" NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"exact" text COLLATE "C" NOT NULL,
	"verdict" text COLLATE "C" NOT NULL,
	"language" text COLLATE "C",
	"cues" json NOT NULL,
	"by_id" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "promise_marks_source_id_at_id_idx" ON "promise_marks" USING btree ("source_id","at","id");--> statement-breakpoint
CREATE INDEX "promise_marks_sha256_at_id_idx" ON "promise_marks" USING btree ("sha256","at","id");--> statement-breakpoint
CREATE INDEX "promise_marks_snapshot_id_idx" ON "promise_marks" USING btree ("snapshot_id");--> statement-breakpoint
CREATE INDEX "promise_marks_language_verdict_at_idx" ON "promise_marks" USING btree ("language","verdict","at");--> statement-breakpoint
CREATE INDEX "promise_marks_at_id_idx" ON "promise_marks" USING btree ("at","id");