import { z } from "zod";
import { Point } from "../domain/commitment.ts";

/** What exports look like, for the contract. */

const Feature = z
  .strictObject({
    type: z.literal("Feature"),
    id: z.string(),
    geometry: Point.nullable(),
    properties: z.record(z.string(), z.unknown()).meta({ description: "The commitment, its members flat." }),
  })
  .meta({ id: "Feature", description: "A commitment on a map." });

const About = z
  .strictObject({
    seq: z.int(),
    hash: z.string(),
    recordedAt: z.string().nullable(),
    day: z.string(),
    commitments: z.int(),
  })
  .meta({
    id: "AboutExport",
    description: "What an export is of: the ledger's newest line, the day, and how many commitments.",
  });

export const FeatureCollection = z
  .strictObject({
    type: z.literal("FeatureCollection"),
    servanda: About,
    features: z.array(Feature),
    located: z.int().meta({ description: "Commitments with a location." }),
    unlocated: z.int().meta({ description: "Those without." }),
  })
  .meta({ id: "FeatureCollection", description: "Commitments as GeoJSON (RFC 7946), with foreign members." });

export const LinkedData = z
  .strictObject({ "@context": z.record(z.string(), z.unknown()), "@graph": z.array(z.record(z.string(), z.unknown())) })
  .meta({ id: "LinkedData", description: "A JSON-LD 1.1 document: schema.org Claims with Web Annotations." });
