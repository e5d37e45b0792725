CREATE TABLE "idempotency" (
	"principal" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"fingerprint" text COLLATE "C" NOT NULL,
	"at" text COLLATE "C" NOT NULL,
	"tx" bigint,
	"answer" json,
	CONSTRAINT "idempotency_pkey" PRIMARY KEY("principal","key")
);
--> statement-breakpoint
CREATE INDEX "idempotency_at_idx" ON "idempotency" USING btree ("at");