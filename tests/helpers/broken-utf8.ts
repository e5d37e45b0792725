import fc from "fast-check";

const pieces = ["61", "c3a4", "e282ac", "f09f9880", "efbfbd", "c3", "e282", "f09f98", "80"];

/** Bytes of characters, whole and broken. */
export const brokenUtf8 = fc
  .array(fc.constantFrom(...pieces))
  .map((hex): Buffer<ArrayBufferLike> => Buffer.from(hex.join(""), "hex"));
