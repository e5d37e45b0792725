import fc from "fast-check";
import { expect, it } from "vitest";
import { AppError, type Fault } from "../../src/errors/errors.ts";
import { longestProblem, toProblem } from "../../src/http/errors/problem.ts";

const occurrence = { base: "https://example.org", instance: "/v1/commitments", requestId: "r" };
const fault = (more: Partial<Fault> = {}): Fault => ({ pointer: "/a", code: "c", detail: "d", ...more });
const sizeOf = (error: AppError, more = {}) =>
  Buffer.byteLength(JSON.stringify(toProblem(error, { ...occurrence, ...more })));

it("shows twenty faults, and says in words and as a member how many more there are", () => {
  const error = new AppError("invalid_request", "No.", { errors: Array.from({ length: 57 }, () => fault()) });
  expect(toProblem(error, occurrence)).toMatchObject({ detail: "No. 37 more faults are left out.", errorsOmitted: 37 });
  expect(error.errors).toHaveLength(20);
});

it("has no such member where all are shown", () => {
  const error = new AppError("invalid_request", "No.", { errors: [fault(), fault()] });
  expect(toProblem(error, occurrence)).toMatchObject({ detail: "No.", errors: [fault(), fault()] });
  expect(toProblem(error, occurrence)).not.toHaveProperty("errorsOmitted");
});

it("says what is allowed once, with the first of the faults that share it", () => {
  const given = [["a"], ["a"], ["b"], ["a"], ["b"]].map((allowed) => fault({ allowed }));
  const { errors } = new AppError("invalid_request", "No.", { errors: given });
  expect(errors.map(({ allowed }) => allowed)).toEqual([["a"], undefined, ["b"], undefined, undefined]);
});

it("shortens long texts, and a long pointer to one that leads to what holds the value", () => {
  const long = { pointer: `/tags/${"x".repeat(1000)}`, parameter: "y".repeat(1000), detail: "z".repeat(1000) };
  const { errors } = new AppError("invalid_request", "w".repeat(5000), { errors: [fault(long)] });
  expect(errors).toEqual([
    fault({ pointer: "/tags", parameter: `${"y".repeat(100)}...`, detail: `${"z".repeat(600)}...` }),
  ]);
});

it("shows the first fault without what is allowed, where that alone would be too long in bytes", () => {
  const allowed = ["\u4e00".repeat(8000)];
  expect(new AppError("invalid_request", "No.", { errors: [fault({ allowed })] }).errors).toEqual([fault()]);
});

it("counts what an error was given that had left faults out itself", () => {
  const first = new AppError("invalid_request", "No.", { errors: Array.from({ length: 25 }, () => fault()) });
  const { errors, errorsOmitted } = first;
  expect(new AppError("invalid_request", "No.", { errors, errorsOmitted }).errorsOmitted).toBe(5);
});

it("keeps the first half of a list that does not fit, and other members whole", () => {
  const cycle = Array.from({ length: 5000 }, (_, n) => ({ id: `id ${n}`, slug: "x".repeat(50) }));
  const problem = toProblem(new AppError("relation_cycle", "No.", { extra: { cycle, count: 3 } }), occurrence);
  expect([problem.cycle, problem.count]).toEqual([cycle.slice(0, (problem.cycle as unknown[]).length), 3]);
  expect((problem.cycle as unknown[]).length).toBeGreaterThan(100);
});

it("is never longer than 32 kB, whatever texts and members it is made of, and loses no count of faults", () => {
  const text = fc
    .tuple(fc.string({ unit: "binary", maxLength: 8 }), fc.nat(500))
    .map(([piece, times]) => piece.repeat(times));
  const faults = fc.array(
    fc.record({
      pointer: text,
      parameter: text,
      code: fc.constant("c"),
      detail: text,
      allowed: fc.array(text, { maxLength: 3 }),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(faults, fc.dictionary(fc.constantFrom("a", "b", "c"), fc.jsonValue()), text, (errors, extra, words) => {
      const error = new AppError("invalid_request", words, { errors, extra });
      expect(sizeOf(error, { instance: `/${words.repeat(3)}` })).toBeLessThanOrEqual(longestProblem);
      expect(error.errors.length + error.errorsOmitted).toBe(errors.length);
      expect(error.errors.length > 0).toBe(errors.length > 0);
    }),
    { numRuns: 60 },
  );
});
