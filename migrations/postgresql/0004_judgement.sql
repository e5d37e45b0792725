CREATE TABLE "assessments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"fulfilment" text COLLATE "C" NOT NULL,
	"confidence" text COLLATE "C" NOT NULL,
	"assessed_on" text COLLATE "C" NOT NULL,
	"earliest" text COLLATE "C",
	"latest" text COLLATE "C",
	"assessor" text COLLATE "C" NOT NULL,
	"origin" text COLLATE "C" NOT NULL,
	"party" text COLLATE "C",
	"rationale" text COLLATE "C",
	"evidence" json NOT NULL,
	"supersedes" text COLLATE "C",
	"recorded_at" text COLLATE "C" NOT NULL,
	"recorded_by" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL,
	"date_key" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "relations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"from_id" text COLLATE "C" NOT NULL,
	"to_id" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"note" text COLLATE "C",
	"version" integer NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assessments_past" (
	"id" text COLLATE "C" NOT NULL,
	"commitment_id" text COLLATE "C" NOT NULL,
	"fulfilment" text COLLATE "C" NOT NULL,
	"confidence" text COLLATE "C" NOT NULL,
	"assessed_on" text COLLATE "C" NOT NULL,
	"earliest" text COLLATE "C",
	"latest" text COLLATE "C",
	"assessor" text COLLATE "C" NOT NULL,
	"origin" text COLLATE "C" NOT NULL,
	"party" text COLLATE "C",
	"rationale" text COLLATE "C",
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
CREATE TABLE "relations_past" (
	"id" text COLLATE "C" NOT NULL,
	"from_id" text COLLATE "C" NOT NULL,
	"to_id" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"note" text COLLATE "C",
	"version" integer NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C" NOT NULL,
	"deleted_at" text COLLATE "C",
	"since_seq" bigint NOT NULL,
	"until_seq" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "fulfilment_self_reported" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "fulfilment_counterpart" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "fulfilment_independent" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "phases" ADD COLUMN "fulfilment" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "phases" ADD COLUMN "fulfilment_self_reported" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "phases" ADD COLUMN "fulfilment_counterpart" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "phases" ADD COLUMN "fulfilment_independent" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "fulfilment_self_reported" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "fulfilment_counterpart" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "fulfilment_independent" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "phases_past" ADD COLUMN "fulfilment" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "phases_past" ADD COLUMN "fulfilment_self_reported" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "phases_past" ADD COLUMN "fulfilment_counterpart" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "phases_past" ADD COLUMN "fulfilment_independent" text COLLATE "C" DEFAULT 'not_assessed' NOT NULL;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relations" ADD CONSTRAINT "relations_from_id_commitments_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relations" ADD CONSTRAINT "relations_to_id_commitments_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assessments_commitment_id_date_key_id_idx" ON "assessments" USING btree ("commitment_id","date_key","id");--> statement-breakpoint
CREATE INDEX "assessments_supersedes_idx" ON "assessments" USING btree ("supersedes");--> statement-breakpoint
CREATE INDEX "relations_from_id_type_to_id_idx" ON "relations" USING btree ("from_id","type","to_id");--> statement-breakpoint
CREATE INDEX "relations_to_id_type_idx" ON "relations" USING btree ("to_id","type");--> statement-breakpoint
CREATE INDEX "assessments_past_commitment_id_idx" ON "assessments_past" USING btree ("commitment_id");--> statement-breakpoint
CREATE INDEX "assessments_past_until_seq_idx" ON "assessments_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "relations_past_id_idx" ON "relations_past" USING btree ("id");--> statement-breakpoint
CREATE INDEX "relations_past_until_seq_idx" ON "relations_past" USING btree ("until_seq");--> statement-breakpoint
CREATE INDEX "commitments_fulfilment_id_idx" ON "commitments" USING btree ("fulfilment","id");