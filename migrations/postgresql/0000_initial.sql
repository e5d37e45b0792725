CREATE TABLE "commitments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
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
	"title_key" text COLLATE "C" NOT NULL,
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"done_earliest" text COLLATE "C",
	"done_latest" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
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
	"date_key" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"tx" bigint NOT NULL,
	"at" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"op" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"commitment_id" text COLLATE "C",
	"version" integer NOT NULL,
	"data" json NOT NULL,
	"hash" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "milestones" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
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
	"deleted_at" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "parties" (
	"code" text COLLATE "C" PRIMARY KEY NOT NULL,
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
	"name_key" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
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
	"deleted_at" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
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
	"deleted_at" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
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
	"title_key" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "links" (
	"from_kind" text COLLATE "C" NOT NULL,
	"from_id" text COLLATE "C" NOT NULL,
	"rel" text COLLATE "C" NOT NULL,
	"to_kind" text COLLATE "C" NOT NULL,
	"to_id" text COLLATE "C" NOT NULL,
	"commitment_id" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"entry" text COLLATE "C" NOT NULL,
	"ref" text COLLATE "C" NOT NULL,
	"at" text COLLATE "C",
	"earliest" text COLLATE "C",
	"latest" text COLLATE "C",
	"latest_key" text COLLATE "C" NOT NULL,
	"recorded_at" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "commitments_slug_unique" ON "commitments" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "commitments_title_key_id_idx" ON "commitments" USING btree ("title_key","id");--> statement-breakpoint
CREATE INDEX "commitments_status_id_idx" ON "commitments" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "commitments_type_id_idx" ON "commitments" USING btree ("type","id");--> statement-breakpoint
CREATE INDEX "commitments_firmness_id_idx" ON "commitments" USING btree ("firmness","id");--> statement-breakpoint
CREATE INDEX "commitments_stated_earliest_id_idx" ON "commitments" USING btree ("stated_earliest","id");--> statement-breakpoint
CREATE INDEX "commitments_status_since_earliest_id_idx" ON "commitments" USING btree ("status_since_earliest","id");--> statement-breakpoint
CREATE INDEX "commitments_due_latest_id_idx" ON "commitments" USING btree ("due_latest","id");--> statement-breakpoint
CREATE INDEX "commitments_due_earliest_id_idx" ON "commitments" USING btree ("due_earliest","id");--> statement-breakpoint
CREATE INDEX "commitments_created_at_id_idx" ON "commitments" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "commitments_updated_at_id_idx" ON "commitments" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "events_commitment_id_date_key_id_idx" ON "events" USING btree ("commitment_id","date_key","id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_kind_id_version_unique" ON "ledger" USING btree ("kind","id","version");--> statement-breakpoint
CREATE INDEX "ledger_commitment_id_seq_idx" ON "ledger" USING btree ("commitment_id","seq");--> statement-breakpoint
CREATE INDEX "ledger_tx_idx" ON "ledger" USING btree ("tx");--> statement-breakpoint
CREATE INDEX "milestones_commitment_id_id_idx" ON "milestones" USING btree ("commitment_id","id");--> statement-breakpoint
CREATE INDEX "parties_name_key_code_idx" ON "parties" USING btree ("name_key","code");--> statement-breakpoint
CREATE INDEX "parties_kind_idx" ON "parties" USING btree ("kind");--> statement-breakpoint
CREATE INDEX "parties_updated_at_code_idx" ON "parties" USING btree ("updated_at","code");--> statement-breakpoint
CREATE INDEX "quotes_source_id_start_idx" ON "quotes" USING btree ("source_id","start");--> statement-breakpoint
CREATE INDEX "quotes_anchor_idx" ON "quotes" USING btree ("anchor");--> statement-breakpoint
CREATE INDEX "quotes_created_at_id_idx" ON "quotes" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "quotes_start_id_idx" ON "quotes" USING btree ("start","id");--> statement-breakpoint
CREATE INDEX "quotes_updated_at_id_idx" ON "quotes" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "snapshots_source_id_retrieved_at_idx" ON "snapshots" USING btree ("source_id","retrieved_at");--> statement-breakpoint
CREATE UNIQUE INDEX "snapshots_source_id_sha256_unique" ON "snapshots" USING btree ("source_id","sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "sources_slug_unique" ON "sources" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "sources_title_key_id_idx" ON "sources" USING btree ("title_key","id");--> statement-breakpoint
CREATE INDEX "sources_published_earliest_id_idx" ON "sources" USING btree ("published_earliest","id");--> statement-breakpoint
CREATE INDEX "sources_created_at_id_idx" ON "sources" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "sources_updated_at_id_idx" ON "sources" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "links_from_kind_from_id_idx" ON "links" USING btree ("from_kind","from_id");--> statement-breakpoint
CREATE INDEX "links_to_kind_to_id_from_kind_rel_from_id_idx" ON "links" USING btree ("to_kind","to_id","from_kind","rel","from_id");--> statement-breakpoint
CREATE INDEX "links_commitment_id_idx" ON "links" USING btree ("commitment_id");--> statement-breakpoint
CREATE INDEX "timeline_commitment_id_at_idx" ON "timeline" USING btree ("commitment_id","at");--> statement-breakpoint
CREATE INDEX "timeline_at_latest_key_recorded_at_id_idx" ON "timeline" USING btree ("at","latest_key","recorded_at","id");--> statement-breakpoint
CREATE INDEX "timeline_ref_idx" ON "timeline" USING btree ("ref");