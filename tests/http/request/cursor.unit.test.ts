import { createHash, createHmac, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { AppError } from "../../../src/errors/errors.ts";
import { cursorsBy } from "../../../src/http/request/cursor.ts";

const secret = randomBytes(32);
const { encode, decode } = cursorsBy(secret);
const position = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 6 });
const refusal = (cursor: string, binding: string) => {
  try {
    return decode(cursor, binding);
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

it("a cursor gives back its position to the query that it came from", () => {
  fc.assert(
    fc.property(position, fc.string(), (values, binding) => {
      expect(decode(encode(values, binding), binding)).toEqual(values);
    }),
  );
});

it("a cursor is sealed by an HMAC over its query and its position", () => {
  fc.assert(
    fc.property(position, fc.string(), (values, binding) => {
      const text = JSON.stringify(values);
      const seal = createHmac("sha256", secret)
        .update(JSON.stringify([binding, text]))
        .digest();
      const bytes = Buffer.from(encode(values, binding), "base64url");
      expect(bytes).toEqual(Buffer.concat([seal.subarray(0, 16), Buffer.from(text)]));
    }),
  );
});

it("a cursor is safe in a URL as it is", () => {
  fc.assert(
    fc.property(position, fc.string(), (values, binding) => {
      expect(encode(values, binding)).toMatch(/^[\w-]+$/);
    }),
  );
});

it("a cursor of a query with other filters or another sort is refused", () => {
  fc.assert(
    fc.property(position, fc.string(), fc.string(), (values, binding, other) => {
      fc.pre(binding !== other);
      expect(refusal(encode(values, binding), other)).toBe("invalid_cursor");
    }),
  );
});

it("a cursor of which any character was changed, taken out or added is refused", () => {
  fc.assert(
    fc.property(position, fc.string(), fc.nat(), fc.constantFrom(..."Aa0-_=. "), (values, binding, n, other) => {
      const cursor = encode(values, binding);
      const at = n % cursor.length;
      const [before, after] = [cursor.slice(0, at), cursor.slice(at + 1)];
      for (const changed of [before + other + after, before + after, `${before}${other}${cursor.slice(at)}`])
        if (changed !== cursor) expect(refusal(changed, binding)).toBe("invalid_cursor");
    }),
  );
});

it("a cursor whose position was changed is refused", () => {
  fc.assert(
    fc.property(position, position, fc.string(), (values, others, binding) => {
      fc.pre(JSON.stringify(values) !== JSON.stringify(others));
      const seal = Buffer.from(encode(values, binding), "base64url").subarray(0, 16);
      const forged = Buffer.concat([seal, Buffer.from(JSON.stringify(others))]).toString("base64url");
      expect(refusal(forged, binding)).toBe("invalid_cursor");
    }),
  );
});

it("a cursor made with another secret is refused", () => {
  fc.assert(
    fc.property(position, fc.string(), fc.uint8Array({ maxLength: 64 }), (values, binding, secret) => {
      expect(refusal(cursorsBy(Buffer.from(secret)).encode(values, binding), binding)).toBe("invalid_cursor");
    }),
  );
});

it("a cursor sealed with nothing but what everybody knows is refused", () => {
  const values = [-10_000_000, "0000", "x"];
  const seal = createHash("sha256")
    .update(JSON.stringify(["binding", values]))
    .digest("base64url")
    .slice(0, 12);
  const cursor = Buffer.from(JSON.stringify([seal, ...values])).toString("base64url");
  expect(refusal(cursor, "binding")).toBe("invalid_cursor");
});

it.each([[{}], [[[]]], [[{}]], [[true]], [["a", ["b"]]], [null], ["x"], [1]])(
  "%j is no position, whoever has sealed it",
  (value) => {
    expect(refusal(encode(value as never, "binding"), "binding")).toBe("invalid_cursor");
  },
);

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
