import fc from "fast-check";
import { expect, it } from "vitest";
import { AppError } from "../../src/errors/errors.ts";
import { decodeCursor, encodeCursor } from "../../src/http/cursor.ts";

const position = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 6 });
const refusal = (cursor: string, binding: string) => {
  try {
    return decodeCursor(cursor, binding);
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

it("a cursor gives back its position to the query that it came from", () => {
  fc.assert(
    fc.property(position, fc.string(), (values, binding) => {
      expect(decodeCursor(encodeCursor(values, binding), binding)).toEqual(values);
    }),
  );
});

it("a cursor is safe in a URL as it is", () => {
  fc.assert(
    fc.property(position, fc.string(), (values, binding) => {
      expect(encodeCursor(values, binding)).toMatch(/^[\w-]+$/);
    }),
  );
});

it("a cursor of a query with other filters or another sort is refused", () => {
  fc.assert(
    fc.property(position, fc.string(), fc.string(), (values, binding, other) => {
      fc.pre(binding !== other);
      expect(refusal(encodeCursor(values, binding), other)).toBe("invalid_cursor");
    }),
  );
});

it("a cursor whose position was changed is refused", () => {
  fc.assert(
    fc.property(position, position, fc.string(), (values, others, binding) => {
      fc.pre(JSON.stringify(values) !== JSON.stringify(others));
      const [seal] = JSON.parse(Buffer.from(encodeCursor(values, binding), "base64url").toString());
      const forged = Buffer.from(JSON.stringify([seal, ...others])).toString("base64url");
      expect(refusal(forged, binding)).toBe("invalid_cursor");
    }),
  );
});

it.each(["", "x", "bnVsbA", "W10", "e30", "IiI", "WzFd", "../..", "\u0000", "W1tbW1tb"])(
  "no text made up as %j passes for a cursor",
  (text) => {
    expect(refusal(text, "binding")).toBe("invalid_cursor");
  },
);

it("any text at all is refused as a cursor, without another error", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(refusal(text, "binding")).toBe("invalid_cursor");
    }),
  );
});
