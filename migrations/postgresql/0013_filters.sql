DROP INDEX "commitments_fulfilment_id_idx";--> statement-breakpoint
DROP INDEX "commitments_due_reading_id_idx";--> statement-breakpoint
DROP INDEX "commitments_corroboration_id_idx";--> statement-breakpoint
DROP INDEX "links_from_kind_from_id_idx";--> statement-breakpoint
CREATE INDEX "commitments_status_stated_earliest_id_desc_idx" ON "commitments" USING btree ("status","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "commitments_type_stated_earliest_id_desc_idx" ON "commitments" USING btree ("type","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "commitments_firmness_stated_earliest_id_desc_idx" ON "commitments" USING btree ("firmness","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "commitments_fulfilment_stated_earliest_id_desc_idx" ON "commitments" USING btree ("fulfilment","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "commitments_due_reading_stated_earliest_id_desc_idx" ON "commitments" USING btree ("due_reading","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "commitments_corroboration_stated_earliest_id_desc_idx" ON "commitments" USING btree ("corroboration","stated_earliest" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "links_from_kind_from_id_to_kind_to_id_rel_idx" ON "links" USING btree ("from_kind","from_id","to_kind","to_id","rel");