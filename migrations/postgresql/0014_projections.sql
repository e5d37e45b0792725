CREATE TABLE "texts" (
	"snapshot_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"text" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
INSERT INTO texts (snapshot_id, text) SELECT id, text FROM snapshots WHERE text IS NOT NULL;
--> statement-breakpoint
-- All that follows from the ledger is written anew when the database is opened: see src/store/rebuild/rebuild.ts.
DROP TABLE "relations_past";
--> statement-breakpoint
DROP TABLE "assessments_past";
--> statement-breakpoint
DROP TABLE "milestones_past";
--> statement-breakpoint
DROP TABLE "events_past";
--> statement-breakpoint
DROP TABLE "quotes_past";
--> statement-breakpoint
DROP TABLE "snapshots_past";
--> statement-breakpoint
DROP TABLE "commitments_past";
--> statement-breakpoint
DROP TABLE "sources_past";
--> statement-breakpoint
DROP TABLE "parties_past";
--> statement-breakpoint
DROP TABLE "links_past";
--> statement-breakpoint
DROP TABLE "timeline_past";
--> statement-breakpoint
DROP TABLE "phases_past";
--> statement-breakpoint
DROP TABLE "relations";
--> statement-breakpoint
DROP TABLE "assessments";
--> statement-breakpoint
DROP TABLE "milestones";
--> statement-breakpoint
DROP TABLE "events";
--> statement-breakpoint
DROP TABLE "quotes";
--> statement-breakpoint
DROP TABLE "snapshots";
--> statement-breakpoint
DROP TABLE "commitments";
--> statement-breakpoint
DROP TABLE "sources";
--> statement-breakpoint
DROP TABLE "parties";
--> statement-breakpoint
DROP TABLE "links";
--> statement-breakpoint
DROP TABLE "timeline";
--> statement-breakpoint
DROP TABLE "phases";
--> statement-breakpoint
DELETE FROM derivations;
--> statement-breakpoint
DROP INDEX "ledger_tx_idx";
--> statement-breakpoint
DROP INDEX "ledger_at_seq_idx";
--> statement-breakpoint
ALTER TABLE "ledger" ADD "change_set" bigint;
--> statement-breakpoint
ALTER TABLE "ledger" ADD "reason" text COLLATE "C";
--> statement-breakpoint
CREATE INDEX "ledger_change_set_idx" ON "ledger" USING btree ("change_set");
--> statement-breakpoint
CREATE TABLE "assessments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"earliest" text COLLATE "C",
	"latest" text COLLATE "C",
	"supersedes" text COLLATE "C",
	"recorded_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL,
	"date_key" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assessments_past" (
	"id" text COLLATE "C" NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"earliest" text COLLATE "C",
	"latest" text COLLATE "C",
	"supersedes" text COLLATE "C",
	"recorded_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"date_key" text COLLATE "C" NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commitments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"firmness" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"status_since_earliest" text COLLATE "C",
	"status_since_latest" text COLLATE "C",
	"stated_earliest" text COLLATE "C",
	"stated_latest" text COLLATE "C",
	"fulfilment" text COLLATE "C" NOT NULL,
	"fulfilment_self_reported" text COLLATE "C" NOT NULL,
	"fulfilment_counterpart" text COLLATE "C" NOT NULL,
	"fulfilment_independent" text COLLATE "C" NOT NULL,
	"corroboration" text COLLATE "C" NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL,
	"reviewed_on" text COLLATE "C",
	"next_review_on" text COLLATE "C",
	"testability" text COLLATE "C",
	"awaited_until" text COLLATE "C",
	"turns_on" text COLLATE "C",
	"turned" text COLLATE "C",
	"title_key" text COLLATE "C" NOT NULL,
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"due_reading" text COLLATE "C",
	"done_earliest" text COLLATE "C",
	"done_latest" text COLLATE "C",
	"place_x" double precision,
	"place_y" double precision,
	"place_z" double precision
);
--> statement-breakpoint
CREATE TABLE "commitments_past" (
	"id" text COLLATE "C" NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"firmness" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"status_since_earliest" text COLLATE "C",
	"status_since_latest" text COLLATE "C",
	"stated_earliest" text COLLATE "C",
	"stated_latest" text COLLATE "C",
	"fulfilment" text COLLATE "C" NOT NULL,
	"fulfilment_self_reported" text COLLATE "C" NOT NULL,
	"fulfilment_counterpart" text COLLATE "C" NOT NULL,
	"fulfilment_independent" text COLLATE "C" NOT NULL,
	"corroboration" text COLLATE "C" NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"reviewed_on" text COLLATE "C",
	"next_review_on" text COLLATE "C",
	"testability" text COLLATE "C",
	"awaited_until" text COLLATE "C",
	"turns_on" text COLLATE "C",
	"turned" text COLLATE "C",
	"title_key" text COLLATE "C" NOT NULL,
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"due_reading" text COLLATE "C",
	"done_earliest" text COLLATE "C",
	"done_latest" text COLLATE "C",
	"place_x" double precision,
	"place_y" double precision,
	"place_z" double precision,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"earliest" text COLLATE "C",
	"latest" text COLLATE "C",
	"type" text COLLATE "C" NOT NULL,
	"amount" json,
	"recorded_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL,
	"date_key" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events_past" (
	"id" text COLLATE "C" NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"earliest" text COLLATE "C",
	"latest" text COLLATE "C",
	"type" text COLLATE "C" NOT NULL,
	"amount" json,
	"recorded_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"date_key" text COLLATE "C" NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "links" (
	"aggregate_id" text COLLATE "C" NOT NULL,
	"from_kind" text COLLATE "C" NOT NULL,
	"from_id" text COLLATE "C" NOT NULL,
	"to_kind" text COLLATE "C" NOT NULL,
	"to_id" text COLLATE "C" NOT NULL,
	"rel" text COLLATE "C" NOT NULL,
	"since_seq" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "links_pkey" PRIMARY KEY("aggregate_id","from_kind","from_id","to_kind","to_id","rel")
);
--> statement-breakpoint
CREATE TABLE "links_past" (
	"aggregate_id" text COLLATE "C" NOT NULL,
	"from_kind" text COLLATE "C" NOT NULL,
	"from_id" text COLLATE "C" NOT NULL,
	"to_kind" text COLLATE "C" NOT NULL,
	"to_id" text COLLATE "C" NOT NULL,
	"rel" text COLLATE "C" NOT NULL,
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "milestones" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"met_earliest" text COLLATE "C",
	"met_latest" text COLLATE "C",
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "milestones_past" (
	"id" text COLLATE "C" NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"met_earliest" text COLLATE "C",
	"met_latest" text COLLATE "C",
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "parties" (
	"code" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"parent" text COLLATE "C",
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL,
	"name_key" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "parties_past" (
	"code" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"parent" text COLLATE "C",
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"name_key" text COLLATE "C" NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "phases" (
	"id" text COLLATE "C" NOT NULL,
	"from_day" text COLLATE "C" NOT NULL,
	"until_day" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"status_since_earliest" text COLLATE "C",
	"status_since_latest" text COLLATE "C",
	"fulfilment" text COLLATE "C" NOT NULL,
	"fulfilment_self_reported" text COLLATE "C" NOT NULL,
	"fulfilment_counterpart" text COLLATE "C" NOT NULL,
	"fulfilment_independent" text COLLATE "C" NOT NULL,
	"corroboration" text COLLATE "C" NOT NULL,
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"due_reading" text COLLATE "C",
	"done_earliest" text COLLATE "C",
	"done_latest" text COLLATE "C",
	"state" json NOT NULL,
	"since_seq" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "phases_pkey" PRIMARY KEY("id","from_day")
);
--> statement-breakpoint
CREATE TABLE "phases_past" (
	"id" text COLLATE "C" NOT NULL,
	"from_day" text COLLATE "C" NOT NULL,
	"until_day" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"status_since_earliest" text COLLATE "C",
	"status_since_latest" text COLLATE "C",
	"fulfilment" text COLLATE "C" NOT NULL,
	"fulfilment_self_reported" text COLLATE "C" NOT NULL,
	"fulfilment_counterpart" text COLLATE "C" NOT NULL,
	"fulfilment_independent" text COLLATE "C" NOT NULL,
	"corroboration" text COLLATE "C" NOT NULL,
	"due_earliest" text COLLATE "C",
	"due_latest" text COLLATE "C",
	"due_reading" text COLLATE "C",
	"done_earliest" text COLLATE "C",
	"done_latest" text COLLATE "C",
	"state" json NOT NULL,
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"source_id" text COLLATE "C" NOT NULL,
	"start" integer,
	"anchor" text COLLATE "C" NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quotes_past" (
	"id" text COLLATE "C" NOT NULL,
	"source_id" text COLLATE "C" NOT NULL,
	"start" integer,
	"anchor" text COLLATE "C" NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "relations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"from_id" text COLLATE "C" NOT NULL,
	"to_id" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "relations_past" (
	"id" text COLLATE "C" NOT NULL,
	"from_id" text COLLATE "C" NOT NULL,
	"to_id" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"source_id" text COLLATE "C" NOT NULL,
	"retrieved_at" text COLLATE "C" NOT NULL,
	"sha256" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshots_past" (
	"id" text COLLATE "C" NOT NULL,
	"source_id" text COLLATE "C" NOT NULL,
	"retrieved_at" text COLLATE "C" NOT NULL,
	"sha256" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"published_earliest" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL,
	"title_key" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sources_past" (
	"id" text COLLATE "C" NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"published_earliest" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spans" (
	"id" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"from_day" text COLLATE "C" NOT NULL,
	"until_day" text COLLATE "C" NOT NULL,
	"axis" text COLLATE "C" NOT NULL,
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
	"axis" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"commitment_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"entry" text COLLATE "C" NOT NULL,
	"ref" text COLLATE "C" NOT NULL,
	"at" text COLLATE "C",
	"earliest" text COLLATE "C",
	"latest" text COLLATE "C",
	"latest_key" text COLLATE "C" NOT NULL,
	"recorded_at" text COLLATE "C" NOT NULL,
	"since_seq" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "timeline_pkey" PRIMARY KEY("commitment_id","id")
);
--> statement-breakpoint
CREATE TABLE "timeline_past" (
	"commitment_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
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
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "relations" ADD CONSTRAINT "relations_from_id_commitments_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "relations" ADD CONSTRAINT "relations_to_id_commitments_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "assessments_commitment_id_date_key_id_idx" ON "assessments" USING btree ("commitment_id","date_key","id");
--> statement-breakpoint
CREATE INDEX "assessments_supersedes_idx" ON "assessments" USING btree ("supersedes");
--> statement-breakpoint
CREATE INDEX "assessments_past_commitment_id_idx" ON "assessments_past" USING btree ("commitment_id");
--> statement-breakpoint
CREATE INDEX "assessments_past_until_seq_idx" ON "assessments_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE UNIQUE INDEX "commitments_slug_unique" ON "commitments" USING btree ("slug");
--> statement-breakpoint
CREATE INDEX "commitments_title_key_id_idx" ON "commitments" USING btree ("title_key","id");
--> statement-breakpoint
CREATE INDEX "commitments_status_id_idx" ON "commitments" USING btree ("status","id");
--> statement-breakpoint
CREATE INDEX "commitments_type_id_idx" ON "commitments" USING btree ("type","id");
--> statement-breakpoint
CREATE INDEX "commitments_firmness_id_idx" ON "commitments" USING btree ("firmness","id");
--> statement-breakpoint
CREATE INDEX "commitments_status_stated_earliest_id_desc_idx" ON "commitments" USING btree ("status","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "commitments_type_stated_earliest_id_desc_idx" ON "commitments" USING btree ("type","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "commitments_firmness_stated_earliest_id_desc_idx" ON "commitments" USING btree ("firmness","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "commitments_fulfilment_stated_earliest_id_desc_idx" ON "commitments" USING btree ("fulfilment","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "commitments_stated_earliest_id_idx" ON "commitments" USING btree ("stated_earliest","id");
--> statement-breakpoint
CREATE INDEX "commitments_status_since_earliest_id_idx" ON "commitments" USING btree ("status_since_earliest","id");
--> statement-breakpoint
CREATE INDEX "commitments_due_latest_id_idx" ON "commitments" USING btree ("due_latest","id");
--> statement-breakpoint
CREATE INDEX "commitments_due_earliest_id_idx" ON "commitments" USING btree ("due_earliest","id");
--> statement-breakpoint
CREATE INDEX "commitments_due_reading_stated_earliest_id_desc_idx" ON "commitments" USING btree ("due_reading","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "commitments_turns_on_idx" ON "commitments" USING btree ("turns_on");
--> statement-breakpoint
CREATE INDEX "commitments_created_at_id_idx" ON "commitments" USING btree ("created_at","id");
--> statement-breakpoint
CREATE INDEX "commitments_updated_at_id_idx" ON "commitments" USING btree ("updated_at","id");
--> statement-breakpoint
CREATE INDEX "commitments_tally_idx" ON "commitments" USING btree ((status || ''),"status","due_latest","due_earliest","done_earliest","done_latest","fulfilment","fulfilment_self_reported","fulfilment_independent","type","firmness","corroboration","stated_earliest","stated_latest","awaited_until","reviewed_on","next_review_on","id","deleted_at");
--> statement-breakpoint
CREATE INDEX "commitments_corroboration_stated_earliest_id_desc_idx" ON "commitments" USING btree ("corroboration","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "commitments_place_z_place_x_place_y_idx" ON "commitments" USING btree ("place_z","place_x","place_y");
--> statement-breakpoint
CREATE INDEX "commitments_stated_earliest_id_desc_idx" ON "commitments" USING btree ("stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "commitments_status_since_earliest_id_desc_idx" ON "commitments" USING btree ("status_since_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "commitments_due_latest_id_desc_idx" ON "commitments" USING btree ("due_latest" DESC NULLS LAST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "commitments_past_id_idx" ON "commitments_past" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "commitments_past_until_seq_idx" ON "commitments_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE INDEX "events_commitment_id_date_key_id_idx" ON "events" USING btree ("commitment_id","date_key","id");
--> statement-breakpoint
CREATE INDEX "events_past_commitment_id_idx" ON "events_past" USING btree ("commitment_id");
--> statement-breakpoint
CREATE INDEX "events_past_until_seq_idx" ON "events_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE INDEX "links_to_kind_to_id_from_kind_rel_from_id_idx" ON "links" USING btree ("to_kind","to_id","from_kind","rel","from_id");
--> statement-breakpoint
CREATE INDEX "links_past_to_id_idx" ON "links_past" USING btree ("to_id");
--> statement-breakpoint
CREATE INDEX "links_past_until_seq_idx" ON "links_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE INDEX "milestones_commitment_id_id_idx" ON "milestones" USING btree ("commitment_id","id");
--> statement-breakpoint
CREATE INDEX "milestones_past_commitment_id_idx" ON "milestones_past" USING btree ("commitment_id");
--> statement-breakpoint
CREATE INDEX "milestones_past_until_seq_idx" ON "milestones_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE INDEX "parties_name_key_code_idx" ON "parties" USING btree ("name_key","code");
--> statement-breakpoint
CREATE INDEX "parties_kind_idx" ON "parties" USING btree ("kind");
--> statement-breakpoint
CREATE INDEX "parties_updated_at_code_idx" ON "parties" USING btree ("updated_at","code");
--> statement-breakpoint
CREATE INDEX "parties_past_code_idx" ON "parties_past" USING btree ("code");
--> statement-breakpoint
CREATE INDEX "parties_past_until_seq_idx" ON "parties_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE INDEX "phases_from_day_idx" ON "phases" USING btree ("from_day");
--> statement-breakpoint
CREATE INDEX "phases_status_from_day_idx" ON "phases" USING btree ("status","from_day");
--> statement-breakpoint
CREATE INDEX "phases_past_id_idx" ON "phases_past" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "phases_past_until_seq_idx" ON "phases_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE INDEX "quotes_source_id_start_idx" ON "quotes" USING btree ("source_id","start");
--> statement-breakpoint
CREATE INDEX "quotes_anchor_idx" ON "quotes" USING btree ("anchor");
--> statement-breakpoint
CREATE INDEX "quotes_created_at_id_idx" ON "quotes" USING btree ("created_at","id");
--> statement-breakpoint
CREATE INDEX "quotes_start_id_idx" ON "quotes" USING btree ("start","id");
--> statement-breakpoint
CREATE INDEX "quotes_updated_at_id_idx" ON "quotes" USING btree ("updated_at","id");
--> statement-breakpoint
CREATE INDEX "quotes_past_id_idx" ON "quotes_past" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "quotes_past_until_seq_idx" ON "quotes_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE INDEX "relations_from_id_type_to_id_idx" ON "relations" USING btree ("from_id","type","to_id");
--> statement-breakpoint
CREATE INDEX "relations_to_id_type_idx" ON "relations" USING btree ("to_id","type");
--> statement-breakpoint
CREATE INDEX "relations_past_id_idx" ON "relations_past" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "relations_past_until_seq_idx" ON "relations_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE INDEX "snapshots_source_id_retrieved_at_idx" ON "snapshots" USING btree ("source_id","retrieved_at");
--> statement-breakpoint
CREATE INDEX "snapshots_source_id_sha256_idx" ON "snapshots" USING btree ("source_id","sha256");
--> statement-breakpoint
CREATE INDEX "snapshots_past_id_idx" ON "snapshots_past" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "snapshots_past_until_seq_idx" ON "snapshots_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE UNIQUE INDEX "sources_slug_unique" ON "sources" USING btree ("slug");
--> statement-breakpoint
CREATE INDEX "sources_title_key_id_idx" ON "sources" USING btree ("title_key","id");
--> statement-breakpoint
CREATE INDEX "sources_published_earliest_id_idx" ON "sources" USING btree ("published_earliest","id");
--> statement-breakpoint
CREATE INDEX "sources_created_at_id_idx" ON "sources" USING btree ("created_at","id");
--> statement-breakpoint
CREATE INDEX "sources_updated_at_id_idx" ON "sources" USING btree ("updated_at","id");
--> statement-breakpoint
CREATE INDEX "sources_published_earliest_id_desc_idx" ON "sources" USING btree ("published_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "sources_past_id_idx" ON "sources_past" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "sources_past_until_seq_idx" ON "sources_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE INDEX "spans_subject_state_from_day_idx" ON "spans" USING btree ("subject","state","from_day");
--> statement-breakpoint
CREATE INDEX "spans_state_from_day_idx" ON "spans" USING btree ("state","from_day");
--> statement-breakpoint
CREATE INDEX "spans_past_id_idx" ON "spans_past" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "spans_past_until_seq_idx" ON "spans_past" USING btree ("until_seq");
--> statement-breakpoint
CREATE INDEX "timeline_at_latest_key_recorded_at_id_idx" ON "timeline" USING btree ("at","latest_key","recorded_at","id");
--> statement-breakpoint
CREATE INDEX "timeline_past_commitment_id_idx" ON "timeline_past" USING btree ("commitment_id");
--> statement-breakpoint
CREATE INDEX "timeline_past_until_seq_idx" ON "timeline_past" USING btree ("until_seq");
