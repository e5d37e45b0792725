CREATE TABLE "phases" (
	"id" text COLLATE "C" NOT NULL,
	"from_day" text COLLATE "C" NOT NULL,
	"until_day" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"status_since" text COLLATE "C" NOT NULL,
	"status_since_earliest" text COLLATE "C",
	"status_since_latest" text COLLATE "C",
	"due" json,
	"original_due" json,
	"done" json,
	"progress" double precision,
	"corroboration" text COLLATE "C" NOT NULL,
	"restatements" integer NOT NULL,
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"done_earliest" text COLLATE "C",
	"done_latest" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "phases_pkey" PRIMARY KEY("id","from_day")
);
--> statement-breakpoint
CREATE TABLE "commitments_past" (
	"id" text COLLATE "C" NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"summary" text COLLATE "C",
	"type" text COLLATE "C" NOT NULL,
	"parties" json NOT NULL,
	"firmness" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"status_since" text COLLATE "C" NOT NULL,
	"status_since_earliest" text COLLATE "C",
	"status_since_latest" text COLLATE "C",
	"stated_on" text COLLATE "C" NOT NULL,
	"stated_earliest" text COLLATE "C",
	"stated_latest" text COLLATE "C",
	"due" json,
	"original_due" json,
	"stated_due" json,
	"done" json,
	"progress" double precision,
	"fulfilment" text COLLATE "C" NOT NULL,
	"corroboration" text COLLATE "C" NOT NULL,
	"restatements" integer NOT NULL,
	"quotes" json NOT NULL,
	"sectors" json NOT NULL,
	"tags" json NOT NULL,
	"location" json,
	"version" integer NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"done_earliest" text COLLATE "C",
	"done_latest" text COLLATE "C",
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events_past" (
	"id" text COLLATE "C" NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"date" text COLLATE "C" NOT NULL,
	"earliest" text COLLATE "C",
	"latest" text COLLATE "C",
	"effective_on" text COLLATE "C",
	"title" text COLLATE "C" NOT NULL,
	"description" text COLLATE "C",
	"status" text COLLATE "C",
	"due" json,
	"firmness" text COLLATE "C",
	"evidence" json NOT NULL,
	"supersedes" text COLLATE "C",
	"recorded_at" text COLLATE "C" NOT NULL,
	"recorded_by" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"date_key" text COLLATE "C" NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "links_past" (
	"from_kind" text COLLATE "C" NOT NULL,
	"from_id" text COLLATE "C" NOT NULL,
	"rel" text COLLATE "C" NOT NULL,
	"to_kind" text COLLATE "C" NOT NULL,
	"to_id" text COLLATE "C" NOT NULL,
	"commitment_id" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "milestones_past" (
	"id" text COLLATE "C" NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"test" text COLLATE "C",
	"weight" double precision NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"met_on" text COLLATE "C",
	"due" json,
	"original_due" json,
	"met_earliest" text COLLATE "C",
	"met_latest" text COLLATE "C",
	"evidence" json NOT NULL,
	"version" integer NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "parties_past" (
	"code" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"names" json NOT NULL,
	"parent" text COLLATE "C",
	"wikidata_id" text COLLATE "C",
	"iso_alpha2" text COLLATE "C",
	"version" integer NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"name_key" text COLLATE "C" NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "phases_past" (
	"id" text COLLATE "C" NOT NULL,
	"from_day" text COLLATE "C" NOT NULL,
	"until_day" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"status_since" text COLLATE "C" NOT NULL,
	"status_since_earliest" text COLLATE "C",
	"status_since_latest" text COLLATE "C",
	"due" json,
	"original_due" json,
	"done" json,
	"progress" double precision,
	"corroboration" text COLLATE "C" NOT NULL,
	"restatements" integer NOT NULL,
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"done_earliest" text COLLATE "C",
	"done_latest" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quotes_past" (
	"id" text COLLATE "C" NOT NULL,
	"source_id" text COLLATE "C" NOT NULL,
	"snapshot_id" text COLLATE "C",
	"exact" text COLLATE "C" NOT NULL,
	"prefix" text COLLATE "C",
	"suffix" text COLLATE "C",
	"start" integer,
	"end" integer,
	"language" text COLLATE "C",
	"translation" text COLLATE "C",
	"speaker" json,
	"anchor" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshots_past" (
	"id" text COLLATE "C" NOT NULL,
	"source_id" text COLLATE "C" NOT NULL,
	"retrieved_at" text COLLATE "C" NOT NULL,
	"media_type" text COLLATE "C" NOT NULL,
	"sha256" text COLLATE "C" NOT NULL,
	"length" integer NOT NULL,
	"normalizer" text COLLATE "C" NOT NULL,
	"text" text COLLATE "C",
	"version" integer NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sources_past" (
	"id" text COLLATE "C" NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"publisher" text COLLATE "C",
	"author" text COLLATE "C",
	"url" text COLLATE "C",
	"archive_url" text COLLATE "C",
	"language" text COLLATE "C",
	"published_on" text COLLATE "C",
	"issued_by" json NOT NULL,
	"published_earliest" text COLLATE "C",
	"published_latest" text COLLATE "C",
	"version" integer NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timeline_past" (
	"id" text COLLATE "C" NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"entry" text COLLATE "C" NOT NULL,
	"ref" text COLLATE "C" NOT NULL,
	"at" text COLLATE "C",
	"earliest" text COLLATE "C",
	"latest" text COLLATE "C",
	"latest_key" text COLLATE "C" NOT NULL,
	"recorded_at" text COLLATE "C" NOT NULL,
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "since_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "since_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "milestones" ADD COLUMN "due_earliest" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "milestones" ADD COLUMN "due_latest" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "milestones" ADD COLUMN "since_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "since_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quotes" ADD COLUMN "since_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "snapshots" ADD COLUMN "since_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "since_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "since_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "timeline" ADD COLUMN "since_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "phases_from_day_idx" ON "phases" USING btree ("from_day");--> statement-breakpoint
CREATE INDEX "phases_status_from_day_idx" ON "phases" USING btree ("status","from_day");--> statement-breakpoint
CREATE INDEX "commitments_past_id_idx" ON "commitments_past" USING btree ("id");--> statement-breakpoint
CREATE INDEX "commitments_past_until_seq_idx" ON "commitments_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "events_past_commitment_id_idx" ON "events_past" USING btree ("commitment_id");--> statement-breakpoint
CREATE INDEX "events_past_until_seq_idx" ON "events_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "links_past_to_id_idx" ON "links_past" USING btree ("to_id");--> statement-breakpoint
CREATE INDEX "links_past_until_seq_idx" ON "links_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "milestones_past_commitment_id_idx" ON "milestones_past" USING btree ("commitment_id");--> statement-breakpoint
CREATE INDEX "milestones_past_until_seq_idx" ON "milestones_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "parties_past_code_idx" ON "parties_past" USING btree ("code");--> statement-breakpoint
CREATE INDEX "parties_past_until_seq_idx" ON "parties_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "phases_past_id_idx" ON "phases_past" USING btree ("id");--> statement-breakpoint
CREATE INDEX "phases_past_until_seq_idx" ON "phases_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "quotes_past_id_idx" ON "quotes_past" USING btree ("id");--> statement-breakpoint
CREATE INDEX "quotes_past_until_seq_idx" ON "quotes_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "snapshots_past_id_idx" ON "snapshots_past" USING btree ("id");--> statement-breakpoint
CREATE INDEX "snapshots_past_until_seq_idx" ON "snapshots_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "sources_past_id_idx" ON "sources_past" USING btree ("id");--> statement-breakpoint
CREATE INDEX "sources_past_until_seq_idx" ON "sources_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "timeline_past_commitment_id_idx" ON "timeline_past" USING btree ("commitment_id");--> statement-breakpoint
CREATE INDEX "timeline_past_until_seq_idx" ON "timeline_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "ledger_at_seq_idx" ON "ledger" USING btree ("at","seq");