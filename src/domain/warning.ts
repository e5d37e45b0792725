import { z } from "zod";

/** What was taken as it was sent, and deserves a second look. */
export const Warning = z
  .strictObject({
    pointer: z.string().meta({ description: "JSON Pointer (RFC 6901) into the record." }),
    code: z.string().meta({ examples: ["not_restored"] }),
    detail: z.string(),
  })
  .meta({ id: "Warning", description: "Something about a write that was taken, and deserves a second look." });
export type Warning = z.infer<typeof Warning>;

export const Warnings = z
  .array(Warning)
  .min(1)
  .meta({ description: "In answers to writes alone: what was taken, and deserves a second look." });
