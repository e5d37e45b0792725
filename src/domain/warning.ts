import { z } from "zod";

/** What was taken, but deserves a second look: each code with what it says. Others may be added. */
const codes = {
  likely_duplicate: "Another commitment rests on the same words, or has nearly the same title, promisor and day.",
  due_not_understood: "The due words name a time that could not be read for certain: they stay undated.",
  due_contradicts_text: "The due date that was given is not the one that its words name.",
  matched_folded: "The source sets the words of the quote otherwise: what is recorded is its wording.",
  matched_nearest: "The words of the quote are not in the source: its nearest passage was taken, as was asked.",
  joined_passages: "The quote leaves words out: its selectors run from the first passage to the last.",
  within_word: "The words of the quote begin or end within a longer word or number of the source.",
  not_restored: "An earlier version does not bring this back by itself.",
  status_unchanged: "What a relation `supersedes` points at keeps the status that it has, or the date of it.",
  not_taken: "What was imported says more than a commitment has room for.",
  before_stated: "The act was over before the promise was made.",
} as const;
export type WarningCode = keyof typeof codes;

export const WarningCode = z.enum(Object.keys(codes) as [WarningCode, ...WarningCode[]]).meta({
  id: "WarningCode",
  description: Object.entries(codes)
    .map(([code, meaning]) => `${code}: ${meaning}`)
    .join(" "),
});

export const Warning = z
  .strictObject({
    pointer: z.string().meta({ description: "JSON Pointer (RFC 6901) into the body of the request." }),
    code: WarningCode,
    detail: z.string(),
  })
  .meta({ id: "Warning", description: "Something that was taken but deserves a second look." });
export type Warning = z.infer<typeof Warning>;

/** The member of an answer to a write, never of one to a read. */
const warnings = z.array(Warning).exactOptional().meta({
  description: "What was taken but deserves a second look; only in the answer to the write, if there is any.",
});

/** A record as answered to whoever wrote it. */
export const writtenOf = <S extends z.ZodRawShape>(record: z.ZodObject<S>, id: string, description: string) =>
  z.strictObject({ ...record.shape, warnings }).meta({ id, description });
