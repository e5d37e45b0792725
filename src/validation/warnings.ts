import { z } from "zod";

/** What was written, but deserves a second look: in answers to writes alone. */
export const Warning = z
  .strictObject({
    pointer: z.string().meta({ description: "JSON Pointer (RFC 6901) into the body." }),
    code: z.string(),
    detail: z.string(),
  })
  .meta({ id: "Warning", description: "Something that was taken, and deserves a second look." });
export type Warning = z.infer<typeof Warning>;
