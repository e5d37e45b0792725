import fc from "fast-check";
import { expect, it } from "vitest";
import { decoded } from "../../src/imports/lines/decode.ts";
import { firstUnreadable } from "../../src/validation/text.ts";
import { brokenUtf8 } from "../helpers/broken-utf8.ts";
import { cases } from "../helpers/cases.ts";

async function read(parts: readonly Buffer[]): Promise<string> {
  const file = async function* () {
    yield* parts;
  };
  let text = "";
  for await (const piece of decoded(file())) text += piece;
  return text;
}

it("names the first byte that cannot be read, however the file comes in parts", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(brokenUtf8, { maxLength: 4 }), async (parts) => {
      const whole = Buffer.concat(parts);
      const at = firstUnreadable(whole);
      if (at === whole.length) expect(await read(parts)).toBe(whole.toString("utf8"));
      else await expect(read(parts)).rejects.toThrow(`byte ${at} cannot be read`);
    }),
    { numRuns: cases(300) },
  );
});
