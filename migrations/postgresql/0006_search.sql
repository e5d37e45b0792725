CREATE TABLE "search_documents" (
	"id" bigint PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"owner" text COLLATE "C" NOT NULL,
	"since_seq" bigint NOT NULL,
	"until_seq" bigint,
	"title" text COLLATE "C" NOT NULL,
	"labels" text COLLATE "C" NOT NULL,
	"body" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "place_x" double precision;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "place_y" double precision;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "place_z" double precision;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "place_x" double precision;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "place_y" double precision;--> statement-breakpoint
ALTER TABLE "commitments_past" ADD COLUMN "place_z" double precision;--> statement-breakpoint
CREATE INDEX "search_documents_owner_until_seq_idx" ON "search_documents" USING btree ("owner","until_seq");--> statement-breakpoint
CREATE INDEX "commitments_corroboration_id_idx" ON "commitments" USING btree ("corroboration","id");--> statement-breakpoint
CREATE INDEX "commitments_place_z_place_x_place_y_idx" ON "commitments" USING btree ("place_z","place_x","place_y");--> statement-breakpoint
CREATE INDEX "commitments_stated_earliest_id_desc_idx" ON "commitments" USING btree ("stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "commitments_status_since_earliest_id_desc_idx" ON "commitments" USING btree ("status_since_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "commitments_due_latest_id_desc_idx" ON "commitments" USING btree ("due_latest" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "sources_published_earliest_id_desc_idx" ON "sources" USING btree ("published_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE FUNCTION "search_words"("title" text, "labels" text, "body" text) RETURNS tsvector
	LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(string_agg('''' || word || ''':' || place || weight, ' '), '')::tsvector
	FROM (
		SELECT word, place, 'A' AS weight FROM unnest(string_to_array($1, ' ')) WITH ORDINALITY AS a (word, place)
		UNION ALL
		SELECT word, place + cardinality(string_to_array($1, ' ')) + 1, 'B'
		FROM unnest(string_to_array($2, ' ')) WITH ORDINALITY AS b (word, place)
		UNION ALL
		SELECT word, place + cardinality(string_to_array($1, ' ')) + cardinality(string_to_array($2, ' ')) + 2, 'D'
		FROM unnest(string_to_array($3, ' ')) WITH ORDINALITY AS d (word, place)
	) AS words
	WHERE word <> U&'\E000'
$$;--> statement-breakpoint
ALTER TABLE "search_documents" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (search_words("title", "labels", "body")) STORED;--> statement-breakpoint
CREATE INDEX "search_documents_words_idx" ON "search_documents" USING gin ("words");
